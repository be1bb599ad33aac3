using System;
using System.Globalization;
using Journy.Import.Problems;

namespace Journy.Import.Preview;

/// <summary>What a preview remarks on a column.</summary>
internal static class PreviewNotes
{
    /// <summary>A column of JSON.</summary>
    public const string Json =
        "its cells are JSON, which is sent as text; Import-Csv and ConvertFrom-Json can take it apart before it is piped to the import";

    /// <summary>Cells that are text of another encoding.</summary>
    /// <param name="cells">How many.</param>
    /// <param name="line">Where the first is.</param>
    public static string Misread(long cells, long line) => Format(
        "{0:N0} {1} characters that no text of this encoding has, the first in line {2:N0}: "
        + "{3} fails, unless -Encoding names the encoding that the file has",
        cells,
        cells == 1 ? "cell has" : "cells have",
        line,
        cells == 1 ? "its row" : "each of their rows");

    /// <summary>A column that a parameter replaces.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="column">The column.</param>
    public static string Replaced(string parameter, string column) =>
        $"not sent: {parameter} says it for every row; to send the column too, "
        + $"give it another name with -PropertyMap @{{ {QuotedText.Of(column)} = 'another_name' }}";

    /// <summary>A column that has too many names to be names of events.</summary>
    /// <param name="names">How many different names were counted.</param>
    /// <param name="most">Beyond this they were not counted.</param>
    /// <param name="rows">How many rows have a name.</param>
    /// <param name="column">The column.</param>
    public static string ManyNames(int names, int most, long rows, string column) => Format(
        "{0:N0}{1} different names of events in {2:N0} rows, as of orders or people: if it does not say what happened, "
        + "say that with -Name, and send the column under another name with -PropertyMap @{{ {3} = 'another_name' }}",
        Math.Min(names, most),
        names > most ? " and more" : string.Empty,
        rows,
        QuotedText.Of(column));

    /// <summary>Long numbers in the short form of spreadsheets.</summary>
    /// <param name="cells">How many.</param>
    /// <param name="first">The first.</param>
    /// <param name="line">Where it is.</param>
    public static string Shortened(long cells, string first, long line) => Format(
        "{0:N0} {1} a long number that a spreadsheet has shortened, the first '{2}' in line {3:N0}: "
        + "its digits are lost, so export the column as text",
        cells,
        cells == 1 ? "cell is" : "cells are each",
        first,
        line);

    /// <summary>White space around cells.</summary>
    /// <param name="cells">How many.</param>
    /// <param name="first">The first, as it is shown.</param>
    /// <param name="line">Where it is.</param>
    public static string Space(long cells, string first, long line) => Format(
        "{0:N0} {1} white space around {2}, which is sent with text: {3} in line {4:N0}",
        cells,
        cells == 1 ? "cell has" : "cells have",
        cells == 1 ? "it" : "them",
        first,
        line);

    /// <summary>Two words that may mean true and false.</summary>
    public static string YesAndNo(string yes, string no) =>
        $"stays text: its cells are {yes} or {no}; add -TrueValue {yes} -FalseValue {no} to send them as true and false";

    /// <summary>A column that would have a type but for a few cells.</summary>
    /// <param name="fitting">How many cells are of the type.</param>
    /// <param name="cells">How many cells there are.</param>
    /// <param name="type">The type.</param>
    /// <param name="other">The first cell of another kind, as it is shown.</param>
    /// <param name="line">Where it is.</param>
    /// <param name="target">The property.</param>
    public static string NearlyAll(long fitting, long cells, JournyPropertyType type, string other, long line, string target) => Format(
        "stays text: {0:N0} of {1:N0} cells are {2}, but not '{3}' in line {4:N0}; "
        + "for {5} fix those, or add -PropertyType @{{ {6} = '{5}' }} to fail their rows",
        fitting,
        cells,
        type switch
        {
            JournyPropertyType.Number => "numbers",
            JournyPropertyType.Boolean => "true or false",
            _ => "dates",
        },
        other,
        line,
        type,
        QuotedText.Of(target));

    private static string Format(string format, params object[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
