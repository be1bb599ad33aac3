using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Import.Columns;

/// <summary>The column that was most likely meant by a name that no column has.</summary>
internal static class NearestName
{
    // A mistyped name has one wrong character, or one in four if it is longer.
    private const int CharactersPerMistake = 4;

    private const int LongestName = 200;

    /// <summary>Finds it; null if none is near.</summary>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        string wanted = LettersOf(name);
        int most = Math.Max(1, wanted.Length / CharactersPerMistake);
        return wanted.Length is 0 or > LongestName ? null : candidates
            .Select(candidate => (Name: candidate, Letters: LettersOf(candidate)))
            .Where(candidate => candidate.Letters.Length is > 0 and <= LongestName)
            .Where(candidate => Math.Abs(candidate.Letters.Length - wanted.Length) <= most)
            .Select(candidate => (candidate.Name, Distance: Distance(wanted, candidate.Letters)))
            .Where(candidate => candidate.Distance <= most)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static string LettersOf(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>How many characters must be put in, taken out or changed (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        int[] above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int row = 1; row <= left.Length; row++)
        {
            var current = new int[right.Length + 1];
            current[0] = row;
            for (int column = 1; column <= right.Length; column++)
            {
                int changed = above[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(changed, Math.Min(above[column], current[column - 1]) + 1);
            }

            above = current;
        }

        return above[right.Length];
    }
}
