using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;

namespace Journy.Api;

/// <summary>
/// <c>POST /users/upsert</c> and <c>POST /accounts/upsert</c>: create or update one record. The content of the answer is
/// what journy.io rejected: property name and reason.
/// </summary>
internal sealed class UpsertRequest : JournyRequest<IReadOnlyDictionary<string, string>>
{
    private static readonly Dictionary<string, string> NothingRejected = new();

    public UpsertRequest(JournyIdentity identity, PropertyBag properties)
    {
        Identity = identity;
        Properties = properties;
        Path = identity.Collection + "/upsert";
    }

    public JournyIdentity Identity { get; }

    public PropertyBag Properties { get; }

    public override HttpMethod Method => HttpMethod.Post;

    public override string Path { get; }

    public override bool MayReject => true;

    public override void WriteBody(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteIdentification(Identity);
        writer.WriteProperties(Properties, "properties");
        writer.WriteEndObject();
    }

    public override IReadOnlyDictionary<string, string> ReadContent(JsonElement root) =>
        root.TryGetProperty("rejected", out JsonElement rejected) ? JsonText.ReadMap(rejected) : NothingRejected;
}
