using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Api;
using Journy.Import.Problems;
using Journy.Import.Values;
using Journy.Results;

namespace Journy.Commands;

/// <summary>
/// The types that rejected properties may have in the workspace. A property keeps the type of its first value: text that a pipeline
/// sends as text meets the number that an import of the same file made of it, or the other way round.
/// </summary>
internal sealed class RejectedTypes
{
    private const int MostShown = 20;

    // By property; null if values do not agree.
    private readonly SortedDictionary<string, JournyPropertyType?> _types = new(StringComparer.Ordinal);

    /// <summary>What to do about it; null if no type would help.</summary>
    public string? Advice
    {
        get
        {
            List<KeyValuePair<string, JournyPropertyType?>> fitting = _types.Where(type => type.Value is not null).ToList();
            if (fitting.Count == 0)
            {
                return null;
            }

            IEnumerable<string> named = fitting.Take(MostShown)
                .Select(type => $"{QuotedText.Of(PlainText.Of(type.Key, 100))} = '{type.Value}'");
            return "A property keeps the type of its first value in journy.io, and a pipeline sends text as text, "
                + "while an import of a file finds numbers, dates and booleans. If the properties have other types there, give them: "
                + $"-PropertyType @{{ {string.Join("; ", named)} }}. "
                + "Or send them in one way only: Import-JournyUser or Import-JournyAccount with the file.";
        }
    }

    /// <summary>Looks at what was sent for properties that journy.io rejected.</summary>
    /// <param name="rejected">Their names.</param>
    /// <param name="sent">What was sent.</param>
    /// <param name="written">Names of those that were written by hand, which no parameter gives another type.</param>
    public void Note(IEnumerable<string> rejected, PropertyBag sent, IReadOnlyCollection<string> written)
    {
        HashSet<string> names = new(rejected.Except(written, StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);
        foreach (KeyValuePair<string, JournyValue> property in sent.Entries.Where(property => names.Contains(property.Key)))
        {
            JournyPropertyType? type = TypeOf(property.Value);
            _types[property.Key] = !_types.TryGetValue(property.Key, out JournyPropertyType? known) || known == type ? type : null;
        }
    }

    private static JournyPropertyType? TypeOf(JournyValue value) => value.Kind switch
    {
        JournyValueKind.Text => CellKinds.Of(value.Text) switch
        {
            CellKind.Number => JournyPropertyType.Number,
            CellKind.Boolean => JournyPropertyType.Boolean,
            CellKind.DateTime => JournyPropertyType.DateTime,
            _ => null,
        },
        JournyValueKind.Number or JournyValueKind.Boolean or JournyValueKind.DateTime => JournyPropertyType.Text,
        _ => null,
    };
}
