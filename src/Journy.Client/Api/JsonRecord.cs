using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Journy.Api;

/// <summary>
/// One JSON object of a file as names and plain .NET values: text, true and false, numbers and lists stay what they are. The import
/// engine has no type of System.Text.Json itself.
/// </summary>
internal static class JsonRecord
{
    // A number of more digits is beyond every range.
    private const int LongestNumber = 400;

    private static readonly object True = true;
    private static readonly object False = false;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads an object.</summary>
    /// <param name="json">The object, and nothing else.</param>
    /// <param name="nested">Stands for each object within it.</param>
    /// <returns>Its members in their order. Null for null; long, BigInteger, double or decimal for numbers, whichever keeps all digits;
    /// an array for a list.</returns>
    /// <exception cref="InvalidDataException">It is not valid JSON; the message continues a sentence that begins with "the
    /// record".</exception>
    /// <exception cref="FormatException">It cannot be used; the message continues a sentence, too.</exception>
    public static List<KeyValuePair<string, object?>> Read(string json, object nested)
    {
        List<KeyValuePair<string, object?>> members = new();
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        byte[] utf8 = Encoding.UTF8.GetBytes(json);
        Utf8JsonReader reader = new(utf8);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new FormatException($"is no JSON object but {Describe(reader.TokenType)}.");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                if (string.IsNullOrWhiteSpace(name))
                {
                    throw new FormatException("has a value without a name.");
                }

                if (!names.Add(name))
                {
                    throw new FormatException(
                        $"has two values that are named '{name}' (upper and lower case count as the same), "
                        + "and nobody can tell which is meant.");
                }

                reader.Read();
                members.Add(new KeyValuePair<string, object?>(name, ReadValue(ref reader, name, nested)));
            }

            reader.Read();
            return members;
        }
        catch (JsonException fault)
        {
            int position = Encoding.UTF8.GetCharCount(utf8, 0, (int)Math.Min(utf8.Length, fault.BytePositionInLine ?? 0));
            string where = fault.LineNumber is > 0 and { } lines
                ? string.Format(CultureInfo.InvariantCulture, "{0} lines further down", lines)
                : string.Format(CultureInfo.InvariantCulture, "at character {0}", position + 1);
            int end = fault.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            string why = end < 0 ? fault.Message : fault.Message.Substring(0, end);
            throw new InvalidDataException($"is not valid JSON {where}: {why.TrimEnd('.')}.", fault);
        }
        catch (InvalidOperationException fault)
        {
            throw new FormatException("has a text with half of a character (a lone surrogate), which no JSON can carry.", fault);
        }
    }

    /// <summary>Writes an object again, in one line.</summary>
    /// <param name="json">The object; if nobody can read it, only what is added is written.</param>
    /// <param name="isLeftOut">Which of its members are left out.</param>
    /// <param name="isLeftOutWithin">Which members of objects within it are left out.</param>
    /// <param name="added">What is added at its end: text and whole numbers.</param>
    public static string Write(
        string? json, Func<string, bool> isLeftOut, Func<string, bool> isLeftOutWithin, IReadOnlyList<KeyValuePair<string, object>> added)
    {
        try
        {
            return WriteObject(json, isLeftOut, isLeftOutWithin, added);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return WriteObject(null, isLeftOut, isLeftOutWithin, added);
        }
    }

    private static string WriteObject(
        string? json, Func<string, bool> isLeftOut, Func<string, bool> isLeftOutWithin, IReadOnlyList<KeyValuePair<string, object>> added)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes, WriterOptions))
        {
            writer.WriteStartObject();
            if (json is not null)
            {
                using JsonDocument document = JsonDocument.Parse(json);
                foreach (JsonProperty member in document.RootElement.EnumerateObject())
                {
                    if (!isLeftOut(member.Name))
                    {
                        writer.WritePropertyName(member.Name);
                        Write(writer, member.Value, isLeftOutWithin);
                    }
                }
            }

            foreach (KeyValuePair<string, object> member in added)
            {
                writer.WritePropertyName(member.Key);
                if (member.Value is long number)
                {
                    writer.WriteNumberValue(number);
                }
                else
                {
                    writer.WriteStringValue((string)member.Value);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, Func<string, bool> isLeftOut)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    if (!isLeftOut(member.Name))
                    {
                        writer.WritePropertyName(member.Name);
                        Write(writer, member.Value, isLeftOut);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(writer, item, isLeftOut);
                }

                writer.WriteEndArray();
                break;
            default:
                // As it was written: no digit of a number changes.
                writer.WriteRawValue(value.GetRawText());
                break;
        }
    }

    private static object? ReadValue(ref Utf8JsonReader reader, string name, object nested)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.True:
                return True;
            case JsonTokenType.False:
                return False;
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return reader.TryGetInt64(out long whole) ? whole : ToNumber(Encoding.ASCII.GetString(reader.ValueSpan.ToArray()), name);
            case JsonTokenType.StartArray:
                List<object?> items = new();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader, name, nested));
                }

                return items.ToArray();
            default:
                reader.Skip();
                return nested;
        }
    }

    /// <summary>A number in a type that keeps all of its digits.</summary>
    private static object ToNumber(string json, string name)
    {
        if (json.Length <= LongestNumber)
        {
            if (json.IndexOfAny(['.', 'e', 'E']) < 0)
            {
                return BigInteger.Parse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            }

            if (double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && !double.IsInfinity(number) && PartsOf(JsonNumber.Shortest(number)) == PartsOf(json))
            {
                return number;
            }

            if (decimal.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
                && PartsOf(exact.ToString(CultureInfo.InvariantCulture)) == PartsOf(json))
            {
                return exact;
            }
        }

        throw new FormatException(
            $"has a number in '{name}' that is too large or has too many digits to be kept as it is. "
            + "Round it, or write it as text, in quotes.");
    }

    /// <summary>The digits of a number without the zeros at both ends, and its power of ten: the same for the same number.</summary>
    private static (string Digits, int Exponent) PartsOf(string number)
    {
        int mark = number.IndexOfAny(['e', 'E']);
        int exponent = 0;
        if (mark >= 0
            && !int.TryParse(number.Substring(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return (number, 0);
        }

        string mantissa = mark < 0 ? number : number.Substring(0, mark);
        int point = mantissa.IndexOf('.');
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }

        string digits = mantissa.TrimStart('-', '0');
        string significant = digits.TrimEnd('0');
        string sign = mantissa[0] == '-' ? "-" : string.Empty;
        return significant.Length == 0 ? ("0", 0) : (sign + significant, exponent + digits.Length - significant.Length);
    }

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        _ => "one value",
    };
}
