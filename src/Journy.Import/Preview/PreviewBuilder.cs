using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Import.Journaling;
using Journy.Import.Operations;
using Journy.Import.Records;
using Journy.Import.Runs;
using Journy.Import.Values;
using Journy.Pacing;

namespace Journy.Import.Preview;

/// <summary>Goes through an input as an import would, and counts instead of sending.</summary>
internal sealed class PreviewBuilder
{
    private const int MostProblems = 5;

    private readonly ImportOperation _operation;
    private readonly RecordBinder _binder;
    private readonly Journal _journal;
    private readonly bool _resends;
    private readonly RowTriage _triage;
    private readonly AccountGroups<ImportedRow>? _groups;
    private readonly List<PreviewColumn> _columns = new();
    private readonly List<ImportProblem> _problems = new();

    // By column: how many of its cells are text of another encoding, and where the first is.
    private readonly Dictionary<string, (long Cells, long Line)> _misread = new(StringComparer.OrdinalIgnoreCase);

    // By identifier: how it was written first. Filled from _plain, the identifiers of all rows so far, once a row has white space around
    // one.
    private readonly JournalTable _written = new();
    private readonly BlockList<ulong> _plain = new();
    private int _plainCount;
    private readonly PreviewIdentifiers? _identifiers;
    private IReadOnlyList<string>? _names;
    private PreviewColumn[] _current = Array.Empty<PreviewColumn>();
    private long _rows;
    private long _toSend;
    private long _unchanged;
    private long _unknown;
    private long _invalid;
    private long _skipped;
    private long _invalidEmails;
    private long _trimmed;
    private long _trimmedAlike;
    private long _duplicates;
    private long _deletes;
    private long _groupedCalls;
    private long _unidentified;
    private long _shortRows;

    /// <summary>Prepares a preview.</summary>
    /// <param name="operation">What would be done with the rows.</param>
    /// <param name="binder">How they are read.</param>
    /// <param name="journal">What earlier runs came to; only looked into.</param>
    /// <param name="resends">True if every row is sent, whatever the journal says.</param>
    public PreviewBuilder(ImportOperation operation, RecordBinder binder, Journal journal, bool resends)
    {
        _resends = resends;
        _operation = operation;
        _binder = binder;
        _journal = journal;
        _triage = new RowTriage(operation, journal);
        if (operation.GroupsByAccount)
        {
            _groups = new AccountGroups<ImportedRow>();
        }

        if (operation.PropertyEntity is not null)
        {
            _identifiers = new PreviewIdentifiers(journal.Rules.Identities);
        }
    }

    /// <summary>Why no row can be sent, by the columns alone; null if they can.</summary>
    public string? ColumnProblem { get; init; }

    /// <summary>True if rows that name nobody are left out.</summary>
    public bool SkipsUnidentified { get; init; }

    /// <summary>Takes the next row of the input.</summary>
    /// <param name="row">The row.</param>
    /// <param name="source">Its values by name; not asked for if the row has a problem.</param>
    public void Take(ImportRow row, Func<SourceRow> source)
    {
        _rows++;
        BoundRecord Bind() => LookAndBind(_binder.Rules.WithoutNulls(source()), row.Line);
        if (!_triage.IsValid(row, Bind, out ImportedRow valid, out JournyInputException? problem))
        {
            if (SkipsUnidentified && SkippedRows.IsOne(row, problem))
            {
                _skipped++;
                return;
            }

            _unidentified += SkippedRows.IsOne(row, problem) ? 1 : 0;
            _shortRows += problem.Reason == JournyReason.RaggedRow && row.Cells.Count < row.Columns.Count ? 1 : 0;
            _invalidEmails += problem.Reason == JournyReason.InvalidEmail ? 1 : 0;
            AddProblem(row, problem);
            return;
        }

        if (_journal.Rules.IsRepeated(valid))
        {
            _duplicates++;
        }

        NoteWritten(valid);

        _triage.Take(valid);
        CountDecided();
        _identifiers?.Add(valid);
    }

    /// <summary>Puts the preview together.</summary>
    /// <param name="inputName">What the rows come from.</param>
    /// <param name="unreadable">Lines that could not be read.</param>
    /// <param name="workspace">What was asked of the workspace.</param>
    /// <param name="suggestion">What the columns seem to mean.</param>
    /// <param name="nameless">How many rows would name nobody by that; null if nothing is suggested.</param>
    public ImportPreview Build(
        string inputName, long unreadable, PreviewWorkspace workspace, ImportSuggestion suggestion, long? nameless = null)
    {
        _triage.Finish();
        CountDecided();
        _groups?.Close();
        CountGroupedCalls();
        RecordedChanges? changes = _journal.Rules.Changes;
        (long byIdOnly, long byAliasOnly) = _identifiers?.CountNamedAlone() ?? default;
        long calls = _groups is null ? _toSend : _groupedCalls;
        TimeSpan duration = CallForecast.For(calls, workspace.CallsLimit, workspace.ShareLeft, workspace.Caller);
        string[] targets = _columns.Where(column => column.Plan.Role == ColumnRole.Property).Select(column => column.Plan.Target).ToArray();
        return new ImportPreview
        {
            Path = inputName,
            Kind = _operation.Entity,
            Rows = _rows,
            ToSend = _toSend,
            Unchanged = _unchanged,
            Unknown = _unknown,
            Invalid = _invalid,
            Skipped = _skipped,
            Unreadable = unreadable,
            Duplicates = _duplicates,
            Deletes = _deletes,
            Recorded = changes?.Recorded,
            Changed = changes?.Changed,
            ChangedPercent = changes is { Recorded: > 0 } counted ? Math.Round(counted.ChangedPercent, 1) : null,
            Missing = (_journal.Rules as UpsertRules)?.Absent.Count(),
            New = changes?.New,
            SharedAddresses = _identifiers?.SharedAliases ?? 0,
            SharingIds = _identifiers?.SharingIds ?? 0,
            ByIdOnly = byIdOnly,
            ByAddressOnly = byAliasOnly,
            InvalidEmails = _invalidEmails,
            Unidentified = ColumnProblem is null ? _unidentified : 0,
            ShortRows = _shortRows,
            Trimmed = _trimmed,
            TrimmedAlike = _trimmedAlike,
            Calls = calls,
            Minutes = Math.Round(duration.TotalMinutes, 1),
            CallsLimit = workspace.CallsLimit,
            BaseUri = workspace.BaseUri,
            MissingPermission = workspace.Permissions.Contains(ImportOperation.Permission) ? null : ImportOperation.Permission,
            UnknownProperties = FindTargets(target => workspace.Find(target) is null),
            ComputedProperties = FindTargets(target => workspace.Find(target) is { IsComputed: true }),
            JournalPath = _journal.Path,
            ColumnProblem = ColumnProblem,
            SuggestedParameters = suggestion.Parameters,
            SuggestedCommand = suggestion.Command,
            SuggestsColumns = suggestion.IsNew,
            SuggestedUnidentified = nameless,
            OtherColumns = suggestion.Others,
            Problems = _problems,
            Columns = _columns.Select(column => column.Describe(_rows - _invalid, workspace, MisreadOf(column))).ToList(),
        };

        List<string>? FindTargets(Predicate<string> isOne) => workspace.Properties is null ? null : targets.ToList().FindAll(isOne);
    }

    private (long Cells, long Line) MisreadOf(PreviewColumn column) =>
        _misread.TryGetValue(column.Name, out (long, long) misread) ? misread : default;

    private void CountDecided()
    {
        while (_triage.TryDecide(out ImportedRow? row, out RowFate fate))
        {
            Count(row, fate);
        }
    }

    private void Count(ImportedRow row, RowFate fate)
    {
        switch (_resends ? RowFate.Send : fate)
        {
            case RowFate.Unchanged:
                _unchanged++;
                return;
            case RowFate.Unknown:
                _unknown++;
                return;
            case RowFate.Outdated:
                AddProblem(row.Row, OutdatedRows.ReasonOf(row));
                return;
        }

        _toSend++;
        _deletes += row.Record.Properties.Entries.Count(property => property.Value.Kind == JournyValueKind.Null);
        _groups?.Add(row);
        CountGroupedCalls();
    }

    private void CountGroupedCalls()
    {
        while (_groups is { HasReady: true })
        {
            _groups.TakeReady();
            _groupedCalls++;
        }
    }

    private void AddProblem(ImportRow row, JournyInputException problem)
    {
        if (problem is { Reason: JournyReason.InvalidEncoding, Column: { } column })
        {
            _misread[column] = _misread.TryGetValue(column, out (long Cells, long Line) known)
                ? (known.Cells + 1, known.Line)
                : (1, row.Line);
        }

        // A problem of every row is reported once, as that of the columns.
        if (ColumnProblem is not null && problem.Reason is JournyReason.NoIdentity or JournyReason.MissingValue)
        {
            _invalid++;
        }
        else
        {
            AddProblem(row, problem.Message);
        }
    }

    private void AddProblem(ImportRow row, string problem)
    {
        _invalid++;
        if (_problems.Count < MostProblems)
        {
            _problems.Add(new ImportProblem { Line = row.Line, Message = problem });
        }
    }

    /// <summary>Counts rows whose identifiers are the same as others only without the white space around them.</summary>
    private void NoteWritten(ImportedRow row)
    {
        BoundRecord record = row.Record;
        if (_trimmed == 0 && !record.IsTrimmed)
        {
            // A list costs far less than a table, and for nearly all files it is enough.
            if (_identifiers is not null)
            {
                NotePlain(row.First, row.Second);
            }
            else
            {
                NotePlain(record.User);
                NotePlain(record.Account);
            }

            return;
        }

        for (; _plainCount > 0; _plainCount--)
        {
            _written[_plain[_plainCount]] = _plain[_plainCount];
        }

        bool isAlike = false;
        foreach ((JournyIdentity? identity, JournyIdentity? written) in new (JournyIdentity?, JournyIdentity?)[]
        {
            (record.User, record.WrittenUser), (record.Account, record.WrittenAccount),
        })
        {
            if (identity is not null)
            {
                (ulong first, ulong second) = _journal.Rules.Hash.KeysOf(identity);
                (ulong firstWritten, ulong secondWritten) = _journal.Rules.Hash.KeysOf(written ?? identity);
                isAlike |= IsWrittenElse(first, firstWritten) || (second != 0 && IsWrittenElse(second, secondWritten));
            }
        }

        _trimmed += record.IsTrimmed ? 1 : 0;
        _trimmedAlike += isAlike ? 1 : 0;
    }

    private void NotePlain(JournyIdentity? identity)
    {
        if (identity is not null)
        {
            (ulong first, ulong second) = _journal.Rules.Hash.KeysOf(identity);
            NotePlain(first, second);
        }
    }

    private void NotePlain(ulong first, ulong second)
    {
        _plain.Reserve(++_plainCount);
        _plain[_plainCount] = first;
        if (second != 0)
        {
            _plain.Reserve(++_plainCount);
            _plain[_plainCount] = second;
        }
    }

    private bool IsWrittenElse(ulong key, ulong written)
    {
        ulong known = _written[key];
        if (known == 0)
        {
            _written[key] = written;
        }

        return known != 0 && known != written;
    }

    private BoundRecord LookAndBind(SourceRow row, long line)
    {
        Look(row, line);
        return _binder.Bind(row);
    }

    private void Look(SourceRow row, long line)
    {
        if (!ReferenceEquals(_names, row.Names))
        {
            _names = row.Names;
            IReadOnlyList<ColumnPlan> plan = _binder.Look(row.Names);
            _current = row.Names.Select((name, index) => ColumnFor(name, plan[index])).ToArray();
        }

        IReadOnlyList<string> cells = _binder.ToCells(row);
        for (int index = 0; index < _current.Length; index++)
        {
            _current[index].Look(cells[index], row.Values[index] is string, line);
        }
    }

    private PreviewColumn ColumnFor(string name, ColumnPlan plan)
    {
        PreviewColumn? known = _columns.Find(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            _columns.Add(known = new PreviewColumn(name, plan, _binder.Rules, _binder.ParameterInsteadOf(plan.Role)));
        }

        return known;
    }
}
