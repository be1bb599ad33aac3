using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Journy.Commands;
using Journy.Import.Journaling;
using Journy.Import.Outcomes;
using Journy.Import.Preview;
using Journy.Import.Problems;
using Journy.Import.Records;
using Journy.Import.Reports;
using Journy.Import.Runs;
using Journy.Import.Scans;
using Journy.Import.Sources;
using Journy.Import.Values;
using Journy.Results;

namespace Journy.Flows;

/// <summary>Imports, or previews, one file at a time.</summary>
internal sealed class FileImport
{
    private const int RowsBetweenReports = 64;

    // A last line without a line end is whole if nothing was written for so long.
    private static readonly TimeSpan UntilWhole = TimeSpan.FromHours(1);

    private readonly ImportContext _context;
    private readonly ImportOpening _opening;
    private readonly RecordedEvents _events;
    private readonly ImportEnding _ending;
    private readonly ColumnCheck _columns;
    private OpenImport? _open;

    public FileImport(ImportContext context, ImportOpening opening, RecordedEvents events, ImportEnding ending)
    {
        _context = context;
        _opening = opening;
        _events = events;
        _ending = ending;
        _columns = new ColumnCheck(context);
    }

    private CommandReporter Reporter => _context.Reporter;

    private ImportSettings Settings => _context.Settings;

    /// <summary>Imports a file, or shows what that would do.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rest">The files behind it.</param>
    /// <param name="tookFile">True if files are piped.</param>
    /// <returns>Why the file could not be imported, or not to its end; null if it could.</returns>
    public JournyInputException? Import(string path, IReadOnlyList<string> rest, bool tookFile)
    {
        try
        {
            if (Settings.IsPreview)
            {
                Preview(path);
            }
            else
            {
                ImportFile(path, rest, tookFile);
            }

            return null;
        }
        catch (JournyInputException problem)
        {
            return problem;
        }
    }

    /// <summary>Gives away what is open; null if nothing is.</summary>
    public OpenImport? LetGo()
    {
        OpenImport? open = _open;
        _open = null;
        return open;
    }

    private void ImportFile(string path, IReadOnlyList<string> rest, bool tookFile)
    {
        CsvSourceOptions options = SourceOptions(path);
        RecordBinder binder = new(Settings.Binding);
        using IRowSource source = OpenToImport(path, options);
        _columns.Check(binder, source);
        if (!Reporter.ShouldProcess(path, Settings.Operation.Action) || !_opening.MayGoOn($"'{Path.GetFileName(path)}'"))
        {
            return;
        }

        // An outcome file has a few rows of the file whose journal it uses.
        AbsentIdentities? gone = Settings.AbsentPath is null || OutcomeName.Is(path)
            ? null
            : new AbsentIdentities(_context, Settings.AbsentPath);
        gone?.Check(options);
        if (Settings.MostChanged is { } most)
        {
            CheckChanges(source, most);
        }

        bool mayBeWhole = IsRemembered(path) && !Settings.Resends && gone is null;
        OpenImport open = _opening.Open(path, source.Delimiter, binder, _opening.JournalOf(path), isPiped: false, readsHead: mayBeWhole);
        _open = open;
        ImportSession session = open.Session;
        RowRuns? runs = RunsOf(source);
        FileMemory? memory = Remember(session.Journal, source, binder, runs);
        WholeFile? unchanged = mayBeWhole ? memory?.FindWhole() : null;
        if (unchanged is null)
        {
            session.Load();
            memory?.Begin();
        }

        if (!Settings.IsText && !source.IsTyped)
        {
            IReadOnlyDictionary<string, JournyPropertyType> types;
            try
            {
                types = UseTypes(binder, session.Journal, source, open.Progress, memory, scans: unchanged is null);
            }
            catch (JournyInputException mistyped) when (mistyped.Reason == JournyReason.TypeMismatch)
            {
                throw mistyped.With(_columns.Suggest(source).Sentence);
            }

            if (session.Journal is null)
            {
                session.Types = ColumnTypes.ByTarget(binder.Plan(source.Names), source.Names, types);
            }
        }

        open.Columns = ReportedColumn.Of(source.Names, binder.Plan(source.Names), isText: !source.IsTyped);
        if (session.Journal is { } journal)
        {
            Connect(journal, source, binder);
            if (!_events.MayRecord(journal, source, binder))
            {
                _open = null;
                open.Progress.End();
                open.Dispose();
                return;
            }

            journal.KeepIdentity();
        }

        memory?.Begin();
        open.ShareRead = () => source.FractionRead;
        bool isTaken = unchanged is not null && session.Run.TryTakeWhole(unchanged);
        JournyInputException? broken = (isTaken ? null : TakeAll(open, source, binder, runs, memory)) ?? source.FindChange();
        session.Run.Tally.Deferred = source.DeferredLine is null ? 0 : 1;
        if (session.Journal?.Rules is EventRules events)
        {
            events.Open.SawAll = source.DeferredLine is null && source.CutLine is null && session.Run.Tally.Failed == 0;
        }

        session.Run.Finish(source.UnreadLines, source.Current.Line, isWhole: broken is null);
        broken ??= source.FindChange();
        open.Growth = broken is null ? ImportMessage.Growth(source, Settings.Operation.Entity) : null;
        open.Deferral = DeferralOf(source);
        string? unnamed = null;
        if (gone is not null && session.Journal?.Rules is UpsertRules rules)
        {
            try
            {
                unnamed = gone.Write(session.Run, rules, options);
            }
            catch (JournyInputException problem)
            {
                // What became of the rows is told first.
                broken ??= problem;
            }
        }

        if (broken is null && open.Growth is null && memory is not null && !isTaken)
        {
            session.Journal!.Digests.SawAll = !session.Run.Tally.HasNotAttempted;
            if (session.Run.FindRepeatable() is { } repeatable)
            {
                // Some of those who were gone may have been forgotten meanwhile.
                long? absent = session.Run.Tally.Absent is null ? null : (session.Journal.Rules as UpsertRules)?.Absent.Count();
                memory.KeepWhole(repeatable, absent);
            }
        }

        _ending.WarnOfTrimmed(session.Run, path);
        if (unnamed is not null)
        {
            Reporter.Warn($"'{path}': {unnamed}");
        }

        _open = null;
        _ending.Conclude(open, rest, tookFile);
        if (broken is not null)
        {
            throw broken;
        }
    }

    private IRowSource OpenToImport(string path, CsvSourceOptions options)
    {
        JournyInputException problem;
        try
        {
            return Reporter.Opened(() => RowSources.Open(path, options));
        }
        catch (JournyInputException exception) when (exception.Reason is JournyReason.InvalidHeader or JournyReason.InvalidEncoding)
        {
            problem = exception;
        }

        throw problem.With(SuggestionFor(path, options));
    }

    /// <summary>The command for a file whose header cannot be used as it is; nothing if there is none.</summary>
    private string SuggestionFor(string path, CsvSourceOptions options)
    {
        try
        {
            using IRowSource source = Reporter.Opened(() => RowSources.Open(path, options with { FindsHeader = true }));
            return _columns.Suggest(source).Sentence;
        }
        catch (JournyInputException)
        {
            // What is wrong is said already.
            return string.Empty;
        }
    }

    private void Preview(string path)
    {
        CsvSourceOptions options = SourceOptions(path);
        RecordBinder binder = new(Settings.Binding);
        using IRowSource source = Reporter.Opened(() => RowSources.Open(path, options));
        _columns.CheckNames(binder, source);
        ColumnProblem? fault = _columns.FindProblem(binder, source);
        string? problem = fault?.Statement;
        if (ColumnProblem.OfReading(source) is { Length: > 0 } reading)
        {
            problem = reading + (problem is null ? string.Empty : " " + problem);
        }

        using Journal journal = _opening.Look(_opening.JournalOf(path), path, isPiped: false);
        ImportProgress progress = Reporter.StartProgress($"Looking through {Path.GetFileName(path)}");
        if (!Settings.IsText && !source.IsTyped)
        {
            try
            {
                UseTypes(binder, journal, source, progress, null);
            }
            catch (JournyInputException mistyped) when (mistyped.Reason == JournyReason.TypeMismatch)
            {
                problem ??= mistyped.Message;
            }
        }

        // If no command can be offered, what to look for is said instead.
        ImportSuggestion suggestion = _columns.Suggest(source);
        if (suggestion.Command is null && fault is { Fix.Length: > 0 })
        {
            problem += " " + fault.Fix;
        }

        Connect(journal, source, binder);
        if (ChangedReadings.Count(journal, source, binder) is > 0 and var again)
        {
            _events.Warn(journal, path, again);
        }

        PreviewBuilder preview = new(Settings.Operation, binder, journal, Settings.Resends)
        {
            ColumnProblem = problem,
            SkipsUnidentified = Settings.SkipsUnidentified,
        };
        RowRuns? runs = RunsOf(source);
        Func<SourceRow> values = () => source.ToSourceRow(source.Current);
        NamelessRows? nameless = suggestion.CountNameless(source);
        while (source.Read())
        {
            Reporter.Stop.ThrowIfCancellationRequested();
            nameless?.Take(source.Current);
            preview.Take(ToImportRow(source, runs), values);
        }

        progress.End();
        if (source.FindChange() is { } change)
        {
            throw change;
        }

        Reporter.Write(preview.Build(path, source.UnreadLines, _opening.AskWorkspace(), suggestion, nameless?.Count));
        WarnOfPreview(path, source, journal);
    }

    private void WarnOfPreview(string path, IRowSource source, Journal journal)
    {
        string? tooMany = Settings.MostChanged is { } most && journal.Rules.Changes is { } changes
            ? ImportMessage.TooManyChanges(path, Settings.Operation.Entity, changes, most)
            : null;
        Reporter.Warn(
            tooMany is null ? null : $"{tooMany} An import with -MaxChangedPercent would stop.",
            journal.Rules is EventRules { Open.GrownLines: { Count: > 0 } grown } ? ImportMessage.GrownEvents(path, grown) : null,
            ImportMessage.Growth(source, Settings.Operation.Entity),
            DeferralOf(source));
    }

    private string? DeferralOf(IRowSource source) => ImportMessage.Deferral(source, () => _context.Next.On(
        new[] { source.Path },
        _context.Next.Repeated.Append(
            new KeyValuePair<string, object?>(nameof(ImportJournyEventCommand.FileIsComplete), new SwitchParameter(isPresent: true)))));

    /// <summary>Reads a file once before anything is sent, and stops the import if it would change more than the user allows.</summary>
    /// <exception cref="JournyInputException">It would. The journal is as it was.</exception>
    private void CheckChanges(IRowSource source, double most)
    {
        // Of its own: types that are found here are kept nowhere, and the import must find them, to keep them.
        RecordBinder binder = new(Settings.Binding);
        _columns.Check(binder, source);
        using Journal journal = _opening.Look(_opening.JournalOf(source.Path), source.Path, isPiped: false);
        if (journal.Rules.Changes is not { Recorded: > 0 })
        {
            return;
        }

        ImportProgress progress = Reporter.StartProgress($"Looking through {Path.GetFileName(source.Path)}");
        FileMemory? memory = Remember(journal, source, binder, RunsOf(source));
        if (!Settings.IsText && !source.IsTyped)
        {
            UseTypes(binder, journal, source, progress, memory);
        }

        memory?.Begin();
        journal.Rules.AllRows = ReadAll(source, binder);
        RowTriage triage = new(Settings.Operation, journal);
        using (IRowSource looked = source.Reopen())
        {
            looked.Ignore(binder.HiddenOf(looked.Header));
            RowRuns? runs = RunsOf(looked);
            if (memory is not null)
            {
                looked.Taker = memory.Taker(journal.Rules.TryTakeUnchanged);
            }

            for (long taken = 1; looked.Read(); taken++)
            {
                Reporter.Stop.ThrowIfCancellationRequested();
                if (triage.IsValid(ToImportRow(looked, runs), () => Bind(binder, looked, looked.Current), out ImportedRow row, out _))
                {
                    triage.Take(row);
                    while (triage.TryDecide(out _, out _))
                    {
                        // Only what they would change is asked for, and that is counted.
                    }
                }

                if (taken % RowsBetweenReports == 0)
                {
                    progress.ShowScan(looked.FractionRead);
                }
            }
        }

        triage.Finish();
        progress.End();
        if (ImportMessage.TooManyChanges(source.Path, Settings.Operation.Entity, journal.Rules.Changes!.Value, most) is { } tooMany)
        {
            IEnumerable<KeyValuePair<string, object?>> parameters = _context.Next.Repeated
                .Where(parameter => parameter.Key != nameof(ImportEntityCommand.MaxChangedPercent));
            throw FlowProblems.TooManyChanges(tooMany, _context.Next.On(new[] { source.Path }, parameters));
        }
    }

    /// <summary>Takes every row of a file.</summary>
    /// <returns>Why the file could not be read to its end: what was read of it still has its outcomes. Null if it could.</returns>
    private static JournyInputException? TakeAll(OpenImport open, IRowSource source, RecordBinder binder, RowRuns? runs, FileMemory? memory)
    {
        ImportRun run = open.Session.Run;
        long taken = 0;
        if (memory is not null)
        {
            source.Taker = memory.Taker((first, second, content) =>
            {
                bool isTaken = run.TryTakeUnchanged(first, second, content);
                if (isTaken)
                {
                    ShowSome();
                }

                return isTaken;
            });
        }

        // One for all rows: the run binds the row that it takes before it returns.
        Func<BoundRecord> bind = () => Bind(binder, source, source.Current);
        try
        {
            while (source.Read())
            {
                run.Take(ToImportRow(source, runs), bind);
                ShowSome();
            }

            return null;
        }
        catch (JournyInputException exception)
        {
            return exception;
        }

        void ShowSome()
        {
            if (++taken % RowsBetweenReports == 0)
            {
                open.Show(source.FractionRead);
            }
        }
    }

    /// <summary>What a journal remembers of a file, by the types that it knows; null if nothing.</summary>
    private FileMemory? Remember(Journal? journal, IRowSource source, RecordBinder binder, RowRuns? runs)
    {
        FileMemory? memory = FileMemory.Of(journal, source, binder, runs, Settings.IsText);
        if (memory is not null)
        {
            if (!Settings.IsText && !source.IsTyped)
            {
                ColumnTypes.UseKnown(binder, journal!, source);
            }

            memory.Begin();
        }

        return memory;
    }

    // Lines of CSV that only look like rows are found by their source.
    private static BoundRecord Bind(RecordBinder binder, IRowSource source, TableRow row) =>
        source.IsTyped ? BindTyped(binder, source, row) : binder.Bind(source.ToSourceRow(row));

    // Apart, since its closure would be made for every row of the others too.
    private static BoundRecord BindTyped(RecordBinder binder, IRowSource source, TableRow row) =>
        binder.BindPiped(() => source.ToSourceRow(row));

    private static ImportRow ToImportRow(IRowSource source, RowRuns? runs)
    {
        TableRow row = source.Current;
        long run = runs?.Of(row.Cells) ?? 0;
        bool isOpen = source.OpenLine == row.Line;
        return new ImportRow(row.Line, source.HeaderCells, row.Cells, row.Problem, run, row.Text, isOpen, row.Digest);
    }

    // Rows that the user resends are of this run.
    private RowRuns? RunsOf(IRowSource source) => Settings.Resends ? null : new RowRuns(source.Path, source.HeaderCells);

    // What imports wrote is whole, and has its header in its first line.
    private CsvSourceOptions SourceOptions(string path) => new()
    {
        CommandName = Reporter.CommandName,
        Delimiter = Settings.Delimiter,
        Encoding = OutcomeName.IsUtf8(path) ? null : Settings.Encoding,
        SkipLine = OutcomeName.Is(path) ? 0 : Settings.SkipLine,
        Header = OutcomeName.Is(path) ? null : Settings.Header,
        AllowsShortRows = Settings.AllowsShortRows,
        FindsHeader = Settings.IsPreview,
        OffersLines = IsRemembered(path) && Settings.Operation.PropertyEntity is not null,
        CanBeRemembered = IsRemembered(path),
        DefersRowWrittenSince = Settings.DefersOpenRows && !OutcomeName.Is(path)
            ? Reporter.Client.Clock.UtcNow.UtcDateTime - UntilWhole
            : (DateTime?)null,
        Stop = Reporter.Stop,
    };

    // An event may have been recorded by an earlier reading, which its rules look for themselves.
    private bool IsRemembered(string path) =>
        !Settings.IsPreview && !Settings.HasNoJournal && Settings.Operation.Entity != ImportEntity.Event && !OutcomeName.Is(path);

    /// <summary>Tells a file whether the journal looks at the text of its rows, and the journal how to read the file again.</summary>
    private void Connect(Journal journal, IRowSource source, RecordBinder binder)
    {
        // A row may have been sent before it had its line end.
        source.KeepsText = journal.Rules is EventRules { Open.HasAny: true };
        journal.Rules.AllRows = ReadAll(source, binder);
    }

    /// <summary>The rows of a file that can be sent, from its beginning.</summary>
    private IEnumerable<ImportedRow> ReadAll(IRowSource opened, RecordBinder binder)
    {
        using IRowSource source = opened.Reopen();
        source.Ignore(binder.HiddenOf(source.Header));
        while (source.Read())
        {
            Reporter.Stop.ThrowIfCancellationRequested();
            TableRow row = source.Current;
            if (row.Problem is null && Bind(binder, source, row) is { Problem: null } record
                && Settings.Operation.ProblemOf(record) is null)
            {
                yield return new ImportedRow(new ImportRow(row.Line, source.HeaderCells, row.Cells, null, Text: row.Text), record);
            }
        }
    }

    private IReadOnlyDictionary<string, JournyPropertyType> UseTypes(
        RecordBinder binder, Journal? journal, IRowSource source, ImportProgress progress, FileMemory? memory, bool scans = true)
    {
        TypeScan Scan(IReadOnlyList<CellKind> required)
        {
            using IRowSource scanned = source.Reopen();
            scanned.Ignore(binder.HiddenOf(scanned.Header));

            // Rows that are known have no cells in columns whose type is not.
            if (memory is not null)
            {
                scanned.Taker = memory.Taker((_, _, _) => true);
            }

            return TypeScan.Of(scanned, required, binder.Rules, () => progress.ShowScan(scanned.FractionRead), Reporter.Stop);
        }

        binder.FixFound = property => _context.Next.FixFound(source.Path, property);
        IReadOnlyDictionary<string, JournyPropertyType> types = ColumnTypes.Use(binder, journal, source, scans ? Scan : null);
        foreach (KeyValuePair<string, JournyPropertyType> type in types)
        {
            Reporter.Explain($"{Path.GetFileName(source.Path)}: column '{PlainText.Of(type.Key, 100)}' is {type.Value}.");
        }

        return types;
    }
}
