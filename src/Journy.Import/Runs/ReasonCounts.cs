using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Journy.Import.Columns;
using Journy.Import.Outcomes;
using Journy.Import.Problems;
using Journy.Import.Records;
using Journy.Import.Values;
using Journy.Results;

namespace Journy.Import.Runs;

/// <summary>
/// Counts why rows did not get in, by kinds of problems and not by messages: 812 addresses that are none are one reason. Every row counts
/// once, and there are so many kinds at most; what comes after them counts as another.
/// </summary>
internal sealed class ReasonCounts
{
    /// <summary>How many kinds are told apart.</summary>
    public const int MostKinds = 100;

    /// <summary>How many lines of a kind are kept.</summary>
    public const int MostLines = 5;

    private const int LongestName = 100;
    private const int LongestExample = 60;
    private const int LongestAnswer = 200;
    private const string Others = "Other";

    private readonly Dictionary<(RowOutcome Outcome, string Reason, string Problem, string Column), Kind> _kinds = new();

    /// <summary>Counts a row that cannot be sent, or that journy.io did not take.</summary>
    public void Add(RowOutcome outcome, ImportRow row, Exception failure)
    {
        switch (failure)
        {
            case JournyInputException problem:
                Add(
                    outcome,
                    problem.Reason.ToString(),
                    problem.Kind ?? ReasonWords.ProblemOf(problem.Reason),
                    problem.Column ?? string.Empty,
                    row,
                    () => problem.Value is { } value && !IsSecret(row, value) ? ExampleOf(value) : null,
                    problem.Cure ?? ReasonWords.CureOf(problem.Reason));
                break;
            case JournyApiException answer:
                Add(
                    outcome,
                    answer.Reason.ToString(),
                    ReasonWords.ProblemOf(answer.Reason),
                    NamesOf(answer.Fields.Keys),
                    row,
                    () => WordsOf(answer.Fields) ?? PlainText.Of(answer.Cause.Message, LongestAnswer),
                    ReasonWords.CureOf(answer.Reason));
                break;
            default:
                Add(
                    outcome,
                    "InternalError",
                    "a fault of this module",
                    string.Empty,
                    row,
                    () => PlainText.Of(failure.Message, LongestAnswer),
                    "Report it with the message that the file of failed rows has.");
                break;
        }
    }

    /// <summary>Counts a row that journy.io took without some properties.</summary>
    public void AddRejected(ImportRow row, IReadOnlyDictionary<string, string> rejected) => Add(
        RowOutcome.Partial,
        "PropertiesRejected",
        "without what journy.io rejected",
        NamesOf(rejected.Keys),
        row,
        () => WordsOf(rejected),
        "Fix the values, give the columns the type that they have in journy.io with -PropertyType, "
            + "or leave them out with -ExcludeProperty.");

    /// <summary>Counts a row that is older than what journy.io has.</summary>
    public void AddOutdated(ImportRow row) => Add(
        RowOutcome.Failed,
        "OlderRow",
        "older than what a later import had accepted",
        string.Empty,
        row,
        () => null,
        "Delete the rows; if the older data is right all the same, import this file with -Resend.");

    /// <summary>Counts an event whose answer an earlier import did not get.</summary>
    public void AddUnknown(ImportRow row) => Add(
        RowOutcome.Unknown,
        nameof(JournyReason.OutcomeUnknown),
        "an earlier import was cut off before it had the answer",
        string.Empty,
        row,
        () => null,
        ReasonWords.CureOf(JournyReason.OutcomeUnknown));

    /// <summary>The reasons, the most frequent first.</summary>
    /// <param name="isPiped">True if rows have numbers and no lines.</param>
    public ImportReasons ToReasons(bool isPiped) => new(_kinds.Count == 0 ? Array.Empty<ImportReason>() : Sorted(isPiped));

    private List<ImportReason> Sorted(bool isPiped) => _kinds
        .OrderByDescending(kind => kind.Value.Count)
        .ThenBy(kind => kind.Value.Lines[0])
        .ThenBy(kind => kind.Key.Problem + kind.Key.Column, StringComparer.Ordinal)
        .Select(kind => new ImportReason
        {
            Outcome = kind.Key.Outcome.ToString(),
            Count = kind.Value.Count,
            Reason = kind.Key.Reason,
            Problem = kind.Key.Problem,
            Column = kind.Key.Column.Length == 0 ? null : kind.Key.Column,
            FirstLine = kind.Value.Lines[0],
            FirstLines = string.Join(", ", kind.Value.Lines.Select(line => line.ToString(CultureInfo.InvariantCulture))),
            Example = kind.Value.Example,
            Cure = kind.Value.Cure,
            IsPiped = isPiped,
        })
        .ToList();

    private void Add(RowOutcome outcome, string reason, string problem, string column, ImportRow row, Func<string?> example, string cure)
    {
        (RowOutcome, string, string, string) key = (outcome, reason, problem, PlainText.Of(column, LongestName));
        if (!_kinds.TryGetValue(key, out Kind? kind))
        {
            if (_kinds.Count >= MostKinds)
            {
                key = (outcome, Others, "of other kinds", string.Empty);
                example = () => null;
                cure = "The file of these rows has the reason of each.";
            }

            if (!_kinds.TryGetValue(key, out kind))
            {
                _kinds[key] = kind = new Kind(PlainText.Of(cure, PlainText.LongestMessage));
            }
        }

        kind.Add(row.Line, example);
    }

    /// <summary>Whether a text stands in a column that has the name of a secret, and that the user wants all the same.</summary>
    private static bool IsSecret(ImportRow row, string value)
    {
        for (int index = 0; index < row.Columns.Count && index < row.Cells.Count; index++)
        {
            if (SecretColumns.Has(row.Columns[index]) && OuterSpace.Trim(row.Cells[index]) == OuterSpace.Trim(value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A text in quotes, with the code of each character that nobody sees; the beginning of it if it could be a secret.</summary>
    private static string ExampleOf(string value)
    {
        if (RefusedText.MayHoldSecret(value))
        {
            return RefusedText.Of(value);
        }

        StringBuilder visible = new();
        foreach (char character in value.Length > LongestExample ? value.Substring(0, LongestExample) + "…" : value)
        {
            _ = QuotedText.IsUnprintable(character)
                ? visible.AppendFormat(CultureInfo.InvariantCulture, "<U+{0:X4}>", (int)character)
                : visible.Append(character);
        }

        return $"'{visible}'";
    }

    /// <summary>What journy.io says of the first field that it names; null if it names none.</summary>
    private static string? WordsOf(IReadOnlyDictionary<string, string> fields) =>
        fields.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => PlainText.Of(field.Value, LongestAnswer).TrimEnd('.'))
            .FirstOrDefault();

    private static string NamesOf(IEnumerable<string> names) => string.Join(", ", names.OrderBy(name => name, StringComparer.Ordinal));

    /// <summary>The rows of one kind.</summary>
    private sealed class Kind
    {
        public Kind(string cure) => Cure = cure;

        public long Count { get; private set; }

        public string? Example { get; private set; }

        public string Cure { get; }

        /// <summary>The first lines, in order; answers come in any order.</summary>
        public List<long> Lines { get; } = new();

        public void Add(long line, Func<string?> example)
        {
            Count++;
            if (Lines.Count == MostLines && line >= Lines[MostLines - 1])
            {
                return;
            }

            int place = Lines.FindIndex(known => known > line);
            Lines.Insert(place < 0 ? Lines.Count : place, line);
            if (Lines.Count > MostLines)
            {
                Lines.RemoveAt(MostLines);
            }

            if (place == 0 || Count == 1)
            {
                Example = example();
            }
        }
    }
}
