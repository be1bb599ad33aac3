using System.Globalization;
using System.Management.Automation;
using Journy.Import.Values;

namespace Journy.Parameters;

/// <summary>
/// What to tell the user of a parameter's value that cannot be used. No cause is kept: its message has the whole text, which may be a
/// secret.
/// </summary>
internal static class ParameterProblems
{
    /// <summary>A culture that this machine does not know.</summary>
    public static ArgumentTransformationMetadataException UnknownCulture(string name) => new(
        $"There is no culture {RefusedText.Of(name)} on this machine. Give one such as nl-BE, de-DE or en-US; "
            + "Get-Culture -ListAvailable shows them in PowerShell 7.");

    /// <summary>A culture with another calendar than the Gregorian one.</summary>
    public static ArgumentTransformationMetadataException OtherCalendar(CultureInfo culture) => new(
        $"The culture {culture.Name} counts years by {culture.DateTimeFormat.Calendar.GetType().Name}, which this module does not read. "
            + "Give one with the Gregorian calendar, or convert the dates to ISO 8601 first.");

    /// <summary>An encoding that this machine does not know.</summary>
    public static ArgumentTransformationMetadataException UnknownEncoding(string name) => new(
        $"There is no encoding {RefusedText.Of(name)} on this machine. Give one such as UTF8, 1252, Unicode, Latin1 or ISO-8859-15.");

    /// <summary>A time zone that this machine does not know.</summary>
    public static ArgumentTransformationMetadataException UnknownTimeZone(string name) => new(
        $"There is no time zone {RefusedText.Of(name)} on this machine. Give one such as 'Europe/Brussels', 'UTC' or, on Windows, "
            + "'Romance Standard Time'; Get-TimeZone -ListAvailable shows them all.");

    /// <summary>Several identifiers instead of one.</summary>
    public static ArgumentTransformationMetadataException SeveralIdentifiers() =>
        new("This takes one text or number, and got a list. For many, pipe records: $rows | …");

    /// <summary>An identifier that is neither text nor a number.</summary>
    public static ArgumentTransformationMetadataException NotAnIdentifier(object value) =>
        new($"A value of type {value.GetType().Name} cannot name anybody. Give one text or number.");

    /// <summary>A date that cultures read differently, or that is none.</summary>
    public static ArgumentTransformationMetadataException NotAMoment(object? value) => new(
        $"{RefusedText.Of(value)} is no moment that reads the same everywhere. Give a date, such as (Get-Date).AddHours(-1), "
            + "or text in ISO 8601, such as 2026-04-30T14:05:00Z.");

    /// <summary>A number that has a fraction, or is none.</summary>
    /// <param name="shown">The value, as messages show it.</param>
    public static ArgumentTransformationMetadataException NotAWholeNumber(string shown) =>
        new($"{shown} is no whole number. Give one such as 5, or leave the parameter out.");

    /// <summary>A number that cultures read differently, or that is none.</summary>
    /// <param name="shown">The value, as messages show it.</param>
    public static ArgumentTransformationMetadataException NotANumber(string shown) => new(
        $"{shown} is no number that reads the same everywhere. Give one such as 1.5, with a point and without separators, "
            + "or leave the parameter out.");
}
