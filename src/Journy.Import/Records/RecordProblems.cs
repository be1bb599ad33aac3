using System;
using System.Collections.Generic;
using System.Globalization;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Results;

namespace Journy.Import.Records;

/// <summary>What to tell the user of a record that cannot be sent, and of the parameters that say how records are read.</summary>
internal static class RecordProblems
{
    /// <summary>A record that names nobody.</summary>
    /// <param name="lacksUser">True if it lacks a user.</param>
    /// <param name="lacksAccount">True if it lacks an account.</param>
    /// <param name="names">Its columns.</param>
    /// <param name="plan">What they are for.</param>
    /// <param name="shape">What the record is made of.</param>
    public static JournyInputException NoIdentity(
        bool lacksUser, bool lacksAccount, IReadOnlyList<string> names, ColumnPlan[] plan, RecordShape shape)
    {
        string lack = (lacksUser, lacksAccount) switch
        {
            (true, true) => "is nobody named: no user ID, no e-mail address, no account ID, no domain",
            (true, false) => "is neither a user ID nor an e-mail address",
            _ => "is neither an account ID nor a domain",
        };
        bool areCellsBlank = Array.Exists(plan, column =>
            (lacksUser && column.Role is ColumnRole.UserId or ColumnRole.Email)
            || (lacksAccount && column.Role is ColumnRole.AccountId or ColumnRole.Domain));
        string fix = areCellsBlank ? "Its cells are blank in this record."
            : names.Count == 0 ? "Give one by parameter, or pipe records that have one."
            : $"Its columns are: {PlainText.Of(string.Join(", ", names), 300)}. {IdentityFix(shape)}";
        return new JournyInputException(JournyReason.NoIdentity, $"There {lack}. {fix}")
        {
            Cure = areCellsBlank ? null : fix,
        };
    }

    /// <summary>What to do if no column names anybody.</summary>
    public static string IdentityFix(RecordShape shape) =>
        $"Name the column that does: -PropertyMap @{{ 'Customer Id' = '{(shape.HasUser ? "user_id" : "account_id")}' }}, "
        + $"with the column on the left, and {shape.IdentityNames} on the right.";

    /// <summary>A blank cell in a column of -EventKey.</summary>
    public static JournyInputException BlankEventKey(string column) => new(
        JournyReason.MissingValue,
        $"'{PlainText.Of(column, 100)}' of -EventKey is blank, so that nobody can tell this event from another one. Fill the cell in.")
    {
        Kind = "a blank cell of -EventKey",
        Column = column,
        Cure = "Fill the cell in.",
    };

    /// <summary>A value that the metadata of an event cannot hold.</summary>
    public static JournyInputException NoMetadata(JournyValueKind kind, string name) => new(
        JournyReason.InvalidValue,
        $"'{name}' is {(kind == JournyValueKind.Null ? "$null" : "a list")}, which the metadata of an event cannot hold. "
        + "Give text, a number, a boolean or a date, or leave it out.")
    {
        Column = name,
    };

    /// <summary>A -ListSeparator without a character.</summary>
    public static JournyInputException EmptySeparator() => new(
        JournyReason.InvalidParameter,
        "-ListSeparator is empty. Give the text that stands between the items of a list, such as ';'.");

    /// <summary>A value of a record without a name, as of a query that computes it.</summary>
    /// <param name="number">Which of its values, from 1.</param>
    public static JournyInputException NamelessValue(int number)
    {
        const string Fix = "Name it, in a query such as SELECT COUNT(*) AS orders, or choose other columns with -IncludeProperty.";
        return new JournyInputException(
            JournyReason.InvalidValue,
            string.Format(
                CultureInfo.InvariantCulture,
                "Value {0} of the record has no name, so that nobody can tell which property it is. {1}",
                number,
                Fix))
        {
            Kind = "a value without a name",
            Cure = Fix,
        };
    }

    /// <summary>An entry of -Property or -Metadata without a name.</summary>
    public static JournyInputException NamelessProperty(string parameter) => new(
        JournyReason.InvalidParameter, $"{parameter} holds a property without a name.");

    /// <summary>An entry of -Property or -Metadata that cannot be sent.</summary>
    public static JournyInputException InvalidProperty(string parameter, JournyInputException problem) => new(
        problem.Reason, $"{parameter}: {problem.Message}", problem);
}
