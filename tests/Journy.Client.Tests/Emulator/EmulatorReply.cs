using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Journy.Tests.Emulator;

/// <summary>An answer of the emulator, as it was on the wire.</summary>
internal sealed record EmulatorReply(int Status, string Body, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    internal JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Body);
            return document.RootElement.Clone();
        }
    }

    internal string[] BadFields => Names("errors", "fields");

    internal string[] BadHeaders => Names("errors", "parameters", "header");

    internal string[] BadQuery => Names("errors", "parameters", "query");

    internal string[] Rejected => Names("rejected");

    private string[] Names(params string[] path)
    {
        JsonElement element = Json;
        foreach (string name in path)
        {
            if (!element.TryGetProperty(name, out element))
            {
                return [];
            }
        }

        return [.. element.EnumerateObject().Select(member => member.Name)];
    }
}
