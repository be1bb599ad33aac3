using System.Collections.Frozen;
using System.Collections.Generic;

namespace Journy.Emulator.Api.Operations;

/// <summary>The snippet that a website's pages would carry. This one does nothing: the emulator serves no script.</summary>
internal static class SnippetOperations
{
    internal static IEnumerable<ApiOperation> All { get; } =
    [
        new("GET", "/tracking/snippet", KeyPermissions.GetTrackingSnippet, GetSnippet)
        {
            Query = FrozenSet.Create("domain"),
        },
    ];

    private static ApiAnswer GetSnippet(ApiCall call)
    {
        string? domain = call.RequiredQuery("domain");
        if (domain is not null && !WebNames.IsDomain(domain))
        {
            call.Problems.Query("domain", "This is not a domain name.");
        }

        if (call.Problems.Any)
        {
            return call.Problems.ToAnswer(call.RequestId);
        }

        if (!call.Workspace.KnowsDomain(domain!))
        {
            return Answers.Message(404, call.RequestId, "This workspace does not know the domain.");
        }

        return Answers.Json(200, call.RequestId, writer =>
        {
            writer.WriteStartObject("data");
            writer.WriteString("domain", domain);
            writer.WriteString("snippet", $"<script>/* Emulated: nothing is tracked on {domain}. */</script>");
            writer.WriteEndObject();
        });
    }
}
