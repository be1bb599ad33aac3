using System.Collections.Generic;
using System.Text.Json;
using Journy.Emulator.State;

namespace Journy.Emulator.Api.Operations;

/// <summary>Upsert and delete, which users and accounts have alike.</summary>
internal sealed class EntityOperations(EntityKind kind, IdentityShape shape)
{
    internal static IEnumerable<ApiOperation> All { get; } =
    [
        .. new EntityOperations(EntityKind.User, IdentityShape.User).At("/users"),
        .. new EntityOperations(EntityKind.Account, IdentityShape.Account).At("/accounts"),
    ];

    private string Noun => kind == EntityKind.User ? "user" : "account";

    private IEnumerable<ApiOperation> At(string path) =>
    [
        new("POST", path + "/upsert", KeyPermissions.TrackData, Upsert),
        new("DELETE", path, KeyPermissions.TrackData, Delete),
    ];

    private ApiAnswer Upsert(ApiCall call)
    {
        BodyReader? body = call.OpenBody()?.Allow("identification", "properties");
        Identity identity = shape.Read(body?.RequiredObject("identification"));
        IReadOnlyList<KeyValuePair<string, JsonElement>> properties =
            PropertyBag.Read(body?.OptionalObject("properties"), call.Problems);
        if (call.Problems.Any)
        {
            return call.Problems.ToAnswer(call.RequestId);
        }

        IReadOnlyDictionary<string, string> rejected = call.Workspace.Upsert(kind, identity, properties);
        call.Applied = true;
        return Answers.Message(201, call.RequestId, $"The {Noun} is stored.", writer =>
        {
            if (rejected.Count > 0)
            {
                writer.WriteMap("rejected", rejected);
            }
        });
    }

    private ApiAnswer Delete(ApiCall call)
    {
        BodyReader? body = call.OpenBody()?.Allow("identification");
        Identity identity = shape.Read(body?.RequiredObject("identification"));
        if (call.Problems.Any)
        {
            return call.Problems.ToAnswer(call.RequestId);
        }

        // The API takes deletions for later: it never says whether there was anything to delete.
        call.Applied = call.Workspace.Delete(kind, identity);
        return Answers.Message(202, call.RequestId, $"The {Noun} is going to be deleted.");
    }
}
