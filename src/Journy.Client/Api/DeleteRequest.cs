using System.Net.Http;
using System.Text.Json;

namespace Journy.Api;

/// <summary><c>DELETE /users</c> and <c>DELETE /accounts</c>, which carry a body.</summary>
internal sealed class DeleteRequest : RecordRequest
{
    public DeleteRequest(JournyIdentity identity) => Identity = identity;

    public JournyIdentity Identity { get; }

    public override HttpMethod Method => HttpMethod.Delete;

    public override string Path => Identity.Collection;

    public override void WriteBody(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteIdentification(Identity);
        writer.WriteEndObject();
    }
}
