using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Xml;
using Journy.Results;

namespace Journy.Import.Values;

/// <summary>What to tell the user of a value that cannot be sent, or of a parameter that says how values are read.</summary>
internal static class ValueProblems
{
    private const int LongestShown = 60;
    private const int LongestName = 100;

    /// <summary>Text that is not of the type of its property.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The property.</param>
    /// <param name="type">The type.</param>
    /// <param name="fix">What to do about it.</param>
    public static JournyInputException NotOfType(string text, string name, JournyPropertyType type, string fix)
    {
        string expected = type switch
        {
            JournyPropertyType.Number => "a number",
            JournyPropertyType.Boolean => "true or false",
            _ => "a date",
        };
        return new JournyInputException(
            JournyReason.TypeMismatch, $"Property '{name}' should be {expected}, but is '{PlainText.Of(text, LongestShown)}'. {fix}")
        {
            Kind = "not " + expected,
            Column = name,
            Value = text,
            Cure = fix,
        };
    }

    /// <summary>A value that has a type of its own, and not the one that -PropertyType names.</summary>
    public static JournyInputException NotOfType(string text, string name, JournyPropertyType type) =>
        NotOfType(text, name, type, "Fix the value, or change -PropertyType.");

    /// <summary>Text that is not a number.</summary>
    public static JournyInputException NotANumber(string text, string name, TextRules rules) => NotOfType(
        text,
        name,
        JournyPropertyType.Number,
        (rules.IsDefault
            ? "Write it with digits and a point for decimals, such as 1234.5, say how it is written with -Culture, such as nl-BE"
            : "Write it as -Culture has it")
        + ", or give the column -PropertyType Text.");

    /// <summary>Text that is neither true nor false.</summary>
    public static JournyInputException NotABoolean(string text, string name) => NotOfType(
        text,
        name,
        JournyPropertyType.Boolean,
        "Write true or false, name the words that the text has with -TrueValue and -FalseValue, or give the column -PropertyType Text.");

    /// <summary>Text that is not a date.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The property.</param>
    /// <param name="rules">How text is read.</param>
    /// <param name="mayStayText">True if -PropertyType Text would help.</param>
    public static JournyInputException NotADate(string text, string name, TextRules rules, bool mayStayText) => NotOfType(
        text,
        name,
        JournyPropertyType.DateTime,
        DateForm.Fix(text, rules) + (mayStayText ? ", or give the column -PropertyType Text" : string.Empty) + ".");

    /// <summary>A value that is neither a date nor text.</summary>
    public static JournyInputException NotADate(object value, string name) => new(
        JournyReason.TypeMismatch, $"'{name}' should be a date, but is {Describe(value)}. Give a date, or text in ISO 8601.")
    {
        Kind = "not a date",
        Column = name,
        Cure = "Give a date, or text in ISO 8601.",
    };

    /// <summary>Text that is a time which the clocks skipped.</summary>
    public static JournyInputException SkippedTime(string text, string name, TimeZoneInfo zone) => NotOfType(
        text,
        name,
        JournyPropertyType.DateTime,
        $"That time was skipped when the clocks changed in {zone.Id}. Fix it, or write it with its offset.");

    /// <summary>A DateTime that the clocks skipped.</summary>
    public static JournyInputException SkippedTime(DateTime clock, string name, TimeZoneInfo zone) => new(
        JournyReason.InvalidValue,
        $"Property '{name}' is {clock.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} in the time of {zone.Id}, "
        + "which was skipped when the clocks changed there. "
        + "Give it in UTC, with ToUniversalTime() or [datetime]::SpecifyKind(…, 'Utc'), or as a DateTimeOffset.")
    {
        Kind = "a time that was skipped when the clocks changed",
        Column = name,
        Cure = "Give it in UTC, or as a DateTimeOffset.",
    };

    /// <summary>A number that JSON does not have.</summary>
    public static JournyInputException NotFinite(string name) => new(
        JournyReason.InvalidValue,
        $"Property '{name}' is not a finite number (NaN, infinity, or beyond 1.8E+308). Send a number, or leave the property out.")
    {
        Kind = "not a finite number",
        Column = name,
        Cure = "Send a number, or leave the property out.",
    };

    /// <summary>A value that is no text or number, and so cannot be an identifier.</summary>
    public static JournyInputException NotAnIdentifier(object value, string name) => new(
        JournyReason.InvalidValue, $"'{name}' holds {Describe(value)}, which cannot name anybody. Give one text or number.")
    {
        Column = name,
    };

    /// <summary>What is no single e-mail address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The column or parameter.</param>
    /// <param name="fault">What is wrong with it: "is a link".</param>
    public static JournyInputException NotAnAddress(string text, string name, string fault)
    {
        string shown = name[0] == '-' ? RefusedText.Of(text) : $"'{PlainText.Of(text, LongestName)}'";
        return new JournyInputException(
            JournyReason.InvalidEmail,
            $"'{name}' is {shown}, which {fault}. Give one address, such as jane@example.com; leave it blank if the user has an ID.")
        {
            Column = name,
            Value = text,
        };
    }

    /// <summary>An identifier with white space around it.</summary>
    public static JournyInputException SpaceAround(string identifier, string name) => new(
        JournyReason.InvalidValue,
        $"'{name}' is '{PlainText.Of(identifier, LongestName)}' with white space or characters without a width around it. "
        + "Give it without them.");

    /// <summary>Bytes.</summary>
    public static JournyInputException Binary(string name) => new(
        JournyReason.InvalidValue,
        $"Property '{name}' holds binary data, which journy.io does not store. Leave it out with -ExcludeProperty.")
    {
        Kind = "binary data",
        Column = name,
    };

    /// <summary>An object with values of its own.</summary>
    public static JournyInputException Nested(object value, string name) => new(
        JournyReason.NestedProperty,
        $"Property '{name}' holds {Describe(value)}, and journy.io stores flat values only. "
        + "Send its parts as properties of their own, or leave it out with -ExcludeProperty.")
    {
        Column = name,
    };

    /// <summary>A list as an item of a list.</summary>
    public static JournyInputException NestedList(string name) => new(
        JournyReason.NestedProperty,
        $"Property '{name}' holds a list inside a list, and journy.io stores flat lists of text only. Flatten it first.")
    {
        Kind = "a list inside a list",
        Column = name,
    };

    /// <summary>A blank item of a list.</summary>
    /// <param name="number">Which item, from 1.</param>
    /// <param name="name">The property.</param>
    public static JournyInputException BlankItem(int number, string name) => new(
        JournyReason.InvalidValue,
        $"Property '{name}' is a list whose item {number} is blank, which journy.io does not take. Leave blank items out.")
    {
        Kind = "a list with a blank item",
        Column = name,
        Cure = "Leave blank items out.",
    };

    /// <summary>A value of a type that journy.io does not have.</summary>
    public static JournyInputException NotStorable(object value, string name) => new(
        JournyReason.InvalidValue,
        $"Property '{name}' holds {Describe(value)}, which journy.io cannot store. "
        + "Convert it to text, a number, a boolean or a date first, or leave it out with -ExcludeProperty.")
    {
        Column = name,
    };

    /// <summary>A control character of Latin1.</summary>
    public static JournyInputException ControlCharacter(char character, int index, string name) => new(
        JournyReason.InvalidEncoding,
        $"'{name}' holds the control character U+{(int)character:X4} at position {index + 1}, "
        + "which is what €, – or ’ of Windows become if they are read as Latin1. "
        + "Read the source with the encoding that it has, such as -Encoding 1252.")
    {
        Kind = "a control character, as text in another encoding becomes",
        Column = name,
    };

    /// <summary>One half of a surrogate pair.</summary>
    public static JournyInputException HalfCharacter(int index, string name) => new(
        JournyReason.InvalidValue,
        $"'{name}' holds half of a character (a lone surrogate at position {index + 1}), which no JSON can carry. "
        + "The text was cut or decoded wrongly on its way here.")
    {
        Kind = "half of a character",
        Column = name,
        Cure = "The text was cut or decoded wrongly on its way here: export it once more.",
    };

    /// <summary>A member whose getter failed.</summary>
    public static JournyInputException Unreadable(UnreadableMember member) => new(
        JournyReason.UnreadableMember,
        $"The member '{PlainText.Of(member.Name, LongestName)}' of the record could not be read: {PlainText.Of(member.Failure.Message)} "
        + "Leave it out with -ExcludeProperty, or choose the members that you need with -IncludeProperty.",
        member.Failure)
    {
        Column = member.Name,
    };

    /// <summary>An object that could not be read at all.</summary>
    public static JournyInputException Unreadable(Exception failure) => new(
        JournyReason.UnreadableMember, $"The record could not be read: {PlainText.Of(failure.Message)}", failure);

    /// <summary>A word that is to mean both true and false.</summary>
    public static JournyInputException TrueAndFalse(string word) => new(
        JournyReason.InvalidParameter,
        $"'{PlainText.Of(word, LongestShown)}' is in -TrueValue and in -FalseValue. Give it in one of them.");

    /// <summary>A format of -DateFormat without a day, a month or a year.</summary>
    public static JournyInputException IncompleteFormat(string format) => new(
        JournyReason.InvalidParameter,
        $"-DateFormat '{PlainText.Of(format, LongestShown)}' does not say where year, month and day stand. "
        + "Write it as .NET does, such as 'dd/MM/yyyy', 'd MMM yyyy' or 'MM/dd/yyyy HH:mm', or give Epoch or EpochMilliseconds.");

    private static string Describe(object value) => value switch
    {
        NestedObject => "a nested object",
        LostValue { IsNested: true } nested => $"a nested object ({nested.ShortName})",
        LostValue lost => $"a value of type {lost.ShortName}",

        // A job brings back a dictionary of any kind as one of another kind.
        IDictionary or IDictionary<string, object?> => "a nested object (a dictionary)",
        XmlNode => $"a nested object ({value.GetType().Name})",
        _ => $"a value of type {value.GetType().Name}",
    };
}
