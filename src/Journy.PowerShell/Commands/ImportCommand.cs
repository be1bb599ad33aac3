using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text;
using Journy.Api;
using Journy.Completion;
using Journy.Import.Columns;
using Journy.Import.Journaling;
using Journy.Import.Operations;
using Journy.Import.Outcomes;
using Journy.Import.Preview;
using Journy.Import.Records;
using Journy.Import.Runs;
using Journy.Import.Sources;
using Journy.Input;
using Journy.Parameters;
using Journy.Results;

namespace Journy.Commands;

/// <summary>
/// A cmdlet that imports rows from files or the pipeline: one summary an input, every row that did not make it in a file of its own,
/// and a journal by which the next import sends only what journy.io has not accepted yet.
/// </summary>
public abstract class ImportCommand : ConnectedCommand
{
    private protected const string ByPath = "Path";
    private protected const string ByLiteralPath = "LiteralPath";
    private const string ByInput = "InputObject";
    internal const string PipedRows = "piped rows";
    private const string JournalMend = "Name a file in a folder that you may write to with -JournalPath, or import with -NoJournal.";
    private const string OutcomeMend = "Name a folder that you may write to with -OutcomeDirectory.";
    private const int MostCallsInFlight = 64;
    private const int RowsBetweenReports = 64;
    private const int MostFilesNamed = 20;

    // A last line without a line end is whole if nothing was written for so long.
    private static readonly TimeSpan UntilWhole = TimeSpan.FromHours(1);

    // What a command that goes on names anew, or asked for once.
    private static readonly HashSet<string> NotRepeated = new(StringComparer.OrdinalIgnoreCase)
    {
        nameof(Path), nameof(LiteralPath), nameof(InputObject), nameof(AcceptNewKey), nameof(Preview), "WhatIf", "Confirm",
    };

    // Piped files that imports wrote: whether they are meant, the end of the pipeline tells.
    private readonly List<string> _setAside = new();

    private RecordBinder? _binder;
    private ImportPaths? _paths;
    private TimeSpan _deadline = TimeSpan.MaxValue;
    private OpenImport? _open;
    private PreviewBuilder? _pipedPreview;
    private Journal? _pipedJournal;
    private long _pipedRows;
    private bool _tookFile;

    // How the rows of a pipe are read, by their columns.
    private readonly Dictionary<string, EventReading> _pipedReadings = new(StringComparer.Ordinal);
    private IReadOnlyList<string>? _readingNames;
    private EventReading? _reading;
    private bool _importedFile;

    /// <summary>The CSV files; wildcards are allowed, and leave out what earlier imports wrote.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = Array.Empty<string>();

    /// <summary>The CSV files, by names that are taken as they stand.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath)]
    public string[] LiteralPath { get; set; } = Array.Empty<string>();

    /// <summary>The rows: objects with named values, such as those of Invoke-Sqlcmd or Import-Csv. A piped file is imported as
    /// -LiteralPath would.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ByInput)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Which columns are called what on journy.io: the input's name on the left, journy.io's on the right, identifiers
    /// included, such as @{ 'Customer Id' = 'user_id'; 'First Name' = 'first_name' }.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyMapCompleter))]
    public IDictionary? PropertyMap { get; set; }

    /// <summary>The most calls at a time.</summary>
    [Parameter]
    [ValidateRange(1, MostCallsInFlight)]
    [NumberTransformation(IsWhole = true)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>What stands between two cells. Default: the one of comma, semicolon, tab and bar that the header uses.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    public char? Delimiter { get; set; }

    /// <summary>The encoding of files without a byte order mark, such as 1252. Default: UTF-8; never guessed.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    // An object, since functions that mock or wrap a cmdlet convert to the type alone, and no text converts to an Encoding.
    public object? Encoding { get; set; }

    /// <summary>Leaves every column text that -PropertyType does not name. Without it, each column whose cells are all numbers,
    /// all true or false, or all ISO 8601 dates gets that type, and keeps it in the journal.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [SwitchTransformation]
    public SwitchParameter AsText { get; set; }

    /// <summary>The folder for the files of rows that did not make it. Default: beside the input, for piped rows beside the journal.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutcomeDirectory { get; set; }

    /// <summary>The journal: what earlier imports got in, so that this one sends only the rest. Default: beside a file, under its name
    /// with .journy behind it. Piped rows need one, or -NoJournal.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Keeps no journal and reads none: every row is sent, and an import that was cut off begins anew.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter NoJournal { get; set; }

    /// <summary>Sends every row, whatever the journal says, and keeps it up to date. Events count once more: asks before it does.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Resend { get; set; }

    /// <summary>Says once that the workspace of the journal has a new API key.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter AcceptNewKey { get; set; }

    /// <summary>Ends the import when more rows than this have failed. Default: however many fail, the others are sent.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [NumberTransformation(IsWhole = true)]
    public int? MaxErrors { get; set; }

    /// <summary>Starts no call after so many minutes; the same command goes on later.</summary>
    [Parameter]
    [ValidateRange(0.01, 1_000_000)]
    [NumberTransformation]
    public double? TimeLimitMinutes { get; set; }

    /// <summary>Sends nothing and shows what the import would do: columns and types, invalid rows, duplicates, calls and minutes.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Preview { get; set; }

    /// <summary>What is done with the rows.</summary>
    private protected abstract ImportOperation Operation { get; }

    /// <summary>True where blank cells delete properties.</summary>
    private protected virtual bool DeletesBlanks => false;

    /// <summary>True where sending a row again does not leave things as they were.</summary>
    private protected virtual bool ResendingDoubles => false;

    /// <summary>The most of what is recorded that a file may change, in percent; null for any share.</summary>
    private protected virtual double? MostChanged => null;

    /// <summary>True where columns are named that make a row one event.</summary>
    private protected virtual bool HasEventKey => false;

    /// <summary>True where a last row without a line end may be half written and cannot be corrected later.</summary>
    private protected virtual bool DefersOpenRows => false;

    /// <summary>How many recorded events the user lets be sent again; null if nothing was said of it.</summary>
    private protected virtual long? AcceptedEvents => null;

    /// <summary>The types that the user named; null if none.</summary>
    private protected virtual IDictionary? PropertyTypes => null;

    /// <summary>What the columns of a file lack beside an identity, and what to do: "that says …"; null where they lack nothing.</summary>
    private protected virtual string? MissingColumn(IReadOnlyList<ColumnPlan> plan) => null;

    private RecordBinder Binder => _binder ?? throw new InvalidOperationException("Rows are read before the parameters were.");

    private ImportPaths Paths => _paths ??= new ImportPaths(this, JournalPath);

    /// <summary>What the parameters say about reading rows.</summary>
    private protected abstract RecordBinderOptions CreateBinderOptions();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _binder = OrThrow(() => new RecordBinder(CreateBinderOptions()));
        if (NoJournal && (JournalPath is not null || Resend || AcceptNewKey))
        {
            Throw(new JournyInputException(
                JournyReason.InvalidParameter, "-NoJournal excludes -JournalPath, -Resend and -AcceptNewKey. Without a journal every row is sent anyway."));
        }

        if (NoJournal && MostChanged is not null)
        {
            Throw(new JournyInputException(
                JournyReason.InvalidParameter, "-NoJournal excludes -MaxChangedPercent. Without a journal nobody knows what a file would change."));
        }

        if (NoJournal && HasEventKey)
        {
            Throw(new JournyInputException(
                JournyReason.InvalidParameter, "-NoJournal excludes -EventKey: the journal is where an import knows the keys of recorded events from."));
        }

        if (TimeLimitMinutes is { } minutes)
        {
            _deadline = ResolvedConnection.Client.Clock.Now + TimeSpan.FromMinutes(minutes);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByInput)
        {
            if (InputObject?.BaseObject is FileInfo file)
            {
                _tookFile = true;
                if (OrThrow(() => Paths.IsWritten(file.FullName), file.FullName))
                {
                    _setAside.Add(file.FullName);
                }
                else
                {
                    _importedFile = true;
                    ImportPipedFile(file.FullName);
                }
            }
            else
            {
                TakePiped(InputObject);
            }

            return;
        }

        bool isLiteral = ParameterSetName == ByLiteralPath;
        List<string> files = new();
        string[] paths = isLiteral ? LiteralPath : Path;
        string unsaid = StopsAtErrors && paths.Length > 1 ? " -ErrorAction Stop ended the command before any file was imported." : string.Empty;
        foreach (string path in paths)
        {
            if (OrWriteError(() => isLiteral ? new[] { Paths.FindLiteral(path) } : Paths.FindAll(path), path, unsaid) is { } found)
            {
                files.AddRange(found);
            }
        }

        WarnOfLeftOut(Paths.LeftOut);
        ImportFiles(files);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ImportSetAside();

        // A query without rows is an import too: who reads the summary must find one.
        if (MyInvocation.ExpectingInput && _pipedRows == 0 && !_tookFile && (NoJournal || JournalPath is not null))
        {
            BeginPiped();
        }

        if (_pipedPreview is { } preview)
        {
            ImportSuggestion given = new() { Parameters = new Hashtable(RepeatedParameters.ToDictionary(parameter => parameter.Key, parameter => parameter.Value), StringComparer.OrdinalIgnoreCase) };
            WriteObject(preview.Build(PipedRows, 0, AskWorkspace(), given));
            if (_pipedJournal?.Rules is EventRules { Again: > 0 } events)
            {
                WriteWarning(ChangedEvents(events, PipedRows, events.Again));
            }

            _pipedJournal?.Dispose();
        }
        else if (_open is { } open)
        {
            OrStopped(() => open.Run.Finish());
            WarnOfTrimmed(open.Run, PipedRows);
            Conclude(open, Array.Empty<string>());
        }

        if (_pipedRows > 0)
        {
            WarnOfColumns(Binder, "row");
        }
    }

    private protected override void Abandon()
    {
        if (_open is not { } open)
        {
            return;
        }

        _open = null;
        ImportSummary summary = open.Run.Summarize();
        open.Dispose();
        HostDisplay.Say(
            Host,
            $"{MyInvocation.MyCommand.Name} was stopped: '{summary.Path}', {ImportMessage.Counts(summary)}; the calls that were under way may have been taken."
            + (open.ContinueCommand is null ? string.Empty : $" To go on:{Environment.NewLine}    {open.ContinueCommand}"));
    }

    /// <summary>Piped files that imports wrote are meant only where nothing else was piped, as with Get-ChildItem *.failed.csv.</summary>
    private void ImportSetAside()
    {
        WarnOfLeftOut(_importedFile ? _setAside : _setAside.Where(Paths.IsJournal).ToList());
        foreach (string file in _setAside.Where(file => !_importedFile && !Paths.IsJournal(file)))
        {
            ImportPipedFile(file);
        }
    }

    private void WarnOfLeftOut(IReadOnlyCollection<string> files)
    {
        if (files.Count > 0)
        {
            string names = PlainText.List(files.Select(file => $"'{file}'"), files.Count, ", ", "files");
            WriteWarning($"Left out, because imports wrote them or keep them as their journal: {names}. To import one of them, give it alone, with -LiteralPath.");
        }
    }

    /// <summary>Imports a file between rows of the pipeline, which go on behind it.</summary>
    private void ImportPipedFile(string path)
    {
        OpenImport? rows = _open;
        _open = null;
        try
        {
            ImportFiles(new[] { path });
        }
        finally
        {
            if (_open is null)
            {
                _open = rows;
            }
            else
            {
                rows?.Dispose();
            }
        }
    }

    private void ImportFiles(IReadOnlyList<string> files)
    {
        for (int index = 0; index < files.Count; index++)
        {
            string path = files[index];
            string[] rest = files.Skip(index + 1).ToArray();
            JournyInputException? problem = null;
            try
            {
                if (Preview)
                {
                    PreviewFile(path);
                }
                else
                {
                    ImportFile(path, rest);
                }
            }
            catch (JournyInputException exception)
            {
                problem = exception;
            }
            catch (OperationCanceledException) when (Stop.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            if (problem is not null)
            {
                _open?.Dispose();
                _open = null;
                if (problem.Reason == JournyReason.TooManyChanges)
                {
                    Throw(With(problem, Unimported(rest, "The command ended here")), path);
                }

                WriteError(Failure.ToRecord(With(problem, Unimported(rest)), path));
            }
        }
    }

    private void ImportFile(string path, IReadOnlyList<string> rest)
    {
        CsvSourceOptions options = SourceOptions(path);
        RecordBinder binder = new(CreateBinderOptions());
        using CsvSource source = Opened(() => CsvSource.Open(path, options));
        CheckColumns(binder, source);
        if (!ShouldProcess(path, Operation.Action) || !MayGoOn($"'{System.IO.Path.GetFileName(path)}'"))
        {
            return;
        }

        if (MostChanged is { } most)
        {
            CheckChanges(source, binder, most);
        }

        OpenImport open = Open(path, source.Delimiter, binder, NoJournal ? null : JournalOf(path));
        _open = open;
        Dictionary<string, JournyPropertyType> known = KnownTypes(open.Journal);
        if (!AsText)
        {
            IReadOnlyDictionary<string, JournyPropertyType> types = UseTypes(binder, open.Journal, source, open.Progress);
            if (open.Journal is null)
            {
                open.Types = ByTarget(binder.Plan(source.Names), source.Names, types);
            }
        }

        if (open.Journal is { } journal)
        {
            source.WatchedLines = LinesOf(journal);
            journal.Rules.Reread = take => Reread(source, binder, take);
            if (!MayRecord(journal, source, binder, known))
            {
                _open = null;
                open.Progress.End();
                open.Dispose();
                return;
            }
        }

        open.ShareRead = () => ShareRead(source);
        JournyInputException? broken = TakeAll(open, source, binder, RunsOf(source)) ?? source.FindChange();
        open.Run.Deferred = source.DeferredLine is null ? 0 : 1;
        open.Run.Finish(source.UnreadLines, source.Current.Line, isWhole: broken is null);
        broken ??= source.FindChange();
        open.Growth = broken is null ? ImportMessage.Growth(source, Operation.Entity) : null;
        WarnOfTrimmed(open.Run, path);
        Conclude(open, rest);
        if (broken is not null)
        {
            throw broken;
        }
    }

    /// <summary>Reads a file once before anything is sent, and stops if it would change more than the user allows.</summary>
    /// <exception cref="JournyInputException">It would. The journal is as it was.</exception>
    private void CheckChanges(CsvSource source, RecordBinder binder, double most)
    {
        using Journal journal = Look(JournalOf(source.Path), source.Path);
        if (journal.Rules.Changes is not { Recorded: > 0 })
        {
            return;
        }

        ImportProgress progress = new($"Looking through {System.IO.Path.GetFileName(source.Path)}", Host, WriteProgress, WriteVerbose, ResolvedConnection.Client.Clock);
        if (!AsText)
        {
            UseTypes(binder, journal, source, progress);
        }

        journal.Rules.Reread = take => Reread(source, binder, take);
        RowTriage triage = new(Operation, journal, (_, _) => { });
        using (CsvSource looked = source.Reopen())
        {
            looked.Ignore(binder.HiddenOf(looked.Header));
            RowRuns? runs = RunsOf(looked);
            for (long taken = 1; looked.Read(); taken++)
            {
                Stop.ThrowIfCancellationRequested();
                if (triage.IsValid(ToImportRow(looked, runs), () => binder.Bind(looked.ToSourceRow(looked.Current)), out ImportedRow? row, out _))
                {
                    triage.Decide(row);
                }

                if (taken % RowsBetweenReports == 0)
                {
                    progress.ShowScan(ShareRead(looked));
                }
            }
        }

        triage.Finish();
        progress.End();
        if (ImportMessage.TooManyChanges(source.Path, Operation.Entity, journal.Rules.Changes!.Value, most) is { } tooMany)
        {
            string command = CommandOn(new[] { source.Path }, RepeatedParameters.Where(parameter => parameter.Key != nameof(ImportEntityCommand.MaxChangedPercent)));
            throw new JournyInputException(
                JournyReason.TooManyChanges,
                $"{tooMany} Nothing was sent, and the journal is as it was. Look at the file, and at what -Preview says of it; if it is meant: {command}");
        }
    }

    /// <summary>Takes every row of a file.</summary>
    /// <returns>Why the file could not be read to its end: what was read of it still has its outcomes. Null where it could.</returns>
    private static JournyInputException? TakeAll(OpenImport open, CsvSource source, RecordBinder binder, RowRuns? runs)
    {
        long taken = 0;
        try
        {
            while (source.Read())
            {
                CsvRow row = source.Current;
                open.Run.Take(ToImportRow(source, runs), () => binder.Bind(source.ToSourceRow(row)));
                if (++taken % RowsBetweenReports == 0)
                {
                    open.Report(ShareRead(source));
                }
            }

            return null;
        }
        catch (JournyInputException exception)
        {
            return exception;
        }
    }

    private static ImportRow ToImportRow(CsvSource source, RowRuns? runs)
    {
        CsvRow row = source.Current;
        return new ImportRow(row.Line, source.HeaderCells, row.Cells, row.Problem, runs?.Of(row.Cells) ?? 0, row.Text, IsOpen: source.OpenLine == row.Line);
    }

    // What the user resends is what the user says now.
    private RowRuns? RunsOf(CsvSource source) => Resend ? null : new RowRuns(source.Path, source.HeaderCells);

    // What imports wrote is whole.
    private CsvSourceOptions SourceOptions(string path) => new()
    {
        Delimiter = Delimiter,
        Encoding = (Encoding?)Encoding,
        DefersRowWrittenSince = DefersOpenRows && !OutcomeName.Is(path) ? ResolvedConnection.Client.Clock.UtcNow.UtcDateTime - UntilWhole : (DateTime?)null,
    };

    private static Dictionary<string, JournyPropertyType> KnownTypes(Journal? journal) =>
        (journal?.Types ?? new Dictionary<string, JournyPropertyType>()).ToDictionary(type => type.Key, type => type.Value, StringComparer.OrdinalIgnoreCase);

    /// <summary>How many recorded events a file would send again, since what makes them what they are has changed.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="source">The file.</param>
    /// <param name="binder">What reads it.</param>
    /// <param name="known">The types that the journal had before this import.</param>
    private static long CountAgain(Journal journal, CsvSource source, RecordBinder binder, Dictionary<string, JournyPropertyType> known)
    {
        if (journal.Rules is not EventRules events)
        {
            return 0;
        }

        journal.UseEventKey(binder.EventKeyNames);
        EventReading reading = EventReading.Of(binder, source.Names, events.Hash, Journal.RulesOfReading, isText: true);
        if (events.Readings.Count == 0 && known.Count > 0 && events.RecordedCount > 0)
        {
            // A journal of 0.1.0 knows of its events which columns were found to have which type.
            IReadOnlyList<ColumnPlan> plan = binder.Plan(source.Names);
            HashSet<string> added = new(StringComparer.Ordinal);
            for (int index = 0; index < plan.Count; index++)
            {
                if (plan[index].Role == ColumnRole.Property && (plan[index].Type is null || plan[index].IsFound) && !known.ContainsKey(source.Names[index]))
                {
                    added.Add(plan[index].Target);
                }
            }

            EventReading first = reading.WithoutColumns(added.Contains);
            foreach (KeyValuePair<string, JournyPropertyType> type in known)
            {
                int index = source.Names.ToList().FindIndex(name => string.Equals(name, type.Key, StringComparison.OrdinalIgnoreCase));
                if (index < 0 || (plan[index].Role == ColumnRole.Property && (plan[index].Type is null || plan[index].IsFound)))
                {
                    first = first.WithColumn(index < 0 ? type.Key : plan[index].Target, type.Value);
                }
            }

            journal.KeepForUnnumbered(first);
        }

        events.Use(reading);
        return !events.HasOtherReadings || events.TakesLeftovers || events.ResendsAll ? 0 : events.CountAgain(events.Reread!);
    }

    /// <summary>Asks before events that were recorded are sent again, as ones that the journal does not know.</summary>
    /// <returns>False if they shall not be.</returns>
    private bool MayRecord(Journal journal, CsvSource source, RecordBinder binder, Dictionary<string, JournyPropertyType> known)
    {
        long again = CountAgain(journal, source, binder, known);
        if (again <= (AcceptedEvents ?? 0))
        {
            return true;
        }

        string changed = ChangedEvents((EventRules)journal.Rules, source.Path, again);
        string goOn = CommandOn(new[] { source.Path }, RepeatedParameters.Where(parameter => parameter.Key != AcceptParameter)
            .Append(new KeyValuePair<string, object?>(AcceptParameter, (int)Math.Min(again, int.MaxValue))));
        JournyInputException refusal = new(
            JournyReason.TooManyChanges,
            $"{changed} Nothing was sent. Import with the columns and parameters that it had; or, to send them again: {goOn}");
        if (AcceptedEvents is not null)
        {
            throw refusal;
        }

        try
        {
            return ShouldContinue($"{changed} Send them again?", "Recorded events count again");
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException)
        {
            throw refusal;
        }
    }

    private static string ChangedEvents(EventRules events, string path, long again) => string.Format(
        CultureInfo.CurrentCulture,
        "'{0}': what makes an event what it is has changed since its journal was written ({1}). {2:N0} {3} recorded before would be sent again and count once more.",
        path,
        events.OtherReading is { } other ? events.Reading!.Describe(other) : string.Empty,
        again,
        again == 1 ? "event that was" : "events that were");

    private const string AcceptParameter = nameof(ImportJournyEventCommand.AcceptEventCount);

    /// <summary>Hands on the rows of a file that can be sent, from its beginning.</summary>
    private void Reread(CsvSource opened, RecordBinder binder, Action<ImportedRow> take)
    {
        using CsvSource source = opened.Reopen();
        source.Ignore(binder.HiddenOf(source.Header));
        while (source.Read())
        {
            Stop.ThrowIfCancellationRequested();
            CsvRow row = source.Current;
            if (row.Problem is null && binder.Bind(source.ToSourceRow(row)) is { Problem: null } record && Operation.ProblemOf(record) is null)
            {
                take(new ImportedRow(new ImportRow(row.Line, source.HeaderCells, row.Cells, null, Text: row.Text), record));
            }
        }
    }

    private void TakePiped(PSObject? input)
    {
        SourceRow row = default;
        long run = 0;
        JournyInputException? problem = null;
        try
        {
            row = PipedObject.Read(input);
            run = Resend ? 0 : RowRuns.Of(row);
            row = OwnColumns.Without(row);
            problem = Binder.FindStrayLine(row);
        }
        catch (JournyInputException exception)
        {
            problem = exception;
            row = new SourceRow(Array.Empty<string>(), Array.Empty<object?>());
        }

        ImportRow imported = new(++_pipedRows, row.Names, Binder.ToCells(row), problem, run);
        if (_pipedRows == 1)
        {
            BeginPiped();
        }

        if ((_open?.Journal ?? _pipedJournal)?.Rules is EventRules events && problem is null)
        {
            events.Use(ReadingOf(row.Names, events));
        }

        _pipedPreview?.Take(imported, () => row);
        if (_open is { } open)
        {
            OrStopped(() => open.Run.Take(imported, () => Binder.Bind(row)));
            open.Report(null);
        }
    }

    private EventReading ReadingOf(IReadOnlyList<string> names, EventRules events)
    {
        if (_readingNames is null || !names.SequenceEqual(_readingNames, StringComparer.Ordinal))
        {
            string key = string.Join("\n", names.Select(name => name.Length.ToString(CultureInfo.InvariantCulture) + name));
            _readingNames = names;
            if (!_pipedReadings.TryGetValue(key, out _reading))
            {
                _pipedReadings[key] = _reading = EventReading.Of(Binder, names, events.Hash, Journal.RulesOfReading, isText: false);
            }
        }

        return _reading!;
    }

    /// <summary>Opens what takes piped rows, unless the user does not want them imported.</summary>
    private void BeginPiped()
    {
        if (MostChanged is not null)
        {
            Throw(new JournyInputException(
                JournyReason.InvalidParameter,
                "-MaxChangedPercent needs a file, which can be read once before anything is sent; piped rows can be read only once. Nothing was sent. Write the rows to a file with Export-Csv and import that, or leave the parameter out."));
        }

        if (Preview)
        {
            _pipedJournal = OrThrow(() => Look(NoJournal ? null : PipedJournal(), PipedRows));
            _pipedPreview = new PreviewBuilder(Operation, Binder, _pipedJournal, Resend);
        }
        else if (ShouldProcess(PipedRows, Operation.Action) && OrThrow(() => MayGoOn("the piped rows")))
        {
            _open = OrThrow(OpenPiped);
        }
    }

    private OpenImport OpenPiped()
    {
        string? journal = NoJournal ? null : PipedJournal();
        string name = (journal is null ? EntityNames.Plural(Operation.Entity).Replace(' ', '-') : System.IO.Path.GetFileNameWithoutExtension(journal)) + ".csv";
        string? folder = journal is null ? Paths.CurrentFolder : System.IO.Path.GetDirectoryName(journal);
        if (folder is null && OutcomeDirectory is null)
        {
            throw new JournyInputException(
                JournyReason.FileNotWritable,
                "This session is in no folder of the file system, where rows that fail could be written to. Name one with -OutcomeDirectory.");
        }

        OpenImport open = Open(System.IO.Path.Combine(folder ?? string.Empty, name), ',', Binder, journal, PipedRows);
        try
        {
            open.Journal?.UseEventKey(Binder.EventKeyNames);
            return open;
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    private string PipedJournal() => JournalPath is not null
        ? Paths.FindWritable(JournalPath, JournalMend)
        : throw new JournyInputException(
            JournyReason.InvalidParameter,
            "Piped rows have no file beside which a journal could lie. Name one with -JournalPath, such as crm.journy, so that the next import sends only what has changed; or say -NoJournal to send every row each time.");

    private string JournalOf(string path)
    {
        string journal = JournalPath is null ? Import.Journaling.JournalPath.Beside(path) : Paths.FindWritable(JournalPath, JournalMend);
        return journal != path
            ? journal
            : throw new JournyInputException(
                JournyReason.InvalidParameter, "-JournalPath names the file that is imported. Give it the name of a file that is the journal's alone, such as crm.journy.");
    }

    private JournalOwner Owner => new(Operation.Entity, ResolvedConnection.BaseUri, ResolvedConnection.Fingerprint);

    private Journal Look(string? journalPath, string inputPath)
    {
        JournalOwner owner = Owner;
        Journal journal = Opened(() => Journal.Look(journalPath, owner, AcceptNewKey));
        Prepare(journal, inputPath);
        journal.Rules.ResendsAll = false;
        return journal;
    }

    private void Prepare(Journal journal, string inputPath)
    {
        journal.Rules.ResendsAll = Resend;
        journal.Rules.StartRun(ResolvedConnection.Client.Clock.UtcNow);
        if (journal.Rules is EventRules events)
        {
            events.TakesLeftovers = OutcomeName.Is(inputPath);
            events.SendsUncertain = OutcomeName.IsUnknown(inputPath);
            events.IsPiped = ParameterSetName == ByInput && InputObject?.BaseObject is not FileInfo;
            events.MostAgain = Preview ? long.MaxValue : AcceptedEvents ?? 0;
            events.Refuse = row => new JournyInputException(
                JournyReason.TooManyChanges,
                string.Format(
                    CultureInfo.CurrentCulture,
                    "Row {0:N0} was most likely recorded before: what makes an event what it is has changed since its journal was written ({1}), and the journal has an event like it. It would count once more, and so may those behind it; {2:N0} are recorded. Import with the columns and parameters that they had; or, to send up to that many again, add -{3} {2:F0}",
                    row.Row.Line,
                    events.OtherReading is { } other ? events.Reading!.Describe(other) : string.Empty,
                    events.RecordedCount,
                    AcceptParameter));
        }
    }

    /// <summary>Opens all that an import writes, and sends nothing yet.</summary>
    private OpenImport Open(string inputPath, char delimiter, RecordBinder binder, string? journalPath, string? name = null)
    {
        JournyConnection connection = ResolvedConnection;
        string? directory = OutcomeDirectory is null
            ? null
            : Paths.FindWritable(OutcomeDirectory, OutcomeMend);
        OutcomeFiles files = new(inputPath, directory, connection.Client.Clock.UtcNow, delimiter, binder.HiddenOf);
        files.RequireWritable();
        JournalOwner owner = Owner;
        Journal? journal = journalPath is null ? null : Opened(() => Journal.Open(journalPath, owner, AcceptNewKey));
        if (journal is not null)
        {
            Prepare(journal, inputPath);
        }

        files.Run = journal?.Rules.Run ?? connection.Client.Clock.UtcNow.UtcTicks;
        string activity = $"Importing {(name is null ? System.IO.Path.GetFileName(inputPath) : name)}";
        ImportProgress progress = new(activity, Host, WriteProgress, WriteVerbose, connection.Client.Clock);
        OpenImport open = new(files, journal, progress)
        {
            // Events that no journal knows of, or that are sent whatever it knows, would count twice.
            ContinueCommand = (journal is null || Resend) && ResendingDoubles ? null : CommandToGoOn(name is null ? new[] { inputPath } : null),
        };
        open.Report = share =>
        {
            NotePause(connection.Client);
            open.Progress.Show(open.Run, connection.Client.RateLimiter.Pace, connection.CallerLimits, share);
        };
        ImportRunOptions options = new()
        {
            Operation = Operation,
            Client = connection.Client,
            InputName = name ?? inputPath,
            Files = files,
            Journal = journal,
            ThrottleLimit = ThrottleLimit,
            MaxErrors = MaxErrors,
            Deadline = _deadline,
            ContinueCommand = open.ContinueCommand,
            CommandToImport = file => CommandToImport(file, open),
            NoteAttempts = NoteAttempts,
        };
        open.Run = new ImportRun(options, () => open.Report(open.ShareRead?.Invoke()), Stop);
        return open;
    }

    private IEnumerable<KeyValuePair<string, object?>> RepeatedParameters => MyInvocation.BoundParameters
        .Where(parameter => !NotRepeated.Contains(parameter.Key) && !CommonParameters.Contains(parameter.Key) && !OptionalCommonParameters.Contains(parameter.Key))
        .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
        .Select(parameter => new KeyValuePair<string, object?>(parameter.Key, parameter.Key switch
        {
            // Whoever goes on may be in another folder.
            nameof(JournalPath) => Paths.FindWritable(JournalPath!, JournalMend),
            nameof(OutcomeDirectory) => Paths.FindWritable(OutcomeDirectory!, OutcomeMend),
            _ => parameter.Value,
        }));

    private string CommandToGoOn(IReadOnlyList<string>? paths) => paths is null
        ? "… | " + CommandText.Of(MyInvocation.MyCommand.Name, RepeatedParameters)
        : CommandOn(paths, RepeatedParameters);

    /// <summary>The command that imports an outcome file once its rows are mended.</summary>
    private string CommandToImport(OutcomeFile file, OpenImport open)
    {
        // An event that was not recorded is sent anyway.
        IEnumerable<KeyValuePair<string, object?>> given = RepeatedParameters.Where(parameter =>
            !(ResendingDoubles && parameter.Key == nameof(Resend)) && parameter.Key != nameof(ImportEntityCommand.MaxChangedPercent));
        IDictionary<string, object?> parameters = OutcomeCommand.Parameters(
            given, file, this is ImportMappingCommand ? file.Types?.ByTarget ?? open.Types : null);
        if (open.Journal?.Path is { } journal && Import.Journaling.JournalPath.Beside(file.Path!) != journal)
        {
            parameters[nameof(JournalPath)] = journal;
        }

        if (file.Types is { } types && this is ImportEntityCommand command && types.ListSeparator != command.ListSeparator)
        {
            parameters[nameof(ImportEntityCommand.ListSeparator)] = types.ListSeparator;
        }

        return CommandOn(new[] { file.Path! }, parameters);
    }

    /// <summary>What to do about a cell that is not of the type that its column was found to have.</summary>
    private string MendFound(string path, string property)
    {
        switch (ColumnTypes.RequiredOf(property))
        {
            case CellKind.DateTime:
                return "journy.io reckons with it as a date: write it as ISO 8601, such as 2026-04-30 or 2026-04-30T14:05:00Z, or leave the cell blank.";
            case CellKind.Number:
                return "journy.io reckons with it as a number: write it with digits and a point for decimals, such as 1234.5, or leave the cell blank.";
        }

        Hashtable types = PropertyTypes is { } given ? new Hashtable(given, StringComparer.OrdinalIgnoreCase) : new Hashtable();
        types[property] = nameof(JournyPropertyType.Text);
        IEnumerable<KeyValuePair<string, object?>> parameters = RepeatedParameters
            .Where(parameter => !string.Equals(parameter.Key, nameof(ImportMappingCommand.PropertyType), StringComparison.OrdinalIgnoreCase))
            .Append(new KeyValuePair<string, object?>(nameof(ImportMappingCommand.PropertyType), types))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal);
        return $"Nothing else was in the column when its type was found. Mend the cell; or keep the whole column as the text that it is, in this import and every later one: {CommandOn(new[] { path }, parameters)}";
    }

    private string CommandOn(IReadOnlyList<string> paths, IEnumerable<KeyValuePair<string, object?>> parameters) => CommandText.Of(
        MyInvocation.MyCommand.Name, new[] { new KeyValuePair<string, object?>(nameof(LiteralPath), paths) }.Concat(parameters));

    /// <summary>True if the first error ends the command, so that nobody is told of anything behind it.</summary>
    private bool StopsAtErrors
    {
        get
        {
            object? given = MyInvocation.BoundParameters.TryGetValue("ErrorAction", out object? parameter)
                ? parameter
                : GetVariableValue("ErrorActionPreference");
            return LanguagePrimitives.TryConvertTo(given, out ActionPreference preference) && preference == ActionPreference.Stop;
        }
    }

    /// <summary>What the error that ends the command says of the files behind it; nothing if it does not end it.</summary>
    private string Unimported(IReadOnlyList<string> rest) =>
        StopsAtErrors ? Unimported(rest, "-ErrorAction Stop ended the command here") : string.Empty;

    private string Unimported(IReadOnlyList<string> rest, string end)
    {
        if (rest.Count > 0)
        {
            string files = PlainText.List(rest.Take(MostFilesNamed).Select(path => $"'{path}'"), rest.Count, ", ", "files");
            string command = rest.Count > MostFilesNamed
                ? "give them with -LiteralPath"
                : CommandToGoOn(rest);
            return $" {end}, so that {files.TrimEnd('.')} {(rest.Count == 1 ? "was" : "were")} not imported. To go on with {(rest.Count == 1 ? "it" : "them")}: {command}";
        }

        return _tookFile
            ? $" {end}: files behind this one in the pipeline, if any, were not imported. Pipe those again."
            : string.Empty;
    }

    private static string Sentence(string before) => before.Length == 0 ? string.Empty : ".";

    private static JournyInputException With(JournyInputException problem, string more) =>
        more.Length == 0 ? problem : new JournyInputException(problem.Reason, problem.Message + more, problem.InnerException);

    private void PreviewFile(string path)
    {
        CsvSourceOptions options = SourceOptions(path);
        RecordBinder binder = new(CreateBinderOptions());
        using CsvSource source = Opened(() => CsvSource.Open(path, options));
        CheckColumns(binder, source);
        using Journal journal = Look(NoJournal ? null : JournalOf(path), path);
        ImportProgress progress = new($"Looking through {System.IO.Path.GetFileName(path)}", Host, WriteProgress, WriteVerbose, ResolvedConnection.Client.Clock);
        Dictionary<string, JournyPropertyType> known = KnownTypes(journal);
        if (!AsText)
        {
            UseTypes(binder, journal, source, progress);
        }

        source.WatchedLines = LinesOf(journal);
        journal.Rules.Reread = take => Reread(source, binder, take);
        if (CountAgain(journal, source, binder, known) is > 0 and var again)
        {
            WriteWarning(ChangedEvents((EventRules)journal.Rules, path, again));
        }

        PreviewBuilder preview = new(Operation, binder, journal, Resend);
        RowRuns? runs = RunsOf(source);
        while (source.Read())
        {
            Stop.ThrowIfCancellationRequested();
            CsvRow row = source.Current;
            preview.Take(ToImportRow(source, runs), () => source.ToSourceRow(row));
        }

        progress.End();
        if (source.FindChange() is { } change)
        {
            throw change;
        }

        WriteObject(preview.Build(path, source.UnreadLines, AskWorkspace(), Suggest(source)));
        if (MostChanged is { } most && journal.Rules.Changes is { } changes && ImportMessage.TooManyChanges(path, Operation.Entity, changes, most) is { } tooMany)
        {
            WriteWarning($"{tooMany} An import with -MaxChangedPercent would stop.");
        }

        if (journal.Rules is EventRules { GrownLine: { } grown })
        {
            WriteWarning(ImportMessage.GrownEvent(path, grown));
        }

        if (ImportMessage.Growth(source, Operation.Entity) is { } growth)
        {
            WriteWarning(growth);
        }
    }

    // Where a row may have been sent before it had its line end.
    private static ICollection<long> LinesOf(Journal journal) =>
        (journal.Rules as EventRules)?.OpenLines ?? Array.Empty<long>();

    private PreviewWorkspace AskWorkspace()
    {
        JournyConnection connection = ResolvedConnection;
        JournyAnswer<IReadOnlyList<string>> key = Call(connection.Client, new ValidateRequest(), connection.BaseUri);
        IReadOnlyList<PropertyDefinition>? properties = null;
        if (Operation.PropertyEntity is { } entity && key.Content.Contains("ReadProperties"))
        {
            properties = Call(connection.Client, ListRequest<PropertyDefinition>.Properties(entity), connection.BaseUri).Content;
        }

        return new PreviewWorkspace(
            connection.BaseUri, key.Content, key.Head.CallsLimit, key.Head.CallsRemaining, connection.CallerLimits, properties);
    }

    /// <summary>
    /// Stops what cannot work before anything is sent: nobody to tell rows apart by, names that no column has, secrets of which nobody
    /// has said what to do with them.
    /// </summary>
    private void CheckColumns(RecordBinder binder, CsvSource source)
    {
        IReadOnlyList<ColumnPlan> plan = binder.Plan(source.Names);

        if (binder.MissingEventKey(source.Names) is { Count: > 0 } keys)
        {
            throw new JournyInputException(
                JournyReason.InvalidParameter,
                $"-EventKey names columns that '{source.Path}' does not have, or that are excluded: {PlainText.Of(string.Join(", ", keys), 300)}. {ColumnsOf(source)} Nothing was sent.");
        }

        // A name that met nothing comes first: most likely it is why the others are missing.
        if (binder.Unmatched(mayLackExcluded: OutcomeName.Is(source.Path)) is [UnmatchedNames unmatched, ..])
        {
            throw new JournyInputException(
                JournyReason.InvalidParameter,
                $"{unmatched.Parameter} names {unmatched.What} that '{source.Path}' does not have: {unmatched.Described}. {ColumnsOf(source)} Check the spelling; nothing was sent.{Suggest(source).Sentence}");
        }

        if (!binder.CanIdentify(source.Names))
        {
            string suggestion = Suggest(source).Sentence;
            throw new JournyInputException(
                JournyReason.InvalidHeader,
                $"'{source.Path}' has no column that says whom a row is about. {ColumnsOf(source)}{(suggestion.Length == 0 ? " " + binder.IdentityMend : suggestion)}");
        }

        if (MissingColumn(plan) is { } missing)
        {
            throw new JournyInputException(JournyReason.InvalidHeader, $"'{source.Path}' has no column {missing} {ColumnsOf(source)}{Suggest(source).Sentence}");
        }

        if (binder.Withheld.Count > 0)
        {
            ReleaseHarmless(binder, source);
            if (binder.Withheld.Count > 0)
            {
                throw new JournyInputException(
                    JournyReason.SecretColumn,
                    $"'{source.Path}' has columns with the names of secrets: {SecretText.Names(binder.Withheld)}. Nothing was sent. {SecretText.Mend(binder.Withheld)}{Suggest(source).Sentence}");
            }
        }

        source.Ignore(binder.HiddenOf(source.Header));
    }

    private void ReleaseHarmless(RecordBinder binder, CsvSource source)
    {
        using CsvSource looked = source.Reopen();
        binder.Release(SecretCells.FindHarmless(looked, binder.Withheld, Stop));
    }

    private static string ColumnsOf(CsvSource source) => $"Its columns are: {PlainText.Of(VisibleName.Of(string.Join(", ", source.Names)), 1000)}.";

    /// <summary>The command that imports a file with what its columns seem to mean.</summary>
    private ImportSuggestion Suggest(CsvSource source)
    {
        RecordBinderOptions given = CreateBinderOptions();
        RecordBinder binder = new(given);
        binder.Plan(source.Names);
        SortedList map = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in given.PropertyMap ?? new Hashtable())
        {
            map[entry.Key.ToString()!] = entry.Value;
        }

        foreach ((string name, string? nearest) in binder.Unmatched(mayLackExcluded: OutcomeName.Is(source.Path))
            .Where(unmatched => unmatched.Parameter == "-" + nameof(PropertyMap)).SelectMany(unmatched => unmatched.Names))
        {
            object? target = map[name];
            map.Remove(name);
            if (nearest is not null && !map.ContainsKey(nearest))
            {
                map[nearest] = target;
            }
        }

        RecordBinderOptions options = given with { PropertyMap = map };
        binder = new RecordBinder(options);
        binder.Plan(source.Names);
        if (binder.Withheld.Count > 0)
        {
            ReleaseHarmless(binder, source);
        }

        ColumnSuggestion found = ColumnSuggestion.Of(source, binder, options, Stop);
        foreach (KeyValuePair<string, string> added in found.Added)
        {
            map[added.Key] = added.Value;
        }

        string[] excluded = (given.ExcludeProperty ?? Array.Empty<string>()).Concat(binder.Withheld).ToArray();
        SortedList parameters = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> repeated in RepeatedParameters)
        {
            parameters[repeated.Key] = repeated.Value;
        }

        Set(nameof(PropertyMap), map, map.Count > 0);
        Set(nameof(ImportMappingCommand.ExcludeProperty), excluded, excluded.Length > 0);
        Hashtable splatted = new(parameters, StringComparer.OrdinalIgnoreCase);
        if (map.Count > 0)
        {
            splatted[nameof(PropertyMap)] = new Hashtable(map, StringComparer.OrdinalIgnoreCase);
        }

        RecordBinder tried = new(options with { PropertyMap = map, ExcludeProperty = excluded });
        bool works = tried.CanIdentify(source.Names) && MissingColumn(tried.Plan(source.Names)) is null
            && tried.Unmatched(mayLackExcluded: OutcomeName.Is(source.Path)).Count == 0;
        bool survives = !map.Keys.Cast<string>().Concat(excluded).Any(name => name.Any(char.IsControl));
        return new ImportSuggestion
        {
            Parameters = splatted,
            Command = works && survives
                ? CommandOn(new[] { source.Path }, parameters.Cast<DictionaryEntry>().Select(entry => new KeyValuePair<string, object?>((string)entry.Key, entry.Value)))
                : null,
            IsNew = found.Added.Count > 0 || binder.Withheld.Count > 0 || (given.PropertyMap is { } mapped && mapped.Keys.Cast<object>().Any(key => !map.ContainsKey(key.ToString()!))),
            Others = found.Others,
        };

        void Set(string name, object value, bool isUsed)
        {
            parameters.Remove(name);
            if (isUsed)
            {
                parameters[name] = value;
            }
        }
    }

    private IReadOnlyDictionary<string, JournyPropertyType> UseTypes(RecordBinder binder, Journal? journal, CsvSource source, ImportProgress progress)
    {
        TypeScan Scan(IReadOnlyList<CellKind> required)
        {
            using CsvSource scanned = source.Reopen();
            scanned.Ignore(binder.HiddenOf(scanned.Header));
            return TypeScan.Of(scanned, required, () => progress.ShowScan(ShareRead(scanned)), Stop);
        }

        binder.MendFound = property => MendFound(source.Path, property);
        IReadOnlyDictionary<string, JournyPropertyType> types = ColumnTypes.Use(binder, journal, source, Scan);
        foreach (KeyValuePair<string, JournyPropertyType> type in types)
        {
            WriteVerbose($"{System.IO.Path.GetFileName(source.Path)}: column '{PlainText.Of(type.Key, 100)}' is {type.Value}.");
        }

        return types;
    }

    private static Dictionary<string, JournyPropertyType> ByTarget(
        IReadOnlyList<ColumnPlan> plan, IReadOnlyList<string> names, IReadOnlyDictionary<string, JournyPropertyType> types)
    {
        Dictionary<string, JournyPropertyType> byTarget = new(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < plan.Count; index++)
        {
            if (plan[index].Role == ColumnRole.Property && types.ContainsKey(names[index]))
            {
                // Where the user named a type, it is the plan's.
                byTarget[plan[index].Target] = plan[index].Type ?? types[names[index]];
            }
        }

        return byTarget;
    }

    /// <summary>Asks once an input before what cannot be taken back, where anybody can be asked.</summary>
    private bool MayGoOn(string input)
    {
        if (DeletesBlanks && !Ask(
            $"Every blank cell of {input} deletes that property. Import?",
            "Blank cells delete",
            $"-BlankValue Delete lets every blank cell of {input} delete a property"))
        {
            return false;
        }

        return !Resend || !ResendingDoubles || Ask(
            $"Every event of {input} that was recorded before counts once more. Import?",
            "Events are sent again",
            $"-Resend sends every event of {input} again, so that those that were recorded before count once more");
    }

    private bool Ask(string question, string caption, string what)
    {
        bool isAnswered = MyInvocation.BoundParameters.TryGetValue("Confirm", out object? confirm)
            && confirm is SwitchParameter { IsPresent: false };
        // A text where a script has set it, and a ConfirmImpact otherwise.
        bool asksNothing = LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact preference)
            && preference == ConfirmImpact.None;
        if (isAnswered || asksNothing)
        {
            return true;
        }

        try
        {
            return ShouldContinue(question, caption);
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException)
        {
            throw new JournyInputException(
                JournyReason.InvalidParameter,
                $"{what}, and this session cannot ask whether that is meant. Add -Confirm:$false to say so.",
                exception);
        }
    }

    private void Conclude(OpenImport open, IReadOnlyList<string> rest)
    {
        _open = null;
        ImportSummary summary = open.Run.Summarize();
        JournyInputException? leftLarge = null;
        try
        {
            open.Close();
        }
        catch (JournyInputException problem)
        {
            leftLarge = problem;
        }

        if (leftLarge is not null)
        {
            WriteWarning(leftLarge.Message);
        }

        WriteObject(summary);
        if (open.Journal?.Rules is EventRules { OtherwiseCount: > 0 } events)
        {
            WriteWarning(string.Format(
                CultureInfo.CurrentCulture,
                "'{0}': {1:N0} {2} a key that is recorded, and otherwise differ from its event, the first of them in line {3}. An event cannot be changed; they were not sent.",
                summary.Path,
                events.OtherwiseCount,
                events.OtherwiseCount == 1 ? "row has" : "rows have",
                events.OtherwiseLine));
        }

        if (open.Journal?.Rules is EventRules { GrownLine: { } grown })
        {
            WriteWarning(ImportMessage.GrownEvent(summary.Path, grown));
        }

        if (open.Growth is { } growth)
        {
            WriteWarning(growth);
        }

        if (ImportMessage.Rejected(open, summary) is { } rejected)
        {
            WriteWarning(rejected);
        }

        if (ImportMessage.Outdated(open, summary, file => CommandToImport(file, open)) is { } outdated)
        {
            WriteWarning(outdated);
        }

        string goOn = summary.ContinueCommand is null ? string.Empty : $" To go on: {summary.ContinueCommand}";
        string unimported = Unimported(rest);
        if (open.Run.RunEnd is not null || open.Run.FileProblem is not null)
        {
            // Where the first error ends the command, it must be what ended the run.
            foreach (string path in unimported.Length == 0 ? rest : Array.Empty<string>())
            {
                WriteError(Failure.ToRecord(
                    new JournyInputException(JournyReason.NotAttempted, $"'{path}' was not imported, because the run had ended before its turn."), path));
            }
        }

        if (open.Run.RunEnd is { } runEnd)
        {
            Throw(runEnd, summary, $"The import of '{summary.Path}' ended early, {ImportMessage.Counts(summary)}.{goOn}{Sentence(goOn)}{unimported}{Sentence(unimported)} What ended it");
        }

        if (open.Run.FileProblem is { } problemOfFile)
        {
            string unwritten = open.Run.Unwritten == 0
                ? string.Empty
                : $"; {open.Run.Unwritten} of those rows could not be written to their file, so import the input again";
            Throw(problemOfFile, summary, $"The import of '{summary.Path}' ended early, {ImportMessage.Counts(summary)}{unwritten}{(unimported.Length == 0 ? string.Empty : $".{unimported}. What ended it")}");
        }

        if (summary.Failed + summary.Unknown + summary.NotAttempted > 0)
        {
            string mend = ImportMessage.Mend(open, summary, file => CommandToImport(file, open));
            string end = unimported.Length == 0 || mend.EndsWith(".", StringComparison.Ordinal) ? string.Empty : Sentence(mend);
            WriteError(Failure.ToRecord(
                new JournyInputException(JournyReason.ImportIncomplete, $"'{summary.Path}' did not get in whole: {ImportMessage.Counts(summary)}.{mend}{end}{unimported}"),
                summary));
        }
    }

    private static double ShareRead(CsvSource source) => source.TotalBytes == 0 ? 0 : source.BytesRead / (double)source.TotalBytes;

    private void WarnOfTrimmed(ImportRun run, string input)
    {
        if (run.TrimmedRows > 0)
        {
            WriteWarning(string.Format(
                CultureInfo.CurrentCulture,
                "{0:N0} {1} of '{2}' {3} white space around an identifier. It was left out.",
                run.TrimmedRows,
                run.TrimmedRows == 1 ? "row" : "rows",
                PlainText.Of(input),
                run.TrimmedRows == 1 ? "has" : "have"));
        }
    }

    private T? OrWriteError<T>(Func<T> make, object target, string more)
        where T : class
    {
        JournyInputException problem;
        try
        {
            return make();
        }
        catch (JournyInputException exception)
        {
            problem = exception;
        }

        WriteError(Failure.ToRecord(With(problem, more), target));
        return null;
    }

    /// <summary>Opens a file that may keep this waiting.</summary>
    private TFile Opened<TFile>(Func<TFile> open)
        where TFile : class, IDisposable
    {
        try
        {
            return FileOpening.Open(open, Stop);
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private void OrStopped(Action wait)
    {
        try
        {
            wait();
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }
}
