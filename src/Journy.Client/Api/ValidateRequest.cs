using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Api;

/// <summary><c>GET /validate</c>: is the key known, and what may it do.</summary>
internal sealed class ValidateRequest : ReadRequest<IReadOnlyList<string>>
{
    public ValidateRequest()
        : base("validate")
    {
    }

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
