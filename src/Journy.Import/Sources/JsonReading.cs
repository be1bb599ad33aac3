using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Journy.Api;
using Journy.Import.Values;

namespace Journy.Import.Sources;

/// <summary>Reads the JSON records of a text one by one.</summary>
internal sealed class JsonReading
{
    /// <summary>Begins to read.</summary>
    /// <param name="text">The text, from its beginning.</param>
    /// <param name="isArray">True if the file is one array.</param>
    public JsonReading(TextReader text, bool isArray) => Texts = new JsonTexts(text, isArray);

    /// <summary>Where the records stand.</summary>
    public JsonTexts Texts { get; }

    /// <summary>The values of the record; null if it cannot be used.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>>? Members { get; private set; }

    /// <summary>Why it cannot be used; goes on a beginning such as "the record".</summary>
    public string Fault { get; private set; } = string.Empty;

    /// <summary>False if it is not valid JSON at all.</summary>
    public bool IsJson { get; private set; }

    /// <summary>The record's place as messages name it.</summary>
    public string Where => Texts.IsArray
        ? $"Line {SourceProblems.Number(Texts.Line)}, record {SourceProblems.Number(Texts.Count)} of the array"
        : $"Line {SourceProblems.Number(Texts.Line)}";

    /// <summary>Reads the next record. False at the end, and if an array is damaged there.</summary>
    public bool Read()
    {
        if (!Texts.Read())
        {
            return false;
        }

        Members = null;
        IsJson = !Texts.IsTooLong;
        Fault = JsonProblems.TooLong;
        try
        {
            Members = IsJson ? JsonRecord.Read(Texts.Text, NestedObject.Instance) : null;
        }
        catch (InvalidDataException exception)
        {
            IsJson = false;
            Fault = exception.Message;
        }
        catch (FormatException exception)
        {
            Fault = exception.Message;
        }

        return true;
    }

    /// <summary>A value as text, for what looks at cells.</summary>
    public static string TextOf(object? value) => value switch
    {
        string text => text,
        null => string.Empty,
        bool truth => truth ? "true" : "false",
        double number => JsonNumber.Shortest(number),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        object?[] items => string.Join(";", items.Select(TextOf)),
        _ => "{}",
    };
}
