using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;

namespace Journy.ImportHost;

/// <summary>
/// What a script came to, a line each: a word that says what it is, and the rest. A line goes out whole before the next begins,
/// from whichever thread it comes.
/// </summary>
internal sealed class OutputLines(TextWriter writer)
{
    private const string Summary = "Journy.ImportSummary";

    /// <summary>
    /// An object of the script's output: <c>summary</c> and a tab before each of its values, or <c>output</c> and its text.
    /// </summary>
    public void Write(PSObject? item)
    {
        if (item?.BaseObject.GetType().FullName == Summary)
        {
            Write("summary", string.Concat(item.Properties.Select(property =>
                string.Create(CultureInfo.InvariantCulture, $"\t{property.Name}={OneLine(Text(property.Value))}"))));
            return;
        }

        Write("output", " " + OneLine(Text(item?.BaseObject)));
    }

    /// <summary>An error: its ID and its message as a user sees it.</summary>
    public void Write(ErrorRecord error) =>
        Write("error", $" {error.FullyQualifiedErrorId} {OneLine(error.ErrorDetails?.Message ?? error.Exception.Message)}");

    /// <summary>A word and the rest of its line.</summary>
    public void Write(string word, string rest = "")
    {
        lock (writer)
        {
            writer.WriteLine(word + rest);
        }
    }

    /// <summary>A text without line ends and tabs, which mean something here.</summary>
    public static string OneLine(string text) =>
        new StringBuilder(text).Replace('\r', ' ').Replace('\n', ' ').Replace('\t', ' ').ToString();

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
