using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Values;

namespace Journy.Import.Columns;

/// <summary>
/// Recognises lines that look like rows and are none: a header that is repeated, the dashes below a header, the number of rows or
/// the sums below a result. Sent as they stand they would be users called user_id and -------.
/// </summary>
internal sealed class StrayLines
{
    // What reports write in front of their sums.
    private static readonly HashSet<string> TotalWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "eindtotaal", "gesamt", "gesamtsumme", "grand total", "somme", "sum", "suma", "summe", "totaal", "total", "total general",
        "total général", "totale", "totals", "totaux",
    };

    // With a colon or a point behind it.
    private static readonly int LongestTotal = TotalWords.Max(word => word.Length) + 1;

    private readonly List<string> _names;
    private readonly HashSet<string> _known;

    /// <summary>Prepares for the rows below a header.</summary>
    /// <param name="names">The names of the columns.</param>
    public StrayLines(IReadOnlyList<string> names)
    {
        _names = names.Select(Bare).ToList();
        _known = new HashSet<string>(_names, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What a row is.</summary>
    /// <param name="values">Its cells; a ragged row may have more or fewer than there are columns.</param>
    public StrayLine Find(IReadOnlyList<object?> values)
    {
        if (values.Count == 0 || TextOf(values[0]) is not { Length: > 0 } first)
        {
            return StrayLine.None;
        }

        string name = Bare(first);
        return _known.Contains(name) ? FindHeader(values)
            : name.Length == 0 ? StrayLine.None
            : name[0] == '(' ? (IsRowCount(name) && AreBlank(values, 1) ? StrayLine.RowCount : StrayLine.None)
            : IsDash(name[0]) && AreDashes(values) ? StrayLine.Dashes
            : name.Length <= LongestTotal && IsTotal(name) && AreSums(values) ? StrayLine.Totals
            : StrayLine.None;
    }

    /// <summary>Whether a cell says that its row sums up others.</summary>
    public static bool IsTotal(string cell) => TotalWords.Contains(OuterSpace.Trim(cell).TrimEnd(':', '.'));

    // A company may be called Total; but then its row has other text, such as a domain.
    private static bool AreSums(IReadOnlyList<object?> values) => values.Count > 1
        && values.Skip(1).All(MayBeSum)
        && values.Skip(1).Any(value => value is not null && TextOf(value)?.Any(char.IsDigit) != false);

    private static bool MayBeSum(object? value) =>
        value is null || (TextOf(value) is { } text ? text.All(c => !char.IsLetter(c) && c != '@') : value is IFormattable);

    private static string? TextOf(object? value) => value as string ?? HostLanguage.Current.TextOf(value);

    /// <summary>A name without what stands around it. A header within a file may have a byte order mark of its own, and with it quotes
    /// that are no longer read as such.</summary>
    private static string Bare(string text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && IsAround(text[start]))
        {
            start++;
        }

        while (end > start && IsAround(text[end - 1]))
        {
            end--;
        }

        return end - start == text.Length ? text : text.Substring(start, end - start);
    }

    private static bool IsAround(char c) => c == '"' || OuterSpace.IsOne(c);

    private static bool IsDash(char c) => c is '-' or '=' or '+' or '\u2500' or '\u2550';

    private static bool AreDashes(IReadOnlyList<object?> values)
    {
        foreach (object? value in values)
        {
            string text = Bare(TextOf(value) ?? string.Empty);
            if (text.Length == 0 || !text.All(c => IsDash(c) || c == ' ') || text.All(c => c is '+' or ' '))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>(5 rows), (1 row affected), and the same in other languages: a number and words, in parentheses.</summary>
    private static bool IsRowCount(string text)
    {
        int at = 1;
        while (at < text.Length && text[at] is >= '0' and <= '9')
        {
            at++;
        }

        return at > 1 && at + 2 < text.Length && text[at] == ' ' && text[text.Length - 1] == ')'
            && text.Substring(at, text.Length - 1 - at).All(c => c == ' ' || char.IsLetter(c));
    }

    private static bool AreBlank(IReadOnlyList<object?> values, int start)
    {
        for (int index = start; index < values.Count; index++)
        {
            if (!(values[index] is null || (TextOf(values[index]) is { } text && string.IsNullOrWhiteSpace(text))))
            {
                return false;
            }
        }

        return true;
    }

    private StrayLine FindHeader(IReadOnlyList<object?> values)
    {
        if (values.Count != _names.Count)
        {
            return StrayLine.None;
        }

        bool isSame = true;
        HashSet<string> found = new(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < values.Count; index++)
        {
            if (TextOf(values[index]) is not { } text || !_known.Contains(Bare(text)) || !found.Add(Bare(text)))
            {
                return StrayLine.None;
            }

            isSame = isSame && string.Equals(Bare(text), _names[index], StringComparison.OrdinalIgnoreCase);
        }

        return isSame ? StrayLine.Header : StrayLine.OtherHeader;
    }
}
