using System;
using System.Collections.Generic;
using Journy.Import.Values;

namespace Journy.Import.Columns;

/// <summary>
/// The columns that -IncludeProperty or -ExcludeProperty chooses. An entry is read as a wildcard only if no column has it as its name,
/// in the source or on journy.io, so that <c>Password [Required]</c> is that column.
/// </summary>
internal sealed class ColumnChoice
{
    private readonly List<(string Text, Func<string, bool> Fits)> _entries = new();

    // Entries that fit no column of any source so far.
    private readonly HashSet<string> _unmatched = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the entries.</summary>
    /// <param name="parameter">The parameter that they were given to.</param>
    /// <param name="entries">Its value.</param>
    /// <exception cref="JournyInputException">One cannot be read as a pattern.</exception>
    public ColumnChoice(string parameter, string?[]? entries)
    {
        Parameter = parameter;
        foreach (string? entry in entries ?? Array.Empty<string>())
        {
            string text = (entry ?? string.Empty).Trim();
            if (text.Length == 0)
            {
                IsGiven = true;
                continue;
            }

            _entries.Add((text, HostLanguage.Current.PatternOf(text) ?? throw ColumnProblems.InvalidPattern(parameter, text)));
            IsGiven = true;
            _unmatched.Add(text);
        }
    }

    /// <summary>The parameter.</summary>
    public string Parameter { get; }

    /// <summary>True if the parameter was given, even with nothing in it.</summary>
    public bool IsGiven { get; }

    /// <summary>Entries that fit no column so far: most likely mistyped.</summary>
    public IReadOnlyCollection<string> Unmatched => _unmatched;

    /// <summary>Marks the columns that are chosen.</summary>
    /// <param name="names">The source's names.</param>
    /// <param name="targets">journy.io's names, one a column.</param>
    /// <param name="isMappedIdentifier">One a column: true if -PropertyMap makes it name somebody. Patterns such as <c>*_id</c> are not
    /// compared to the name that it gets there: excluding it would leave records that name nobody.</param>
    /// <param name="isNamed">Set to true for the columns that an entry has by name and not by pattern; null if it is not needed.</param>
    /// <returns>One a column: whether it is chosen.</returns>
    public bool[] Mark(IReadOnlyList<string> names, IReadOnlyList<string> targets, bool[] isMappedIdentifier, bool[]? isNamed = null)
    {
        var chosen = new bool[names.Count];
        foreach ((string text, Func<string, bool> fits) in _entries)
        {
            if (MarkNamed(names, text, chosen, isNamed)
                || MarkNamed(targets, text, chosen, isNamed)
                || MarkMatching(names, targets, isMappedIdentifier, fits, chosen))
            {
                _unmatched.Remove(text);
            }
        }

        return chosen;
    }

    private static bool MarkNamed(IReadOnlyList<string> names, string text, bool[] chosen, bool[]? isNamed)
    {
        bool found = false;
        for (int index = 0; index < chosen.Length; index++)
        {
            if (string.Equals(names[index].Trim(), text, StringComparison.OrdinalIgnoreCase))
            {
                chosen[index] = found = true;
                if (isNamed is not null)
                {
                    isNamed[index] = true;
                }
            }
        }

        return found;
    }

    private static bool MarkMatching(
        IReadOnlyList<string> names, IReadOnlyList<string> targets, bool[] isMappedIdentifier, Func<string, bool> fits, bool[] chosen)
    {
        bool found = false;
        for (int index = 0; index < chosen.Length; index++)
        {
            if (fits(names[index]) || (!isMappedIdentifier[index] && fits(targets[index])))
            {
                chosen[index] = found = true;
            }
        }

        return found;
    }
}
