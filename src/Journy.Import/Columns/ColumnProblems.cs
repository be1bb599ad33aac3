using System;

namespace Journy.Import.Columns;

/// <summary>What to tell the user of columns and lines that cannot be used, and of the parameters that are about columns.</summary>
internal static class ColumnProblems
{
    /// <summary>Two columns that become the same.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    /// <param name="plan">What both are for.</param>
    public static JournyInputException Ambiguous(string first, string second, ColumnPlan plan)
    {
        string target = plan.Role == ColumnRole.Property ? $"property '{plan.Target}'" : RecordShape.LabelOf(plan.Role);
        return new JournyInputException(
            JournyReason.AmbiguousColumn,
            $"The columns '{first}' and '{second}' both become the {target}. "
            + "Leave one out with -ExcludeProperty, or map it to another name with -PropertyMap.");
    }

    /// <summary>An entry of -IncludeProperty or -ExcludeProperty that is no pattern.</summary>
    public static JournyInputException InvalidPattern(string parameter, string text) => new(
        JournyReason.InvalidParameter,
        $"{parameter} holds '{text}', which is no pattern that can be read. "
        + "If a bracket is part of the name, write a backtick before it: `[.");

    /// <summary>An entry of -PropertyMap that has a blank name.</summary>
    public static JournyInputException BlankMap(string source, string target) => new(
        JournyReason.InvalidParameter,
        $"-PropertyMap has no name to map '{source}' to '{target}'. "
        + "Write the source's column on the left and journy.io's property on the right: @{ 'First Name' = 'first_name' }. "
        + "To leave a column out use -ExcludeProperty.");

    /// <summary>An entry of -PropertyType with a type that does not exist.</summary>
    public static JournyInputException UnknownType(string name, string type) => new(
        JournyReason.InvalidParameter,
        $"-PropertyType gives '{name}' the type '{type}', which does not exist. "
        + $"Use {string.Join(", ", Enum.GetNames(typeof(JournyPropertyType)))}.");

    /// <summary>A line that only looks like a row.</summary>
    /// <param name="subject">What the message begins with: "The record".</param>
    /// <param name="line">What the line is.</param>
    public static JournyInputException NotARow(string subject, StrayLine line) => new(JournyReason.NotARow, $"{subject} {Describe(line)}")
    {
        Kind = line switch
        {
            StrayLine.Header or StrayLine.OtherHeader => "the names of the columns once more",
            StrayLine.Dashes => "a line of dashes",
            _ => "a count of rows",
        },
    };

    /// <summary>Says what a line is and what to do about it, behind a subject such as "The row".</summary>
    public static string Describe(StrayLine line) => line switch
    {
        StrayLine.Header =>
            "repeats the names of the columns, as where one export was appended to another. It is no record: take it out.",
        StrayLine.OtherHeader =>
            "has the names of the columns in another order, as where an export of another kind was appended: "
            + "the cells below it belong to other columns. Put what follows into a file of its own.",
        StrayLine.Dashes =>
            "is the line of dashes that database tools write below the names of the columns. "
            + "It is no record: take it out, or have the tool write plain CSV (psql --csv).",
        StrayLine.Totals =>
            "is the sum that a report has below its rows. It is no record: take it out, or export the rows alone.",
        _ =>
            "is the number of rows that database tools write below a result. "
            + "It is no record: take it out, or have the tool leave it away (SET NOCOUNT ON; psql --csv).",
    };
}
