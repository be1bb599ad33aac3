using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Xml;
using Journy.Api;

namespace Journy.Import.Values;

/// <summary>Turns .NET values into journy.io's. Never guesses: text stays text unless a type is named or was found.</summary>
internal sealed class ValueConverter
{
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

    /// <summary>An identifier as text; null if the value is blank.</summary>
    public static string? ToIdentifier(object? value, string name)
    {
        object? plain = Unwrap(value);
        if (IsBlank(plain))
        {
            return null;
        }

        if (plain is not string text)
        {
            text = ToScalarText(plain!, name) ?? throw ValueProblems.NotAnIdentifier(plain!, name);
        }

        return BrokenText.Check(text, name);
    }

    /// <summary>Converts a value as it is.</summary>
    public JournyValue Convert(object? value, string name)
    {
        object? plain = Unwrap(value);
        return plain switch
        {
            null or DBNull or AbsentValue => JournyValue.Null,
            string text => JournyValue.FromText(BrokenText.Check(text, name)),
            char character => JournyValue.FromText(BrokenText.Check(character.ToString(), name)),
            bool boolean => JournyValue.FromBoolean(boolean),
            Enum or EnumerationName => JournyValue.FromText(plain.ToString()!),
            DateTime moment => JournyValue.FromMoment(ToMoment(moment, name)),
            DateTimeOffset moment => JournyValue.FromMoment(moment),
            _ when ToNumber(plain, name) is { } number => JournyValue.FromNumber(number),
            _ when CalendarDate.IsoOf(plain) is { } date => JournyValue.FromMoment(ReadIso(date, name)),
            _ when ToScalarText(plain, name) is { } text => JournyValue.FromText(text),
            byte[] => throw ValueProblems.Binary(name),
            IDictionary or IDictionary<string, object?> or NestedObject or XmlNode or LostValue { IsNested: true } =>
                throw ValueProblems.Nested(plain, name),
            IEnumerable map when map is not Array && IsMap(map) => throw ValueProblems.Nested(map, name),
            IEnumerable list => JournyValue.FromList(ToItems(list, name)),
            _ => throw ValueProblems.NotStorable(plain, name),
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
                    ? Expect(plain, name, type)
                    : JournyValue.FromNumber(_rules.NumberOf(text) ?? throw ValueProblems.NotANumber(text, name, _rules));
            case JournyPropertyType.Boolean:
                // Some databases keep truth as the numbers 1 and 0.
                text ??= plain is null ? null : ToNumber(plain, name);
                return text is null ? Expect(plain, name, type) : JournyValue.FromBoolean(ParseBoolean(text, name));
            default:
                text ??= TimeCountOf(plain, name);
                return text is null ? Expect(plain, name, type) : JournyValue.FromMoment(ReadMoment(text, name, mayStayText: true));
        }
    }

    /// <summary>
    /// Converts a value to the type that its column was found to have: text only by the rule that found it, so that what is sent
    /// means what the cell says.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The property.</param>
    /// <param name="type">The type.</param>
    /// <param name="isRequired">True if the property must be of this type, whatever its cells are.</param>
    /// <param name="fix">What to do about a value that is not of this type.</param>
    /// <exception cref="JournyInputException">The value is not of this type.</exception>
    public JournyValue ConvertFound(object? value, string name, JournyPropertyType type, bool isRequired, Func<string, string> fix)
    {
        if (Unwrap(value) is not string text || type is JournyPropertyType.Text or JournyPropertyType.List)
        {
            return type == JournyPropertyType.Boolean ? Expect(value, name, type) : Convert(value, name, type);
        }

        CellFits fits = _rules.FitsOf(text);
        return type switch
        {
            JournyPropertyType.Number when (fits & CellFits.Number) != 0 => JournyValue.FromNumber(_rules.NumberOf(text)!),
            JournyPropertyType.Boolean when (fits & CellFits.Boolean) != 0 => JournyValue.FromBoolean(_rules.BooleanOf(text)!.Value),
            JournyPropertyType.DateTime when (fits & CellFits.DateTime) != 0 || (isRequired && _rules.IsOf(text, CellKind.DateTime)) =>
                JournyValue.FromMoment(ReadMoment(text, name, mayStayText: false, isRequired)),
            _ => throw ValueProblems.NotOfType(text, name, type, fix(name)),
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
            throw ValueProblems.Unreadable(unreadable);
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
        // In the hour that comes twice, a time of the kind Local knows which of the two it is; only its own conversion to UTC keeps that.
        if (moment.Kind == DateTimeKind.Utc || (moment.Kind == DateTimeKind.Local && !TimeZoneInfo.Local.IsInvalidTime(moment)))
        {
            return new DateTimeOffset(moment.ToUniversalTime(), TimeSpan.Zero);
        }

        TimeZoneInfo zone = moment.Kind == DateTimeKind.Local ? TimeZoneInfo.Local : _timeZone ?? TimeZoneInfo.Local;
        DateTime clock = DateTime.SpecifyKind(moment, DateTimeKind.Unspecified);
        return ClockTime.ToUtc(clock, zone, isDateAlone: clock.TimeOfDay == TimeSpan.Zero)
            ?? throw ValueProblems.SkippedTime(clock, name, zone);
    }

    private static string? ToNumber(object value, string name)
    {
        switch (value)
        {
            case sbyte or byte or short or ushort or int or uint or long or ulong:
                return ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
            case BigInteger number:
                string digits = number.ToString(CultureInfo.InvariantCulture);
                return NumberText.IsInRange(digits) ? digits : throw ValueProblems.NotFinite(name);
            case decimal number:
                return number.ToString(CultureInfo.InvariantCulture);
            case double.NaN or double.PositiveInfinity or double.NegativeInfinity:
            case float.NaN or float.PositiveInfinity or float.NegativeInfinity:
                throw ValueProblems.NotFinite(name);
            case double number:
                return JsonNumber.Shortest(number);
            case float number:
                return JsonNumber.Shortest(number);
            default:
                return null;
        }
    }



    /// <summary>The text of single values that are neither text, number nor moment; null for anything else.</summary>
    private static string? ToScalarText(object value, string name) => value switch
    {
        double or float => WithoutExponent(ToNumber(value, name)!),
        Guid id => id.ToString("D"),
        Uri uri => uri.OriginalString,
        Version version => version.ToString(),
        char character => character.ToString(),
        Enum or EnumerationName => value.ToString(),
        IFormattable number when value.GetType().IsPrimitive || value is decimal or BigInteger =>
            number.ToString(null, CultureInfo.InvariantCulture),
        _ => CalendarDate.IsoOf(value),
    };

    /// <summary>Whole numbers digit by digit: Excel and databases may hold IDs as floating numbers, and 1E+15 is no ID.</summary>
    private static string WithoutExponent(string number) =>
        decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) && exact == decimal.Truncate(exact)
            ? exact.ToString("0", CultureInfo.InvariantCulture)
            : number;

    /// <summary>A value as text, if text is what is wanted: a whole number is never in scientific form.</summary>
    private static string TextOf(object? value, JournyValue converted, string name) =>
        value is double or float ? ToScalarText(value, name)! : converted.Text;

    private bool ParseBoolean(string text, string name) => _rules.BooleanOf(text) ?? OuterSpace.Trim(text).ToUpperInvariant() switch
    {
        "1" or "YES" => true,
        "0" or "NO" => false,
        _ => throw ValueProblems.NotABoolean(text, name),
    };

    // If numbers in text stand for dates, values that are numbers do so too.
    private string? TimeCountOf(object? plain, string name) => plain is not null && _rules.CountsTime ? ToNumber(plain, name) : null;

    /// <summary>A number of JSON as text that is read back as the same.</summary>
    public string ToNumberText(string number) => _rules.Write(number);

    private JournyValue Expect(object? value, string name, JournyPropertyType type)
    {
        JournyValue converted = Convert(value, name);
        bool isExpected = converted.Kind switch
        {
            JournyValueKind.Null => true,
            JournyValueKind.Number => type == JournyPropertyType.Number,
            JournyValueKind.Boolean => type == JournyPropertyType.Boolean,
            JournyValueKind.DateTime => type == JournyPropertyType.DateTime,
            _ => false,
        };
        return isExpected ? converted : throw ValueProblems.NotOfType(converted.ToString(), name, type);
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
                items.Add(BrokenText.Check(item, name));
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
                throw ValueProblems.NestedList(name);
            }

            if (string.IsNullOrWhiteSpace(converted.Text))
            {
                throw ValueProblems.BlankItem(items.Count + 1, name);
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
        string text => ReadMoment(text, name, mayStayText: false),
        { } date when CalendarDate.IsoOf(date) is { } iso => ReadIso(iso, name),
        { } number when TimeCountOf(number, name) is { } count => ReadMoment(count, name, mayStayText: false),
        var other => throw ValueProblems.NotADate(other!, name),
    };

    private DateTimeOffset ReadMoment(string text, string name, bool mayStayText, bool isAsked = true) =>
        _rules.TryReadMoment(text, isAsked, out Moment moment)
            ? ToMoment(moment, text, name)
            : throw ValueProblems.NotADate(text, name, _rules, mayStayText);

    private DateTimeOffset ReadIso(string text, string name) => IsoMoment.TryRead(text, out Moment moment)
        ? ToMoment(moment, text, name)
        : throw ValueProblems.NotADate(text, name, _rules, mayStayText: false);

    private DateTimeOffset ToMoment(Moment moment, string text, string name)
    {
        if (moment.Offset is { } offset)
        {
            return new DateTimeOffset(moment.Clock.Ticks - offset.Ticks, TimeSpan.Zero);
        }

        TimeZoneInfo zone = _timeZone ?? TimeZoneInfo.Utc;
        return ClockTime.ToUtc(moment.Clock, zone, moment.IsDateAlone) ?? throw ValueProblems.SkippedTime(text, name, zone);
    }
}
