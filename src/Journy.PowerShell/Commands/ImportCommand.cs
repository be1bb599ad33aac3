using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text;
using Journy.Binding;
using Journy.Connections;
using Journy.Import;
using Journy.Results;

namespace Journy.Commands;

/// <summary>A cmdlet that imports files: one summary a file, and every row that did not make it in a file of its own.</summary>
public abstract class ImportCommand : UpsertCommand
{
    private protected const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>The CSV files; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = Array.Empty<string>();

    /// <summary>The CSV files, by names that are taken as they stand.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath)]
    public string[] LiteralPath { get; set; } = Array.Empty<string>();

    /// <summary>What stands between two cells. Default: the one of comma, semicolon, tab and bar that the header uses.</summary>
    [Parameter]
    public char? Delimiter { get; set; }

    /// <summary>The encoding of files without a byte order mark, such as Latin1 or 1252. Default: UTF-8; never guessed.</summary>
    [Parameter]
    [EncodingTransformation]
    public Encoding? Encoding { get; set; }

    /// <summary>Leaves every column text that -PropertyType does not name. Without it, each column whose cells are all numbers,
    /// all true or false, or all ISO 8601 dates gets that type.</summary>
    [Parameter]
    public SwitchParameter AsText { get; set; }

    /// <summary>The folder for the files of rows that did not make it. Default: beside the input.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutcomeDirectory { get; set; }

    private protected override PSObject? Input => null;

    private protected override TimeSpan ProgressAfter => TimeSpan.Zero;

    private protected override GivenValues Given => new();

    private protected abstract JournyEntity Entity { get; }

    private string Plural => Entity == JournyEntity.User ? "users" : "accounts";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in FindFiles())
        {
            JournyInputException? problem = null;
            try
            {
                ImportFile(path);
            }
            catch (JournyInputException exception)
            {
                problem = exception;
            }
            catch (OperationCanceledException) when (Stop.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            Progress.End();
            if (problem is not null)
            {
                WriteError(Failure.ToRecord(problem, path));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
    }

    private List<string> FindFiles()
    {
        List<string> files = new();
        bool isLiteral = ParameterSetName == ByLiteralPath;
        foreach (string path in isLiteral ? LiteralPath : Path)
        {
            JournyInputException? problem = null;
            try
            {
                files.AddRange(Resolve(path, isLiteral));
            }
            catch (JournyInputException exception)
            {
                problem = exception;
            }

            if (problem is not null)
            {
                WriteError(Failure.ToRecord(problem, path));
            }
        }

        return files;
    }

    private Collection<string> Resolve(string path, bool isLiteral)
    {
        string here = $"this session's folder is '{SessionState.Path.CurrentLocation.Path}'";
        try
        {
            if (isLiteral)
            {
                return new Collection<string> { FileSystemPath(path, JournyReason.FileNotReadable, "Give the path of a CSV file.") };
            }

            Collection<string> found = GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            RequireFileSystem(provider, path, JournyReason.FileNotReadable, "Give the path of a CSV file.");
            return found.Count > 0
                ? found
                : throw new JournyInputException(
                    JournyReason.FileNotReadable, $"No file matches '{PlainText.Of(path)}'. {MendPattern(path) ?? $"Check the pattern; {here}."}");
        }
        catch (WildcardPatternException exception)
        {
            throw new JournyInputException(
                JournyReason.FileNotReadable,
                $"'{PlainText.Of(path)}' is not a pattern that can be matched. {MendPattern(path) ?? "Check its brackets, or give the file's very name with -LiteralPath."}",
                exception);
        }
        catch (Exception exception) when (IsPathProblem(exception))
        {
            throw new JournyInputException(
                JournyReason.FileNotReadable, $"'{PlainText.Of(path)}' does not exist. Check the path; {here}.", exception);
        }
    }

    /// <summary>What to do where a pattern is also the name of a file; null where it is none.</summary>
    private string? MendPattern(string path) => System.IO.File.Exists(GetUnresolvedProviderPathFromPSPath(path))
        ? "A file of exactly this name exists: give it with -LiteralPath, which knows no wildcards."
        : null;

    private string FindOutcomeDirectory(string path)
    {
        const string Mend = "Name a folder that you may write to with -OutcomeDirectory.";
        try
        {
            return FileSystemPath(path, JournyReason.FileNotWritable, Mend);
        }
        catch (Exception exception) when (IsPathProblem(exception))
        {
            throw new JournyInputException(
                JournyReason.FileNotWritable, $"'{PlainText.Of(path)}' does not exist. {Mend}", exception);
        }
    }

    private string FileSystemPath(string path, JournyReason reason, string mend)
    {
        string found = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        RequireFileSystem(provider, path, reason, mend);
        return found;
    }

    // Other providers have paths that mean something else to the file system.
    private static void RequireFileSystem(ProviderInfo provider, string path, JournyReason reason, string mend)
    {
        if (provider.Name != "FileSystem")
        {
            throw new JournyInputException(reason, $"'{PlainText.Of(path)}' is not in the file system. {mend}");
        }
    }

    private static bool IsPathProblem(Exception exception) =>
        exception is SessionStateException or ProviderInvocationException or ArgumentException or NotSupportedException;

    private void ImportFile(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        CsvSourceOptions options = new() { Delimiter = Delimiter, Encoding = Encoding };
        RecordBinder binder = new(CreateBinderOptions());
        using CsvSource source = CsvSource.Open(path, options);
        CheckColumns(binder, source);
        long? rows = AsText ? null : UseScannedTypes(binder, path, name, options);

        if (!ShouldProcess(path, $"Create or update {Plural}") || !MayDelete(name))
        {
            return;
        }

        string? directory = OutcomeDirectory is null ? null : FindOutcomeDirectory(OutcomeDirectory);
        JournyConnection connection = ResolvedConnection;
        DateTimeOffset start = connection.Client.Clock.UtcNow;
        using OutcomeFile failedFile = new(path, directory, "failed", start, source.HeaderCells, source.Delimiter);
        using OutcomeFile partialFile = new(path, directory, "partial", start, source.HeaderCells, source.Delimiter);
        failedFile.RequireWritable();
        ImportRun? run = null;
        void Report()
        {
            NotePause(connection.Client);
            (long sent, long partial, long failed) = run!.Counts;
            Progress.Show(
                $"Importing {name}",
                () => string.Format(
                    CultureInfo.CurrentCulture,
                    "{0:N0} sent, {1:N0} partial, {2:N0} failed; {3}",
                    sent,
                    partial,
                    failed,
                    ProgressDisplay.Describe(connection.Client.RateWindow.Pace)),
                rows > 0 ? (sent + partial + failed) / (double)rows.Value : ShareRead(source));
        }

        run = new ImportRun(
            source, binder, connection.Client, (failedFile, partialFile), Entity, ThrottleLimit, NoteAttempts, Report, Stop);
        run.Send(Report);
        ImportSummary summary = run.Summarize();
        failedFile.Dispose();
        partialFile.Dispose();
        Progress.End();
        WriteObject(summary);
        Conclude(summary, run);
    }

    /// <summary>Stops what cannot work before anything is sent: nobody to tell rows apart by, names that no column has.</summary>
    private static void CheckColumns(RecordBinder binder, CsvSource source)
    {
        IReadOnlyList<ColumnPlan> plan = binder.Plan(source.Names);
        if (!plan.Any(column => column.Role is not (ColumnRole.None or ColumnRole.Property)))
        {
            throw new JournyInputException(
                JournyReason.InvalidHeader,
                $"'{source.Path}' has no column that says whom a row is about. Its columns are: {PlainText.Of(string.Join(", ", source.Names), 1000)}. {binder.IdentityMend}");
        }

        Refuse(binder.UnmatchedMap, "-PropertyMap", "columns", source);
        Refuse(binder.UnmatchedTypes, "-PropertyType", "properties", source);
    }

    private static void Refuse(IReadOnlyCollection<string> names, string parameter, string what, CsvSource source)
    {
        if (names.Count > 0)
        {
            throw new JournyInputException(
                JournyReason.InvalidParameter,
                $"{parameter} names {what} that '{source.Path}' does not have: {PlainText.Of(string.Join(", ", names))}. Its columns are: {PlainText.Of(string.Join(", ", source.Names), 1000)}. Check the spelling; nothing was sent.");
        }
    }

    /// <summary>Reads the whole file for its columns' types, and returns how many rows it has.</summary>
    private long UseScannedTypes(RecordBinder binder, string path, string name, CsvSourceOptions options)
    {
        using CsvSource source = CsvSource.Open(path, options);
        TypeScan scan = TypeScan.Of(source, () => Progress.Show($"Reading {name}", () => "Finding the types of the columns", ShareRead(source)), Stop);
        Dictionary<string, JournyPropertyType> types = new(StringComparer.OrdinalIgnoreCase);
        foreach (ColumnScan column in scan.Columns)
        {
            if (column.Type != JournyPropertyType.Text)
            {
                types.Add(column.Name, column.Type);
                WriteVerbose($"{name}: column '{PlainText.Of(column.Name, 100)}' is {column.Type} in every row.");
            }
        }

        binder.UseTypes(types);
        return scan.Rows;
    }

    /// <summary>Asks once a file before blank cells delete what they stand for, where anybody can be asked.</summary>
    private bool MayDelete(string name)
    {
        bool isAnswered = MyInvocation.BoundParameters.TryGetValue("Confirm", out object? confirm)
            && confirm is SwitchParameter { IsPresent: false };
        bool asksNothing = SessionState.PSVariable.GetValue("ConfirmPreference") is ConfirmImpact.None;
        if (BlankValue != JournyBlankValue.Delete || isAnswered || asksNothing)
        {
            return true;
        }

        try
        {
            return ShouldContinue(
                $"Every blank cell of '{name}' deletes that property of its {Plural.TrimEnd('s')}. Import?", "Blank cells delete");
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException)
        {
            throw new JournyInputException(
                JournyReason.InvalidParameter,
                $"-BlankValue Delete lets every blank cell of '{name}' delete a property, and this session cannot ask whether that is meant. Add -Confirm:$false to say so.",
                exception);
        }
    }

    private void Conclude(ImportSummary summary, ImportRun run)
    {
        if (run.RunEnd is { } end)
        {
            Throw(end, summary, $"The import of '{summary.Path}' ended early, {Describe(summary)}");
        }

        if (run.FileProblem is { } problem)
        {
            Throw(
                problem,
                summary,
                $"The import of '{summary.Path}' ended early, {Describe(summary)}; {run.Unwritten} of those rows could not be written to their file, so import the input again");
        }

        if (summary.Failed > 0 || summary.NotAttempted > 0)
        {
            string mend = summary.FailedPath is null
                ? string.Empty
                : $" The failed rows, each with its line and reason, are in '{summary.FailedPath}': mend them there and import that file in the same way.";
            WriteError(Failure.ToRecord(
                new JournyInputException(JournyReason.ImportIncomplete, $"'{summary.Path}' did not get in whole: {Describe(summary)}.{mend}"),
                summary));
        }
    }

    private static string Describe(ImportSummary summary)
    {
        string counts = string.Format(
            CultureInfo.CurrentCulture,
            "of {0:N0} rows {1:N0} were sent, {2:N0} partial, {3:N0} failed, {4:N0} not attempted",
            summary.Read,
            summary.Sent,
            summary.Partial,
            summary.Failed,
            summary.NotAttempted);
        return summary.NotAttemptedFromLine is { } line
            ? string.Format(CultureInfo.CurrentCulture, "{0} (from line {1:N0} on)", counts, line)
            : counts;
    }

    private static double ShareRead(CsvSource source) => source.TotalBytes == 0 ? 0 : source.BytesRead / (double)source.TotalBytes;
}
