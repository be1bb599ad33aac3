using System.Collections.Generic;
using System.Text.Json;
using Journy.Emulator.State;

namespace Journy.Emulator.Api.Operations;

/// <summary>Tracking an event, at its address of today and at the one it had before.</summary>
internal static class EventOperations
{
    internal static IEnumerable<ApiOperation> All { get; } =
    [
        new("POST", "/track", KeyPermissions.TrackData, Track),
        new("POST", "/events", KeyPermissions.TrackData, Track),
    ];

    private static ApiAnswer Track(ApiCall call)
    {
        BodyReader? body = call.OpenBody()?.Allow("identification", "name", "triggeredAt", "metadata");
        (Identity? user, Identity? account) = ReadIdentification(body?.RequiredObject("identification"));
        string? name = body?.RequiredText("name");
        string? triggeredAt = body?.OptionalText("triggeredAt");
        if (triggeredAt is not null && !IsoDate.IsDateTime(triggeredAt))
        {
            body!.Problem("triggeredAt", "This is not an ISO 8601 date and time.");
        }

        IReadOnlyDictionary<string, JsonElement> metadata = EventMetadata.Read(body?.OptionalObject("metadata"), call.Problems);
        if (call.Problems.Any)
        {
            return call.Problems.ToAnswer(call.RequestId);
        }

        call.Workspace.Track(new EventDraft(name!, user, account, triggeredAt, metadata));
        call.Applied = true;
        return Answers.Message(201, call.RequestId, "The event is stored.");
    }

    private static (Identity? User, Identity? Account) ReadIdentification(BodyReader? reader)
    {
        if (reader is null)
        {
            return default;
        }

        reader.Allow("user", "account");
        if (!reader.Members.ContainsKey("user") && !reader.Members.ContainsKey("account"))
        {
            reader.Problem("At least one of user and account is required.");
        }

        return (Read("user", IdentityShape.User), Read("account", IdentityShape.Account));

        Identity? Read(string name, IdentityShape shape) =>
            reader.OptionalObject(name) is BodyReader identification ? shape.Read(identification) : null;
    }
}
