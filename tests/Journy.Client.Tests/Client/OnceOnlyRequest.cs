using System.Net.Http;
using System.Text.Json;
using Journy.Api;

namespace Journy.Tests.Client;

/// <summary>An upsert that says of itself that it must not be sent twice, as events will.</summary>
internal sealed class OnceOnlyRequest : JournyRequest<bool>
{
    private readonly UpsertRequest _upsert = new(new UserIdentity("once", null), new PropertyBag());

    public override HttpMethod Method => _upsert.Method;

    public override string Path => _upsert.Path;

    public override bool Repeatable => false;

    public override void WriteBody(Utf8JsonWriter writer) => _upsert.WriteBody(writer);

    public override bool ReadContent(JsonElement root) => true;
}
