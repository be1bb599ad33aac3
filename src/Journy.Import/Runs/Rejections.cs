using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Results;

namespace Journy.Import.Runs;

/// <summary>Counts the properties that journy.io did not take, each with its reason.</summary>
internal sealed class Rejections
{
    private const int MostKept = 100;
    private const int MostShown = 5;
    private const int LongestReason = 200;

    private readonly Dictionary<(string Property, string Reason), long> _counts = new();
    private bool _isFull;

    /// <summary>Takes what one row lost.</summary>
    public void Add(IReadOnlyDictionary<string, string> rejected)
    {
        foreach (KeyValuePair<string, string> property in rejected)
        {
            (string Property, string Reason) key = (property.Key, property.Value);
            if (_counts.TryGetValue(key, out long count))
            {
                _counts[key] = count + 1;
            }
            else if (_counts.Count < MostKept)
            {
                _counts[key] = 1;
            }
            else
            {
                _isFull = true;
            }
        }
    }

    /// <summary>The properties with their reasons and how many rows lost them, the most frequent ones first.</summary>
    public override string ToString()
    {
        IEnumerable<string> shown = _counts
            .OrderByDescending(known => known.Value)
            .ThenBy(known => known.Key.Property, StringComparer.Ordinal)
            .Take(MostShown)
            .Select(known => string.Format(
                CultureInfo.CurrentCulture,
                "{0}: {1} ({2:N0} {3})",
                PlainText.Of(known.Key.Property, LongestReason),
                PlainText.Of(known.Key.Reason, LongestReason).TrimEnd('.'),
                known.Value,
                known.Value == 1 ? "row" : "rows"));
        return string.Join("; ", shown) + (_isFull || _counts.Count > MostShown ? "; and more" : string.Empty);
    }
}
