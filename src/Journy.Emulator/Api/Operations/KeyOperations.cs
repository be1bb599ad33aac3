using System.Collections.Generic;

namespace Journy.Emulator.Api.Operations;

/// <summary>What a key can ask about itself.</summary>
internal static class KeyOperations
{
    internal static IEnumerable<ApiOperation> All { get; } = [new("GET", "/validate", Permission: null, Validate)];

    private static ApiAnswer Validate(ApiCall call)
    {
        if (call.Problems.Any)
        {
            return call.Problems.ToAnswer(call.RequestId);
        }

        return Answers.Json(200, call.RequestId, writer =>
        {
            writer.WriteStartObject("data");
            writer.WriteStartArray("permissions");
            foreach (string permission in call.Key.Permissions)
            {
                writer.WriteStringValue(permission);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }
}
