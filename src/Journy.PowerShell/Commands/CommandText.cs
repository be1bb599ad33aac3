using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using Journy.Connections;

namespace Journy.Commands;

/// <summary>Writes a command as somebody would type it, so that it can be run again.</summary>
internal static class CommandText
{
    /// <summary>Writes a command.</summary>
    /// <param name="name">The cmdlet.</param>
    /// <param name="parameters">Its parameters, in the order to write them.</param>
    public static string Of(string name, IEnumerable<KeyValuePair<string, object?>> parameters)
    {
        StringBuilder text = new(name);
        foreach (KeyValuePair<string, object?> parameter in parameters)
        {
            object? value = Plain(parameter.Value);
            text.Append(" -").Append(parameter.Key);
            if (value is SwitchParameter given)
            {
                text.Append(given.IsPresent ? string.Empty : ":$false");
            }
            else
            {
                text.Append(' ').Append(Value(value));
            }
        }

        return text.ToString();
    }

    private static string Value(object? value) => Plain(value) switch
    {
        null => "$null",
        bool boolean => boolean ? "$true" : "$false",
        JournyConnection => "$connection",
        Encoding encoding => Quoted(encoding.WebName),
        TimeZoneInfo zone => Quoted(zone.Id),

        // As text they would be sent as text.
        DateTime moment => $"([datetime]{Quoted(moment.ToUniversalTime().ToString("o", CultureInfo.InvariantCulture))})",
        DateTimeOffset moment => $"([datetimeoffset]{Quoted(moment.ToString("o", CultureInfo.InvariantCulture))})",
        char character => Quoted(character.ToString()),
        IDictionary map => "@{ " + string.Join("; ", map.Cast<DictionaryEntry>().Select(entry => $"{Quoted(ToText(entry.Key))} = {Value(entry.Value)}")) + " }",
        string text => Quoted(text),
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Value)),
        IFormattable number when number.GetType().IsPrimitive || number is decimal => ToText(number),
        var other => Quoted(ToText(other)),
    };

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static string ToText(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;

    /// <summary>A text in quotes. PowerShell takes typographic quotes for quotes too.</summary>
    public static string Quoted(string text) => "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
}
