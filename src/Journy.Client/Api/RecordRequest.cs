using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;

namespace Journy.Api;

/// <summary>An operation on records. The content of its answer is what journy.io rejected: property name and reason.</summary>
internal abstract class RecordRequest : JournyRequest<IReadOnlyDictionary<string, string>>
{
    private static readonly Dictionary<string, string> NothingRejected = new();

    public override HttpMethod Method => HttpMethod.Post;

    public override IReadOnlyDictionary<string, string> ReadContent(JsonElement root) =>
        root.TryGetProperty("rejected", out JsonElement rejected) ? JsonText.ReadMap(rejected) : NothingRejected;
}
