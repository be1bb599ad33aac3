using System;
using System.Net.Http;
using System.Text.Json;

namespace Journy.Api;

/// <summary>
/// <c>POST /track</c>: one event of a user, an account or both. The only operation that must not be sent twice: each time
/// counts.
/// </summary>
internal sealed class TrackRequest : JournyRequest<bool>
{
    public TrackRequest(string name, UserIdentity? user, AccountIdentity? account, DateTimeOffset triggeredAt, PropertyBag metadata)
    {
        Name = name;
        User = user;
        Account = account;
        TriggeredAt = triggeredAt.ToUniversalTime();
        Metadata = metadata;
    }

    public string Name { get; }

    public UserIdentity? User { get; }

    public AccountIdentity? Account { get; }

    /// <summary>When the event happened; fixed before the first try, so that a later try does not move it.</summary>
    public DateTimeOffset TriggeredAt { get; }

    public PropertyBag Metadata { get; }

    public override HttpMethod Method => HttpMethod.Post;

    public override string Path => "track";

    public override bool Repeatable => false;

    public override void WriteBody(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("identification");
        if (User is not null)
        {
            writer.WriteIdentification(User, "user");
        }

        if (Account is not null)
        {
            writer.WriteIdentification(Account, "account");
        }

        writer.WriteEndObject();
        writer.WriteString("name", Name);
        writer.WritePropertyName("triggeredAt");
        JournyValue.FromMoment(TriggeredAt).WriteTo(writer);
        writer.WriteProperties(Metadata, "metadata");
        writer.WriteEndObject();
    }

    public override bool ReadContent(JsonElement root) => true;
}
