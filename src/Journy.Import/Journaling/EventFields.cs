using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Journy.Import.Journaling;

/// <summary>What a journal of events keeps in its head: by what reading they were recorded, their key, and events that were sent for a row
/// without a line end.</summary>
internal sealed class EventFields : IEventFields
{
    // The columns of -EventKey.
    private const string KeyField = JournalHead.EventField + "key";

    // The reading of events without a number.
    private const string UnnumberedField = JournalHead.EventField + "unnumbered";

    // The columns that had a type when a journal of 0.1.0 was carried over: what comes later says nothing of its events.
    private const string FirstColumnsField = JournalHead.EventField + "columns";

    // "open.key length digest input". Without values: no more.
    private const string OpenField = "open.";

    private readonly JournalHead _head;
    private readonly Action<byte[]> _append;
    private readonly Action _countLine;
    private EventRules? _rules;
    private IReadOnlyList<string>? _newKey;

    /// <summary>Begins with what the head has.</summary>
    /// <param name="head">The head.</param>
    /// <param name="append">Writes lines of the journal.</param>
    /// <param name="countLine">Counts a line that says what became of an event.</param>
    public EventFields(JournalHead head, Action<byte[]> append, Action countLine)
    {
        _head = head;
        _append = append;
        _countLine = countLine;
    }

    /// <summary>The types of columns that a journal of 0.1.0 had, of whose events nobody knows yet by what reading they were recorded;
    /// null if there are no such events.</summary>
    public IReadOnlyDictionary<string, JournyPropertyType>? UnnumberedTypes =>
        _rules is { Unnumbered.HasAny: true } && _head.Field(UnnumberedField) is null
            ? (_head.Field(FirstColumnsField) ?? _head.Types.Keys.ToArray())
                .ToDictionary(name => name, name => _head.Types[name], StringComparer.OrdinalIgnoreCase)
            : null;

    /// <summary>Whether a field is of an event that was sent for a row without a line end.</summary>
    public static bool IsOpen(string field) => field.StartsWith(OpenField, StringComparison.Ordinal);

    /// <summary>What a journal of 0.1.0 must say before it is one of the present format.</summary>
    /// <returns>The lines that say so.</returns>
    public byte[] CarryOver() => _head.SetField(FirstColumnsField, _head.Types.Keys.ToArray());

    /// <summary>Hands on to the rules what the head has.</summary>
    public void Load(EventRules rules)
    {
        _rules = rules;
        for (int number = 1; ; number++)
        {
            string start = PartOf(number, string.Empty);
            EventReading reading = new(
                from field in _head.Fields
                where field.Key.StartsWith(start, StringComparison.Ordinal)
                select new KeyValuePair<string, string>(Uri.UnescapeDataString(field.Key.Substring(start.Length)), field.Value[0]));
            if (!reading.Parts.Any())
            {
                break;
            }

            rules.Readings.Load(reading);
        }

        if (_head.Field(UnnumberedField) is { } unnumbered)
        {
            rules.Unnumbered.Use(int.Parse(unnumbered[0], CultureInfo.InvariantCulture));
        }

        foreach (KeyValuePair<string, IReadOnlyList<string>> field in _head.Fields.Where(field => IsOpen(field.Key)))
        {
            rules.Open.Load(new OpenEvent(
                ulong.Parse(field.Key.Substring(OpenField.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                int.Parse(field.Value[0], CultureInfo.InvariantCulture),
                field.Value[1],
                field.Value[2]));
        }
    }

    /// <summary>Says which columns make a row one event. <see cref="KeepKey"/> keeps it.</summary>
    /// <returns>Which ones earlier imports gave, if they are others; else null.</returns>
    public IReadOnlyList<string>? UseKey(IReadOnlyList<string> names)
    {
        IReadOnlyList<string> known = _head.Field(KeyField) ?? Array.Empty<string>();
        if (known.Count > 0 && !known.SequenceEqual(names, StringComparer.OrdinalIgnoreCase))
        {
            return known;
        }

        _newKey = known.Count == 0 && names.Count > 0 ? names : null;
        _rules!.IsKeyed = names.Count > 0;
        return null;
    }

    /// <summary>Keeps which columns make a row one event.</summary>
    public void KeepKey()
    {
        if (_newKey is not null)
        {
            _append(_head.SetField(KeyField, _newKey.ToArray()));
            _newKey = null;
        }
    }

    /// <inheritdoc/>
    public void KeepUnnumbered()
    {
        if (_rules is { Unnumbered.Number: > 0 and var number } && _head.Field(UnnumberedField) is null)
        {
            KeepReading(number, _rules.Readings.Known[number - 1]);
            _append(_head.SetField(UnnumberedField, number.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <inheritdoc/>
    /// <remarks>At once: half a reading would recognise other events.</remarks>
    public void KeepReading(int number, EventReading reading) =>
        _append(reading.Parts.SelectMany(part => _head.SetField(PartOf(number, part.Key), part.Value)).ToArray());

    /// <inheritdoc/>
    public void KeepOpen(OpenEvent open)
    {
        _append(_head.SetField(NameOf(open), open.Length.ToString(CultureInfo.InvariantCulture), open.Digest, open.Input));
        _countLine();
    }

    /// <inheritdoc/>
    public void DropOpen(OpenEvent open)
    {
        _append(_head.RemoveField(NameOf(open)));
        _countLine();
    }

    private static string NameOf(OpenEvent open) => OpenField + open.Key.ToString("x16", CultureInfo.InvariantCulture);

    private static string PartOf(int number, string part) =>
        JournalHead.EventField + number.ToString(CultureInfo.InvariantCulture) + "." + Uri.EscapeDataString(part);
}
