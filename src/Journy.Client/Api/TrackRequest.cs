using System;
using System.Text.Json;

namespace Journy.Api;

/// <summary>
/// <c>POST /track</c>: one event of a user, an account or both. The only operation that must not be sent twice: each time
/// counts.
/// </summary>
internal sealed class TrackRequest : RecordRequest
{
    private readonly string _name;
    private readonly UserIdentity? _user;
    private readonly AccountIdentity? _account;
    private readonly DateTimeOffset _triggeredAt;
    private readonly PropertyBag _metadata;

    public TrackRequest(string name, UserIdentity? user, AccountIdentity? account, DateTimeOffset triggeredAt, PropertyBag metadata)
    {
        _name = name;
        _user = user;
        _account = account;
        _triggeredAt = triggeredAt.ToUniversalTime();
        _metadata = metadata;
    }

    public override string Path => "track";

    public override bool Repeatable => false;

    public override void WriteBody(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("identification");
        if (_user is not null)
        {
            writer.WriteIdentification(_user, "user");
        }

        if (_account is not null)
        {
            writer.WriteIdentification(_account, "account");
        }

        writer.WriteEndObject();
        writer.WriteString("name", _name);
        writer.WritePropertyName("triggeredAt");
        JournyValue.FromMoment(_triggeredAt).WriteTo(writer);
        writer.WriteProperties(_metadata, "metadata");
        writer.WriteEndObject();
    }
}
