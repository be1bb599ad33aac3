using System.Collections.Generic;
using Journy.Emulator.State;

namespace Journy.Emulator.Api.Operations;

/// <summary>Telling who a web visitor is.</summary>
internal static class LinkOperations
{
    internal static IEnumerable<ApiOperation> All { get; } = [new("POST", "/link", KeyPermissions.TrackData, Link)];

    private static ApiAnswer Link(ApiCall call)
    {
        BodyReader? body = call.OpenBody()?.Allow("deviceId", "identification");
        string? deviceId = body?.RequiredText("deviceId");
        Identity user = IdentityShape.User.Read(body?.RequiredObject("identification"));
        if (call.Problems.Any)
        {
            return call.Problems.ToAnswer(call.RequestId);
        }

        call.Workspace.Link(user, deviceId!);
        call.Applied = true;
        return Answers.Message(201, call.RequestId, "The visitor is linked to the user.");
    }
}
