using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;

namespace Journy.Api;

/// <summary><c>GET /validate</c>: is the key known, and what may it do.</summary>
internal sealed class ValidateRequest : JournyRequest<IReadOnlyList<string>>
{
    public override HttpMethod Method => HttpMethod.Get;

    public override string Path => "validate";

    public override bool HasBody => false;

    public override void WriteBody(Utf8JsonWriter writer) => throw new NotSupportedException();

    public override IReadOnlyList<string> ReadContent(JsonElement root)
    {
        List<string> permissions = new();
        foreach (JsonElement permission in root.GetProperty("data").GetProperty("permissions").EnumerateArray())
        {
            permissions.Add(permission.GetString() ?? string.Empty);
        }

        return permissions;
    }
}
