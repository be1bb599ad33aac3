using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Xml;
using Journy.Api;
using Journy.Results;

namespace Journy.Import.Values;

/// <summary>
/// Turns .NET values into journy.io's. The only place that knows dates, cultures and types.
/// Never guesses: text stays text unless a type is named.
/// </summary>
internal sealed class ValueConverter
{
    private const int ShownLength = 60;

    // The control characters that Unicode has from Latin1, which nobody writes.
    private const char FirstC1 = '\u0080';
    private const char LastC1 = '\u009F';

    private readonly string _listSeparator;
    private readonly TimeZoneInfo? _timeZone;
    private readonly TextRules _rules;

    /// <summary>Prepares a converter.</summary>
    /// <param name="listSeparator">What stands between the items of a list.</param>
    /// <param name="timeZone">The zone of dates that name none; null for UTC in text, and this machine's zone in a DateTime.</param>
    /// <param name="rules">How text is read; null for what means the same to everybody.</param>
    public ValueConverter(string listSeparator, TimeZoneInfo? timeZone, TextRules? rules = null)
    {
        _listSeparator = listSeparator;
        _rules = rules ?? TextRules.Default;
        _timeZone = timeZone;
    }

    /// <summary>True for what counts as a blank cell: null, DBNull, white space, a list without items.</summary>
    public static bool IsBlank(object? value) => Unwrap(value) switch
    {
        null or DBNull or AbsentValue => true,
        string text => string.IsNullOrWhiteSpace(text),
        ICollection collection => collection.Count == 0 && collection is not IDictionary && !IsMap(collection),
        _ => false,
    };

    /// <summary>A value that can be looked at more than once: a sequence becomes the list of its items.</summary>
    /// <returns>The value; an <see cref="UnreadableMember"/> if the sequence failed.</returns>
    public static object? ReadOnce(object? value, string name)
    {
        if (value is UnreadableMember)
        {
            return value;
        }

        try
        {
            return Unwrap(value) is IEnumerable list and not (string or ICollection or IDictionary<string, object?> or XmlNode)
                ? list.Cast<object?>().ToArray()
                : value;
        }
        catch (Exception exception) when (UnreadableMember.IsFailure(exception))
        {
            return new UnreadableMember(name, exception);
        }
    }

    /// <summary>An identifier as text; null where the value is blank.</summary>
    public static string? ToIdentifier(object? value, string name)
    {
        object? plain = Unwrap(value);
        if (IsBlank(plain))
        {
            return null;
        }

        if (plain is not string text)
        {
            text = ToScalarText(plain!, name) ?? throw new JournyInputException(
                JournyReason.InvalidValue, $"'{name}' holds {Describe(plain!)}, which cannot name anybody. Give one text or number.")
            { Column = name };
        }

        return CheckText(text, name);
    }

    /// <summary>Converts a value as it is.</summary>
    public JournyValue Convert(object? value, string name)
    {
        object? plain = Unwrap(value);
        return plain switch
        {
            null or DBNull or AbsentValue => JournyValue.Null,
            string text => JournyValue.FromText(CheckText(text, name)),
            char character => JournyValue.FromText(CheckText(character.ToString(), name)),
            bool boolean => JournyValue.FromBoolean(boolean),
            Enum or EnumerationName => JournyValue.FromText(plain.ToString()!),
            DateTime moment => JournyValue.FromMoment(ToMoment(moment, name)),
            DateTimeOffset moment => JournyValue.FromMoment(moment),
            _ when ToNumber(plain, name) is { } number => JournyValue.FromNumber(number),
            _ when CalendarDate.IsoOf(plain) is { } date => JournyValue.FromMoment(ReadIso(date, name)),
            _ when ToScalarText(plain, name) is { } text => JournyValue.FromText(text),
            byte[] => throw new JournyInputException(
                JournyReason.InvalidValue, $"Property '{name}' holds binary data, which journy.io does not store. Leave it out with -ExcludeProperty.")
            { Kind = "binary data", Column = name },
            IDictionary or IDictionary<string, object?> or NestedObject or XmlNode or LostValue { IsNested: true } => throw Nested(plain, name),
            IEnumerable map when map is not Array && IsMap(map) => throw Nested(map, name),
            IEnumerable list => JournyValue.FromList(ToItems(list, name)),
            _ => throw new JournyInputException(
                JournyReason.InvalidValue,
                $"Property '{name}' holds {Describe(plain)}, which journy.io cannot store. Convert it to text, a number, a boolean or a date first, or leave it out with -ExcludeProperty.")
            { Column = name },
        };
    }

    /// <summary>Converts a value to the type that its property has been given.</summary>
    public JournyValue Convert(object? value, string name, JournyPropertyType type)
    {
        object? plain = Unwrap(value);
        string? text = plain as string;
        switch (type)
        {
            case JournyPropertyType.Text:
                JournyValue natural = Convert(plain, name);
                return natural.Kind == JournyValueKind.List ? natural : JournyValue.FromText(TextOf(plain, natural, name));
            case JournyPropertyType.List:
                return text is null ? ToList(plain, name) : JournyValue.FromList(Split(text, name));
            case JournyPropertyType.Number:
                return text is null
                    ? Expect(plain, name, JournyValueKind.Number, "a number")
                    : JournyValue.FromNumber(_rules.NumberOf(text) ?? throw Mismatch(name, text, "a number", NumberFix + ", or give the column -PropertyType Text."));
            case JournyPropertyType.Boolean:
                // Some databases keep truth as the numbers 1 and 0.
                text ??= plain is null ? null : ToNumber(plain, name);
                return text is null
                    ? Expect(plain, name, JournyValueKind.Boolean, "true or false")
                    : JournyValue.FromBoolean(ParseBoolean(text, name));
            default:
                text ??= TimeCountOf(plain, name);
                return text is null
                    ? Expect(plain, name, JournyValueKind.DateTime, "a date")
                    : JournyValue.FromMoment(ReadMoment(text, name, ", or give the column -PropertyType Text"));
        }
    }

    /// <summary>
    /// Converts a value to the type that its column was found to have: text only by the rule that found it, so that what is sent
    /// means what the cell says.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The property.</param>
    /// <param name="type">The type.</param>
    /// <param name="isRequired">True where the property must be of this type, whatever its cells are.</param>
    /// <param name="fix">What to do about a value that is not of this type.</param>
    /// <exception cref="JournyInputException">The value is not of this type.</exception>
    public JournyValue ConvertFound(object? value, string name, JournyPropertyType type, bool isRequired, Func<string, string> fix)
    {
        if (Unwrap(value) is not string text || type is JournyPropertyType.Text or JournyPropertyType.List)
        {
            return type switch
            {
                JournyPropertyType.Boolean => Expect(value, name, JournyValueKind.Boolean, "true or false"),
                _ => Convert(value, name, type),
            };
        }

        (CellKind kind, string expected) = type switch
        {
            JournyPropertyType.Number => (CellKind.Number, "a number"),
            JournyPropertyType.Boolean => (CellKind.Boolean, "true or false"),
            _ => (CellKind.DateTime, "a date"),
        };
        CellFits fits = _rules.FitsOf(text);
        return kind switch
        {
            CellKind.Number when (fits & CellFits.Number) != 0 => JournyValue.FromNumber(_rules.NumberOf(text)!),
            CellKind.Boolean when (fits & CellFits.Boolean) != 0 => JournyValue.FromBoolean(_rules.BooleanOf(text)!.Value),
            CellKind.DateTime when (fits & CellFits.DateTime) != 0 || (isRequired && _rules.IsOf(text, kind)) => JournyValue.FromMoment(ReadMoment(text, name, string.Empty, isRequired)),
            _ => throw Mismatch(name, text, expected, fix(name)),
        };
    }

    /// <summary>What stands behind the host's wrapping.</summary>
    /// <exception cref="JournyInputException">It could not be read.</exception>
    public static object? Unwrap(object? value)
    {
        if (value is string)
        {
            return value;
        }

        if (value is UnreadableMember unreadable)
        {
            throw unreadable.ToException();
        }

        return value is null ? null : HostLanguage.Current.Unwrap(value);
    }

    /// <summary>Whether a value is text.</summary>
    /// <exception cref="JournyInputException">It could not be read.</exception>
    public static bool IsText(object? value) => Unwrap(value) is string;

    /// <summary>Whether a collection has its values by name.</summary>
    public static bool IsMap(object collection) => Array.Exists(
        collection.GetType().GetInterfaces(),
        kind => kind.IsGenericType && kind.GetGenericTypeDefinition() == typeof(IDictionary<,>));

    private DateTimeOffset ToMoment(DateTime moment, string name)
    {
        // One of the kind Local knows which of the two it is in the hour that comes twice: nothing may be made of it but UTC.
        if (moment.Kind == DateTimeKind.Utc || (moment.Kind == DateTimeKind.Local && !TimeZoneInfo.Local.IsInvalidTime(moment)))
        {
            return new DateTimeOffset(moment.ToUniversalTime(), TimeSpan.Zero);
        }

        TimeZoneInfo zone = moment.Kind == DateTimeKind.Local ? TimeZoneInfo.Local : _timeZone ?? TimeZoneInfo.Local;
        DateTime clock = DateTime.SpecifyKind(moment, DateTimeKind.Unspecified);
        return ClockTime.ToUtc(clock, zone, isDateAlone: clock.TimeOfDay == TimeSpan.Zero) ?? throw new JournyInputException(
            JournyReason.InvalidValue,
            $"Property '{name}' is {clock.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} in the time of {zone.Id}, which was skipped when the clocks changed there. Give it in UTC, with ToUniversalTime() or [datetime]::SpecifyKind(…, 'Utc'), or as a DateTimeOffset.")
        {
            Kind = "a time that was skipped when the clocks changed",
            Column = name,
            Cure = "Give it in UTC, or as a DateTimeOffset.",
        };
    }

    private static string? ToNumber(object value, string name)
    {
        switch (value)
        {
            case sbyte or byte or short or ushort or int or uint or long or ulong:
                return ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
            case BigInteger number:
                string digits = number.ToString(CultureInfo.InvariantCulture);
                return NumberText.IsInRange(digits) ? digits : throw NotANumber(name);
            case decimal number:
                return number.ToString(CultureInfo.InvariantCulture);
            case double number:
                return double.IsNaN(number) || double.IsInfinity(number) ? throw NotANumber(name) : JsonNumber.Shortest(number);
            case float number:
                return float.IsNaN(number) || float.IsInfinity(number) ? throw NotANumber(name) : JsonNumber.Shortest(number);
            default:
                return null;
        }
    }

    private static JournyInputException Nested(object value, string name) => new(
        JournyReason.NestedProperty,
        $"Property '{name}' holds {Describe(value)}, and journy.io stores flat values only. Send its parts as properties of their own, or leave it out with -ExcludeProperty.")
    { Column = name };

    private static JournyInputException NotANumber(string name) => new(
        JournyReason.InvalidValue,
        $"Property '{name}' is not a finite number (NaN, infinity, or beyond 1.8E+308). Send a number, or leave the property out.")
    { Kind = "not a finite number", Column = name, Cure = "Send a number, or leave the property out." };

    /// <summary>The text of single values that are neither text, number nor moment; null for anything else.</summary>
    private static string? ToScalarText(object value, string name) => value switch
    {
        double or float => WithoutExponent(ToNumber(value, name)!),
        Guid id => id.ToString("D"),
        Uri uri => uri.OriginalString,
        Version version => version.ToString(),
        char character => character.ToString(),
        Enum or EnumerationName => value.ToString(),
        IFormattable number when value.GetType().IsPrimitive || value is decimal or BigInteger => number.ToString(null, CultureInfo.InvariantCulture),
        _ => CalendarDate.IsoOf(value),
    };

    /// <summary>Whole numbers digit by digit: where Excel or a database holds IDs as floating numbers, nobody knows 1E+15 by that name.</summary>
    private static string WithoutExponent(string number) =>
        decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) && exact == decimal.Truncate(exact)
            ? exact.ToString("0", CultureInfo.InvariantCulture)
            : number;

    /// <summary>A value's text where text is what is wanted: a whole number is never in scientific form.</summary>
    private static string TextOf(object? value, JournyValue converted, string name) =>
        value is double or float ? ToScalarText(value, name)! : converted.Text;

    /// <summary>The text itself.</summary>
    /// <exception cref="JournyInputException">No JSON can carry it.</exception>
    public static string CheckText(string text, string name) => FindBrokenText(text, name) is { } problem ? throw problem : text;

    /// <summary>Why no JSON can carry a text; null where it can.</summary>
    public static JournyInputException? FindBrokenText(string text, string name)
    {
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            if (character < FirstC1)
            {
                continue;
            }

            if (character <= LastC1)
            {
                return new JournyInputException(
                    JournyReason.InvalidEncoding,
                    $"'{name}' holds the control character U+{(int)character:X4} at position {index + 1}, which is what €, – or ’ of Windows become if they are read as Latin1. Read the source with the encoding that it has, such as -Encoding 1252.")
                {
                    Kind = "a control character, as text in another encoding becomes",
                    Column = name,
                };
            }

            if (!char.IsSurrogate(character))
            {
                continue;
            }

            if (index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]))
            {
                index++;
                continue;
            }

            return new JournyInputException(
                JournyReason.InvalidValue,
                $"'{name}' holds half of a character (a lone surrogate at position {index + 1}), which no JSON can carry. The text was cut or decoded wrongly on its way here.")
            {
                Kind = "half of a character",
                Column = name,
                Cure = "The text was cut or decoded wrongly on its way here: export it once more.",
            };
        }

        return null;
    }

    private bool ParseBoolean(string text, string name) => _rules.BooleanOf(text) ?? OuterSpace.Trim(text).ToUpperInvariant() switch
    {
        "1" or "YES" => true,
        "0" or "NO" => false,
        _ => throw Mismatch(name, text, "true or false", "Write true or false, name the words that the text has with -TrueValue and -FalseValue, or give the column -PropertyType Text."),
    };

    private string NumberFix => _rules.IsDefault
        ? "Write it with digits and a point for decimals, such as 1234.5, say how it is written with -Culture, such as nl-BE"
        : "Write it as -Culture has it";

    // Where numbers stand for dates, a value that is a number does so too.
    private string? TimeCountOf(object? plain, string name) => plain is not null && _rules.CountsTime ? ToNumber(plain, name) : null;

    /// <summary>A number of JSON as text that is read back as the same.</summary>
    public string ToNumberText(string number) => _rules.Write(number);

    private static JournyInputException Mismatch(string name, string text, string expected, string fix) => new(
        JournyReason.TypeMismatch,
        $"Property '{name}' should be {expected}, but is '{PlainText.Of(text, ShownLength)}'. {fix}")
    {
        Kind = "not " + expected,
        Column = name,
        Value = text,
        Cure = fix,
    };

    private static string Describe(object value) => value switch
    {
        NestedObject => "a nested object",
        LostValue { IsNested: true } nested => $"a nested object ({nested.ShortName})",
        LostValue lost => $"a value of type {lost.ShortName}",

        // A dictionary of any kind is another one after a job.
        IDictionary or IDictionary<string, object?> => "a nested object (a dictionary)",
        XmlNode => $"a nested object ({value.GetType().Name})",
        _ => $"a value of type {value.GetType().Name}",
    };

    private JournyValue Expect(object? value, string name, JournyValueKind kind, string expected)
    {
        JournyValue converted = Convert(value, name);
        return converted.Kind == kind || converted.Kind == JournyValueKind.Null
            ? converted
            : throw Mismatch(name, converted.ToString(), expected, "Fix the value, or change -PropertyType.");
    }

    private JournyValue ToList(object? value, string name)
    {
        JournyValue converted = Convert(value, name);
        return converted.Kind is JournyValueKind.List or JournyValueKind.Null
            ? converted
            : JournyValue.FromList(new[] { TextOf(Unwrap(value), converted, name) });
    }

    private List<string> Split(string text, string name)
    {
        List<string> items = new();
        foreach (string part in text.Split(new[] { _listSeparator }, StringSplitOptions.None))
        {
            string item = part.Trim();
            if (item.Length > 0)
            {
                items.Add(CheckText(item, name));
            }
        }

        return items;
    }

    private List<string> ToItems(IEnumerable list, string name)
    {
        List<string> items = new();
        foreach (object? item in list)
        {
            JournyValue converted = Convert(item, name);
            if (converted.Kind is JournyValueKind.List)
            {
                throw new JournyInputException(
                    JournyReason.NestedProperty,
                    $"Property '{name}' holds a list inside a list, and journy.io stores flat lists of text only. Flatten it first.")
                { Kind = "a list inside a list", Column = name };
            }

            if (string.IsNullOrWhiteSpace(converted.Text))
            {
                throw new JournyInputException(
                    JournyReason.InvalidValue,
                    $"Property '{name}' is a list whose item {items.Count + 1} is blank, which journy.io does not take. Leave blank items out.")
                {
                    Kind = "a list with a blank item",
                    Column = name,
                    Cure = "Leave blank items out.",
                };
            }

            items.Add(TextOf(Unwrap(item), converted, name));
        }

        return items;
    }

    /// <summary>A moment, from a date or from ISO 8601 text.</summary>
    public DateTimeOffset ToMoment(object? value, string name) => Unwrap(value) switch
    {
        DateTime moment => ToMoment(moment, name),
        DateTimeOffset moment => moment,
        string text => ReadMoment(text, name, string.Empty),
        { } date when CalendarDate.IsoOf(date) is { } iso => ReadIso(iso, name),
        { } number when TimeCountOf(number, name) is { } count => ReadMoment(count, name, string.Empty),
        var other => throw new JournyInputException(
            JournyReason.TypeMismatch, $"'{name}' should be a date, but is {Describe(other!)}. Give a date, or text in ISO 8601.")
        { Kind = "not a date", Column = name, Cure = "Give a date, or text in ISO 8601." },
    };

    private DateTimeOffset ReadMoment(string text, string name, string more, bool isAsked = true) =>
        _rules.TryReadMoment(text, isAsked, out Moment moment)
            ? ToMoment(moment, text, name)
            : throw Mismatch(name, text, "a date", DateForm.Fix(text, _rules) + more + ".");

    private DateTimeOffset ReadIso(string text, string name) =>
        IsoMoment.TryRead(text, out Moment moment) ? ToMoment(moment, text, name) : throw Mismatch(name, text, "a date", DateForm.Fix(text, _rules) + ".");

    private DateTimeOffset ToMoment(Moment moment, string text, string name)
    {
        if (moment.Offset is { } offset)
        {
            return new DateTimeOffset(moment.Clock.Ticks - offset.Ticks, TimeSpan.Zero);
        }

        TimeZoneInfo zone = _timeZone ?? TimeZoneInfo.Utc;
        return ClockTime.ToUtc(moment.Clock, zone, moment.IsDateAlone) ?? throw Mismatch(
            name, text, "a date", $"That time was skipped when the clocks changed in {zone.Id}. Fix it, or write it with its offset.");
    }
}
