using System.Globalization;

namespace Journy.Emulator.Api.Definitions;

/// <summary>A property that the workspace lists. Only those that it was born with are grouped, or computed by it.</summary>
internal sealed record PropertyDefinition(string Name, string Label, bool IsComputed = false, string? Group = null)
{
    /// <summary>Describes a property that a client brought: <c>signup_source</c> becomes "Signup source".</summary>
    internal static PropertyDefinition Seen(string name)
    {
        string words = name.Replace('_', ' ').Trim();
        return new PropertyDefinition(name, words.Length == 0 ? name : words[..1].ToUpper(CultureInfo.InvariantCulture) + words[1..]);
    }
}
