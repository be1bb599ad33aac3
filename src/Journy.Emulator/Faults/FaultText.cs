using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace Journy.Emulator.Faults;

/// <summary>How faults are written on the command line and at the emulator's own addresses.</summary>
internal static class FaultText
{
    // The names stand at the kinds themselves.
    private static readonly Dictionary<string, FaultKind> Kinds = FaultMix.AllKinds.ToDictionary(
        kind => JsonSerializer.SerializeToElement(kind).GetString()!, StringComparer.Ordinal);

    /// <summary>Gets the names of all kinds, in their order.</summary>
    internal static string AllNames { get; } = string.Join(", ", Kinds.OrderBy(kind => kind.Value).Select(kind => kind.Key));

    /// <summary>Reads names of kinds.</summary>
    /// <exception cref="FormatException">There is none, one is unknown or stands there twice.</exception>
    internal static IReadOnlyList<FaultKind> ParseKinds(string setting, IReadOnlyCollection<string> names)
    {
        List<FaultKind> kinds = [];
        foreach (string name in names)
        {
            if (!Kinds.TryGetValue(name, out FaultKind kind))
            {
                throw new FormatException($"{setting} knows no '{name}', but {AllNames}.");
            }

            if (kinds.Contains(kind))
            {
                throw new FormatException($"{setting} names '{name}' twice.");
            }

            kinds.Add(kind);
        }

        return kinds.Count > 0 ? kinds : throw new FormatException($"{setting} needs one at least of {AllNames}.");
    }

    /// <summary>Reads milliseconds, or two numbers of them such as <c>20..200</c>.</summary>
    /// <returns>Both ends, which are equal where there is one number.</returns>
    /// <exception cref="FormatException">It is neither.</exception>
    internal static (TimeSpan Shortest, TimeSpan Longest) ParseLatency(string setting, string text)
    {
        string[] ends = text.Split("..");
        if (ends.Length <= 2 && TryRead(ends[0], out int shortest) && TryRead(ends[^1], out int longest) && shortest <= longest)
        {
            return (TimeSpan.FromMilliseconds(shortest), TimeSpan.FromMilliseconds(longest));
        }

        throw new FormatException(
            $"{setting} is a whole number of milliseconds, or a range such as 20..200, not '{text}'.");

        static bool TryRead(string number, out int value) =>
            int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Reads a probability.</summary>
    /// <exception cref="FormatException">It is no number from 0 to 1.</exception>
    internal static double ParseRate(string setting, string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate) && rate <= 1
            ? rate
            : throw new FormatException($"{setting} is a number from 0 to 1, such as 0.02, not '{text}'.");
}
