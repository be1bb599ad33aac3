using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Commands;
using Journy.Import.Sources;

namespace Journy.Flows;

/// <summary>Why no row of a file can be sent, by its columns alone.</summary>
internal sealed class ColumnProblem
{
    private readonly JournyReason _reason;
    private readonly bool _namesColumns;

    private ColumnProblem(JournyReason reason, string statement, bool namesColumns, string fix)
    {
        _reason = reason;
        Statement = statement;
        _namesColumns = namesColumns;
        Fix = fix;
    }

    /// <summary>What is wrong, in one or more sentences.</summary>
    public string Statement { get; }

    /// <summary>What to do about it; empty if the statement says it.</summary>
    public string Fix { get; }

    /// <summary>How a preview reads a file that an import without further parameters would read otherwise; empty if both read it
    /// alike.</summary>
    /// <param name="source">The file, as the preview reads it.</param>
    public static string OfReading(IRowSource source) => string.Join(" ", new[]
    {
        source.FoundEncoding is not { } encoding ? null
            : $"'{source.Path}' is no UTF-8. It seems to be {encoding.WebName}, which -Encoding {encoding.WebName} says; "
                + "this preview reads it so.",
        source.FoundNames is null ? (source.FoundLines is { } lines ? OfHeader(source.Path, lines) : null)
            : source.FoundLines is null
                ? $"'{source.Path}' seems to have no header: its first line is a row. -Header names the columns, as this preview does."
            : $"The header of '{source.Path}' has columns without a name of their own. -Header names them, as this preview does.",
    }.OfType<string>());

    /// <summary>A header that is not where an import would look for it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lines">How many lines seem to be in front of it.</param>
    private static string OfHeader(string path, int lines) => string.Format(
        CultureInfo.InvariantCulture,
        "The header of '{0}' is not in its first line; it seems to be in line {1}, which -SkipLine {2} says. This preview begins there.",
        path,
        lines + 1,
        lines);

    /// <summary>Missing columns; null if none are missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identityFix">What to do about a missing identity; null if there is one.</param>
    /// <param name="others">The other columns that are missing, each with what to do: "that says …".</param>
    public static ColumnProblem? OfMissing(string path, string? identityFix, IReadOnlyList<string> others)
    {
        List<string> missing = others.ToList();
        if (identityFix is not null)
        {
            missing.Insert(0, "that says whom a row is about.");
        }

        return missing.Count == 0
            ? null
            : new ColumnProblem(
                JournyReason.InvalidHeader,
                $"'{path}' has no column {string.Join(" Nor has it one ", missing)}",
                namesColumns: true,
                identityFix ?? string.Empty);
    }

    /// <summary>Columns with the names of secrets; null if there are none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">Those columns.</param>
    public static ColumnProblem? OfSecrets(string path, IReadOnlyList<string> names) => names.Count == 0
        ? null
        : new ColumnProblem(
            JournyReason.SecretColumn,
            $"'{path}' has columns with the names of secrets: {SecretText.Names(names)}. Nothing was sent.",
            namesColumns: false,
            SecretText.Fix(names));

    /// <summary>The error that ends an import before anything is sent.</summary>
    /// <param name="columns">The sentence that names the columns.</param>
    /// <param name="suggestion">The sentence with the command that does it; empty if there is none.</param>
    public JournyInputException ToException(string columns, string suggestion)
    {
        // A command that is known to work says it better than an example.
        string fix = _namesColumns && (suggestion.Length > 0 || Fix.Length == 0) ? string.Empty : " " + Fix;
        return new JournyInputException(_reason, $"{Statement}{(_namesColumns ? " " + columns : string.Empty)}{fix}{suggestion}");
    }
}
