using System.Net.Http;
using System.Text.Json;

namespace Journy.Api;

/// <summary><c>POST /link</c>: a web visitor's activity belongs to a user. The content is always true.</summary>
internal sealed class LinkRequest : JournyRequest<bool>
{
    private readonly UserIdentity _user;
    private readonly string _deviceId;

    public LinkRequest(UserIdentity user, string deviceId)
    {
        _user = user;
        _deviceId = deviceId;
    }

    public override HttpMethod Method => HttpMethod.Post;

    public override string Path => "link";

    public override void WriteBody(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("deviceId", _deviceId);
        writer.WriteIdentification(_user);
        writer.WriteEndObject();
    }

    public override bool ReadContent(JsonElement root) => true;
}
