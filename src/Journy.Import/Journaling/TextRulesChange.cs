using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Problems;
using Journy.Import.Values;
using Journy.Results;

namespace Journy.Import.Journaling;

/// <summary>Why text may mean something else than when a journal was written.</summary>
internal static class TextRulesChange
{
    private const int LongestPart = 60;

    /// <summary>Finds it; the text goes on a beginning such as "The journal". Null where values mean what they meant: where there were no
    /// rules yet, or where texts for true, false or nothing were added.</summary>
    /// <param name="known">The parts of the rules that the journal has.</param>
    /// <param name="given">The rules of this import.</param>
    public static string? Find(IReadOnlyDictionary<string, IReadOnlyList<string>> known, TextRules given)
    {
        string name = known.TryGetValue(TextRules.CulturePart, out IReadOnlyList<string>? culture) ? culture[0] : string.Empty;
        string[] parts = { TextRules.CulturePart, TextRules.DatePart, TextRules.TruePart, TextRules.FalsePart, TextRules.NullPart };
        foreach (string part in parts)
        {
            string[] was = known.TryGetValue(part, out IReadOnlyList<string>? values) ? values.ToArray() : [];
            string[] now = given.Parts.TryGetValue(part, out string[]? current) ? current : [];
            bool isChanged = part switch
            {
                TextRules.TruePart or TextRules.FalsePart => was.Except(now, StringComparer.OrdinalIgnoreCase).Any(),
                TextRules.NullPart => was.Except(now, StringComparer.Ordinal).Any(),
                _ => was.Length > 0 && !was.SequenceEqual(now, StringComparer.Ordinal),
            };
            if (isChanged)
            {
                return $"reads values by -{part} {List(was)}, and this import {(now.Length == 0 ? "gives none" : "gives " + List(now))}: "
                    + $"cells would mean something else. Give -{part} {List(was)}.";
            }
        }

        return known.TryGetValue(TextRules.CultureDataPart, out IReadOnlyList<string>? data)
            && given.Parts.TryGetValue(TextRules.CultureDataPart, out string[]? here)
            && data[0] != here[0]
                ? $"reads values by -Culture {QuotedText.Of(name)} as that was on the machine that began it, and here the culture writes "
                    + $"numbers or dates otherwise ({Difference(data[0], here[0])}): cells would mean something else. "
                    + "Import on a machine that has the culture as it was."
                : null;
    }

    private static string List(IEnumerable<string> values) => string.Join(", ", values.Select(QuotedText.Of));

    private static string Difference(string was, string now)
    {
        string[] before = was.Split('|', ' ');
        string[] after = now.Split('|', ' ');
        int at = 0;
        while (Part(before, at) is { } part && part == Part(after, at))
        {
            at++;
        }

        return $"'{PlainText.Of(Part(before, at) ?? string.Empty, LongestPart)}' was there, "
            + $"and '{PlainText.Of(Part(after, at) ?? string.Empty, LongestPart)}' is";
    }

    private static string? Part(string[] parts, int index) => index < parts.Length ? parts[index] : null;
}
