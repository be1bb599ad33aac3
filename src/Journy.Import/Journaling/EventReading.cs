using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Journy.Import.Columns;
using Journy.Import.Records;
using Journy.Results;

namespace Journy.Import.Journaling;

/// <summary>
/// What makes an event of an input what it is: the columns that become its metadata with their types, the columns that say who, what
/// and when, the parameters that say so for every row, and the rules by which cells are read. A journal keeps each reading by which it
/// recorded events.
/// </summary>
internal sealed class EventReading
{
    // The parts that are metadata begin with this; no other part does.
    private const char Metadata = '.';

    // What a parameter says begins with this; no type does.
    private const char Written = '=';
    private const string Rules = "Rules";
    private const string TimeZone = "TimeZone";
    private const string NoZone = "-";

    private static readonly string[] Identifiers =
        { nameof(ColumnRole.UserId), nameof(ColumnRole.Email), nameof(ColumnRole.AccountId), nameof(ColumnRole.Domain) };

    // How text is read, where parameters say so.
    private const string Text = "Text";
    private const string NoText = "-";

    private readonly SortedDictionary<string, string> _parts = new(StringComparer.Ordinal);

    /// <summary>Begins with the parts of another reading, or with none.</summary>
    public EventReading(IEnumerable<KeyValuePair<string, string>>? parts = null)
    {
        foreach (KeyValuePair<string, string> part in parts ?? Array.Empty<KeyValuePair<string, string>>())
        {
            _parts[part.Key] = part.Value;
        }
    }

    /// <summary>The parts, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parts => _parts;

    /// <summary>The zone of times that name none; null if no parameter named it.</summary>
    public string? ZoneId => _parts.TryGetValue(TimeZone, out string? zone) && zone != NoZone ? zone : null;

    /// <summary>The column that says when, in capitals; null if none does.</summary>
    public string? TimeColumn => _parts.TryGetValue(nameof(ColumnRole.TriggeredAt), out string? column) ? column : null;

    /// <summary>How rows with these columns are read.</summary>
    /// <param name="binder">What reads them.</param>
    /// <param name="names">Their columns.</param>
    /// <param name="hash">Hides what parameters say.</param>
    /// <param name="rules">The version of the rules by which cells become values.</param>
    /// <param name="isText">True if every value is text unless its column has a type, as in a file.</param>
    public static EventReading Of(RecordBinder binder, IReadOnlyList<string> names, RecordHash hash, string rules, bool isText)
    {
        EventReading reading = new();
        reading._parts[Rules] = rules;
        reading._parts[TimeZone] = binder.TimeZoneId ?? NoZone;
        if (!binder.Rules.IsDefault)
        {
            reading._parts[Text] = hash.TextOf(binder.Rules.Mark);
        }

        foreach (ColumnPlan column in binder.Look(names))
        {
            switch (column.Role)
            {
                case ColumnRole.None:
                    break;
                case ColumnRole.Property:
                    string type = column.Type?.ToString() ?? (isText ? nameof(JournyPropertyType.Text) : "Any");
                    reading._parts[Metadata + column.Target] = type;
                    break;
                default:
                    reading._parts[column.Role.ToString()] = column.Target.ToUpperInvariant();
                    break;
            }
        }

        if (binder.GivenEventName is { } name)
        {
            reading._parts[nameof(ColumnRole.EventName)] = Written + hash.TextOf(name);
        }

        foreach (KeyValuePair<string, string> written in binder.WrittenValues)
        {
            bool IsWritten(string part) =>
                part[0] == Metadata && string.Equals(part.Substring(1), written.Key, StringComparison.OrdinalIgnoreCase);

            foreach (string other in reading._parts.Keys.Where(IsWritten).ToList())
            {
                reading._parts.Remove(other);
            }

            reading._parts[Metadata + written.Key] = Written + hash.TextOf(written.Value);
        }

        return reading;
    }

    /// <summary>Whether everything of another reading is the same here, so that all its events are recognised.</summary>
    public bool Contains(EventReading other) => PartsOf(other).All(HasPart);

    /// <summary>What tells the events apart that were recorded by another reading, if they are not recognised by what they say.</summary>
    public EventLikeness LikenessTo(EventReading other)
    {
        List<string> changed = PartsOf(other).Where(part => !HasPart(part)).Select(part => part.Key).ToList();
        return changed.Count == 0 ? EventLikeness.Same
            : changed.Contains(TimeZone) || changed.Contains(Text) || changed.Contains(nameof(ColumnRole.TriggeredAt)) ? EventLikeness.None
            : changed.All(part => part[0] == Metadata) && _parts.Keys.All(part => part[0] == Metadata || other._parts.ContainsKey(part))
                ? EventLikeness.WhoWhatWhen
            : EventLikeness.When;
    }

    /// <summary>The parts of another reading that are different or missing here, for messages.</summary>
    public string Describe(EventReading other)
    {
        List<string> missing = new();
        List<string> changed = new();
        foreach (KeyValuePair<string, string> part in PartsOf(other).Where(part => !HasPart(part)))
        {
            string name = part.Key[0] == Metadata ? $"'{PlainText.Of(part.Key.Substring(1), 60)}'" : part.Key switch
            {
                Rules => "the module's rules of reading",
                TimeZone => "-TimeZone",
                Text => "-Culture, -DateFormat, -TrueValue, -FalseValue or -NullValue",
                _ => $"the column of {part.Key}",
            };
            (_parts.ContainsKey(part.Key) ? changed : missing).Add(name);
        }

        StringBuilder text = new();
        if (missing.Count > 0)
        {
            text.Append("no longer there: ").Append(PlainText.List(missing.Take(10), missing.Count, ", ", "columns"));
        }

        if (changed.Count > 0)
        {
            text.Append(text.Length > 0 ? "; " : string.Empty)
                .Append("read otherwise: ")
                .Append(PlainText.List(changed.Take(10), changed.Count, ", ", "columns"));
        }

        return text.ToString();
    }

    /// <summary>Whether both take the time of events from one column, in one zone.</summary>
    public bool SharesTime(EventReading other) => ZoneId == other.ZoneId && TimeColumn == other.TimeColumn;

    /// <summary>Whether two readings have the same parts.</summary>
    public bool IsSame(EventReading other) => _parts.Count == other._parts.Count && Contains(other);

    /// <summary>Whether both name whom events are about by a column of one kind.</summary>
    public bool SharesIdentifier(EventReading other) => Identifiers.Any(part => _parts.ContainsKey(part) && other._parts.ContainsKey(part));

    /// <summary>Whether a column was metadata.</summary>
    public bool HasMetadata(string name) => _parts.ContainsKey(Metadata + name);

    /// <summary>Whether events had a part.</summary>
    public bool Has(ColumnRole role) => _parts.ContainsKey(role.ToString());

    /// <summary>Gives a column of metadata another type, or takes it in.</summary>
    public EventReading WithColumn(string name, JournyPropertyType type) =>
        new(_parts.Concat(new[] { new KeyValuePair<string, string>(Metadata + name, type.ToString()) }));

    /// <summary>Without the metadata that a parameter writes.</summary>
    public EventReading WithoutWritten() =>
        new(_parts.Where(part => part.Key[0] != Metadata || part.Value[0] != Written));

    /// <summary>This reading, and those that know fewer of the columns that say who, the ones with more of them first.</summary>
    public IEnumerable<EventReading> WithFewerIdentifiers()
    {
        string[] who = Identifiers.Where(_parts.ContainsKey).ToArray();
        return Enumerable.Range(0, (1 << who.Length) - 1)
            .Select(left => who.Where((_, index) => (left & (1 << index)) != 0).ToArray())
            .OrderBy(left => left.Length)
            .Select(left => new EventReading(_parts.Where(part => !left.Contains(part.Key))));
    }

    /// <summary>Leaves metadata out.</summary>
    public EventReading WithoutColumns(Func<string, bool> isLeftOut) =>
        new(_parts.Where(part => part.Key[0] != Metadata || !isLeftOut(part.Key.Substring(1))));

    // A reading without rules of text had none.
    private IEnumerable<KeyValuePair<string, string>> PartsOf(EventReading other) =>
        _parts.ContainsKey(Text) && !other._parts.ContainsKey(Text)
            ? other._parts.Append(new KeyValuePair<string, string>(Text, NoText))
            : other._parts;

    private bool HasPart(KeyValuePair<string, string> part) => _parts.TryGetValue(part.Key, out string? value) && value == part.Value;
}
