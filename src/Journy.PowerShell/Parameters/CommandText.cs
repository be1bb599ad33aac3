using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using Journy.Import.Columns;
using Journy.Import.Problems;
using Journy.Import.Values;
using Journy.Input;

namespace Journy.Parameters;

/// <summary>
/// Writes a command as somebody would type it, so that it can be run again and means the same. Values keep their types: a decimal and a
/// double are not sent alike, nor are a date and text.
/// </summary>
internal static class CommandText
{
    // Values of these are sent as they stand; a property's value may be a secret.
    private static readonly HashSet<string> HoldValues = new(StringComparer.OrdinalIgnoreCase) { "Property", "Metadata" };

    /// <summary>Writes a command.</summary>
    /// <param name="name">The cmdlet.</param>
    /// <param name="parameters">Its parameters, in the order to write them.</param>
    public static string Of(string name, IEnumerable<KeyValuePair<string, object?>> parameters)
    {
        StringBuilder text = new(name);
        foreach (KeyValuePair<string, object?> parameter in parameters)
        {
            object? value = PlainValue.Of(parameter.Value);
            text.Append(" -").Append(parameter.Key);
            if (value is SwitchParameter given)
            {
                text.Append(given.IsPresent ? string.Empty : ":$false");
            }
            else
            {
                text.Append(' ').Append(value is IDictionary map ? Map(map, HoldValues.Contains(parameter.Key)) : Argument(value));
            }
        }

        return text.ToString();
    }

    /// <summary>A parameter's value: the parameter has a type of its own, to which PowerShell converts it.</summary>
    private static string Argument(object? value) => value switch
    {
        JournyConnection { Name: { } name } => QuotedText.Of(name),
        JournyConnection => "$connection",
        Encoding encoding => QuotedText.Of(encoding.WebName),
        TimeZoneInfo zone => QuotedText.Of(zone.Id),
        CultureInfo culture => QuotedText.Of(culture.Name),
        char character => QuotedText.Of(character.ToString()),
        double number when !double.IsNaN(number) && !double.IsInfinity(number) => number.ToString("R", CultureInfo.InvariantCulture),
        IEnumerable list and not string when list.Cast<object?>().Any() => string.Join(", ", list.Cast<object?>().Select(Value)),
        _ => Value(value),
    };

    /// <summary>A value with its type, which nothing else tells.</summary>
    private static string Value(object? wrapped)
    {
        object? value = PlainValue.Of(wrapped);
        return value switch
        {
            null => "$null",
            DBNull => "([DBNull]::Value)",
            bool boolean => boolean ? "$true" : "$false",
            SwitchParameter given => given.IsPresent ? "$true" : "$false",
            string text => QuotedText.Of(text),
            Enum or EnumerationName => QuotedText.Of(value.ToString()!),
            int number and >= 0 => ToText(number),

            // A cast of text would go by way of double.
            decimal number => number >= 0 ? ToText(number) + "d" : $"({ToText(number)}d)",
            double number when double.IsNaN(number) => "([double]::NaN)",
            double number when double.IsInfinity(number) => number > 0 ? "([double]::PositiveInfinity)" : "([double]::NegativeInfinity)",
            double number when number == 0 && double.IsNegativeInfinity(1 / number) => "-0.0",
            double number => Cast("double", number.ToString("R", CultureInfo.InvariantCulture)),
            float number when float.IsNaN(number) => "([single]::NaN)",
            float number when float.IsInfinity(number) => number > 0 ? "([single]::PositiveInfinity)" : "([single]::NegativeInfinity)",
            float number when number == 0 && float.IsNegativeInfinity(1 / number) => "([single]-0.0)",
            float number => Cast("single", number.ToString("R", CultureInfo.InvariantCulture)),

            // A cast would go by way of double.
            BigInteger number => $"([bigint]::Parse('{number.ToString(CultureInfo.InvariantCulture)}'))",
            char character => $"([char]{(int)character})",
            DateTime moment => Moment(moment),
            DateTimeOffset moment => Cast("datetimeoffset", moment.ToString("o", CultureInfo.InvariantCulture)),
            TimeSpan span => Cast("timespan", span.ToString("c", CultureInfo.InvariantCulture)),
            Guid id => Cast("guid", id.ToString("D")),
            Version version => Cast("version", version.ToString()),
            Uri uri => Cast("uri", uri.OriginalString),
            IDictionary map => Map(map, holdsValues: false),
            IEnumerable list => List(list.Cast<object?>().ToList()),
            _ when CalendarDate.IsoOf(value) is { } date => Cast("System.DateOnly", date),
            IFormattable number when value.GetType().IsPrimitive => Cast(value.GetType().FullName!, ToText(number)),
            _ => QuotedText.Of(ToText(value)),
        };
    }

    private static string Cast(string type, string text) => $"([{type}]{QuotedText.Of(text)})";

    // PowerShell makes local time of text that ends in Z or an offset, and leaves text without them as it is.
    private static string Moment(DateTime moment)
    {
        string text = Cast("datetime", moment.ToString("o", CultureInfo.InvariantCulture));
        return moment.Kind == DateTimeKind.Utc ? $"({text}.ToUniversalTime())" : text;
    }

    // A list of one list would be taken apart.
    private static string List(List<object?> items) =>
        items.Count == 1 && PlainValue.Of(items[0]) is IEnumerable and not (string or IDictionary)
            ? $"@(,{Value(items[0])})"
            : $"@({string.Join(", ", items.Select(Value))})";

    private static string Map(IDictionary map, bool holdsValues)
    {
        List<(string Key, string Value)> entries = EntriesOf(map)
            .Select(entry => (
                Key(entry.Key), holdsValues && IsSecret(entry) ? $"(Read-Host {QuotedText.Of(ToText(entry.Key))})" : Value(entry.Value)))
            .ToList();
        bool isOrdered = map is IOrderedDictionary;
        if (entries.Select(entry => entry.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count() < entries.Count)
        {
            // Keys that differ in case alone cannot be in one @{}.
            string assignments = string.Concat(entries.Select(entry => $"$map[{entry.Key}] = {entry.Value}; "));
            return $"(& {{ $map = [hashtable]::new(); {assignments}$map }})";
        }

        string text = $"@{{ {string.Join("; ", entries.Select(entry => $"{entry.Key} = {entry.Value}"))} }}";
        return isOrdered ? $"([ordered]{text})" : text;
    }

    /// <summary>The entries of a dictionary of any kind. Enumerated as a list, a generic one gives other types.</summary>
    public static IEnumerable<DictionaryEntry> EntriesOf(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            yield return entry;
        }
    }

    private static string Key(object key) => key is string text ? QuotedText.Of(text) : Value(key);

    // A command that is shown and logged holds no secret; it asks for it.
    private static bool IsSecret(DictionaryEntry entry) =>
        SecretColumns.Has(ToText(entry.Key)) && PlainValue.Of(entry.Value) is string { Length: > 0 };

    private static string ToText(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
