using System;
using System.Text.Json;

namespace Journy.Api;

/// <summary><c>GET /tracking/snippet</c>: the snippet of one website.</summary>
internal sealed class SnippetRequest : ReadRequest<TrackingSnippet>
{
    public SnippetRequest(string domain)
        : base("tracking/snippet?domain=" + Uri.EscapeDataString(domain))
    {
    }

    public override TrackingSnippet ReadContent(JsonElement root)
    {
        JsonElement data = root.GetProperty("data");
        return new TrackingSnippet(ReadText(data, "domain"), ReadText(data, "snippet"));
    }
}
