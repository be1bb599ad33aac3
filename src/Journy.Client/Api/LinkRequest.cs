using System.Text.Json;

namespace Journy.Api;

/// <summary><c>POST /link</c>: a web visitor's activity belongs to a user.</summary>
internal sealed class LinkRequest : RecordRequest
{
    private readonly UserIdentity _user;
    private readonly string _deviceId;

    public LinkRequest(UserIdentity user, string deviceId)
    {
        _user = user;
        _deviceId = deviceId;
    }

    public override string Path => "link";

    public override void WriteBody(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("deviceId", _deviceId);
        writer.WriteIdentification(_user);
        writer.WriteEndObject();
    }
}
