using System.Text.Json;

namespace Journy.Api;

/// <summary><c>POST /users/upsert</c> and <c>POST /accounts/upsert</c>: create or update one record.</summary>
internal sealed class UpsertRequest : RecordRequest
{
    public UpsertRequest(JournyIdentity identity, PropertyBag properties)
    {
        Identity = identity;
        Properties = properties;
        Path = identity.Collection + "/upsert";
    }

    public JournyIdentity Identity { get; }

    public PropertyBag Properties { get; }

    public override string Path { get; }

    public override bool MayReject => true;

    public override void WriteBody(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteIdentification(Identity);
        writer.WriteProperties(Properties, "properties");
        writer.WriteEndObject();
    }
}
