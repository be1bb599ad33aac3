using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Journy.Import.Journaling;
using Journy.Import.Outcomes;
using Journy.Import.Reports;
using Journy.Import.Values;

namespace Journy.Input;

/// <summary>
/// Finds the files that paths mean: through PowerShell's providers, since the process has a current directory of its own.
/// </summary>
internal sealed class ImportPaths
{
    private readonly PSCmdlet _command;
    private readonly string? _journalPath;
    private readonly string?[] _others;
    private readonly List<string> _leftOut = new();

    // The places of paths that were given by parameter.
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    /// <summary>Finds the files of a cmdlet.</summary>
    /// <param name="command">The cmdlet, at its beginning.</param>
    /// <param name="journalPath">The journal that it was given; null if it was given none.</param>
    /// <param name="outcomeDirectory">The folder for rows that do not get in; null if it was given none.</param>
    /// <param name="others">Other files that it was given, and that are no input.</param>
    public ImportPaths(PSCmdlet command, string? journalPath, string? outcomeDirectory, params string?[] others)
    {
        _command = command;
        _journalPath = journalPath;
        _others = others;

        // Now: other commands of the pipeline may go to another folder meanwhile, and then the next file would have another journal.
        KeepPlace(journalPath);
        KeepPlace(outcomeDirectory);
        Array.ForEach(others, KeepPlace);
    }

    /// <summary>The files that wildcards met and left out.</summary>
    public IReadOnlyCollection<string> LeftOut => _leftOut;

    /// <summary>The folder that the session is in; null if it is elsewhere, such as in the registry.</summary>
    public string? CurrentFolder =>
        _command.SessionState.Path.CurrentLocation is { Provider.Name: "FileSystem" } location ? location.ProviderPath : null;

    /// <summary>The files that a path with wildcards means. Those that earlier imports wrote are left out if only the wildcards name them:
    /// a run over *.csv must not import yesterday's failed rows.</summary>
    /// <exception cref="JournyInputException">It means none.</exception>
    public IReadOnlyList<string> FindAll(string path)
    {
        try
        {
            Collection<string> found = _command.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
            RequireFileSystem(provider, path, JournyReason.FileNotReadable, InputProblems.FileFix);
            if (found.Count == 0)
            {
                throw InputProblems.NoMatch(path, FixPattern(path) ?? $"Check the pattern; {Here}.");
            }

            if (!WildcardPattern.ContainsWildcardCharacters(path))
            {
                return found;
            }

            ILookup<bool, string> files = found.ToLookup(
                file => IsNoInput(file) || IsOther(file) || (!MeansOutcomes(path) && IsWritten(file)));
            if (files[false].Any())
            {
                _leftOut.AddRange(files[true]);
            }

            return files[false].Any() ? files[false].ToList() : throw InputProblems.OnlyWrittenFiles(path);
        }
        catch (WildcardPatternException exception)
        {
            throw InputProblems.InvalidPattern(path, FixPattern(path), exception);
        }
        catch (Exception exception) when (IsPathProblem(exception))
        {
            throw InputProblems.NoFile(path, FixOf(path), exception);
        }
    }

    /// <summary>The file that a path means literally.</summary>
    /// <exception cref="JournyInputException">It means none.</exception>
    public string FindLiteral(string path)
    {
        try
        {
            return FileSystemPath(path, JournyReason.FileNotReadable, InputProblems.FileFix);
        }
        catch (Exception exception) when (IsPathProblem(exception))
        {
            throw InputProblems.NoFile(path, FixOf(path), exception);
        }
    }

    /// <summary>The place that something can be written to.</summary>
    /// <param name="path">A folder or a file, which need not exist.</param>
    /// <param name="fix">What to do if it cannot be used.</param>
    /// <exception cref="JournyInputException">There is no such place.</exception>
    public string FindWritable(string path, string fix)
    {
        try
        {
            return FileSystemPath(path, JournyReason.FileNotWritable, fix);
        }
        catch (Exception exception) when (IsPathProblem(exception))
        {
            throw InputProblems.NoPlace(path, fix, exception);
        }
    }

    private string Here => $"this session's folder is '{_command.SessionState.Path.CurrentLocation.Path}'";

    /// <summary>Whether imports wrote a file: the rows that did not make it, a journal, a report, or those who are gone.</summary>
    /// <exception cref="JournyInputException">There is no place of the journal's name.</exception>
    public bool IsWritten(string file) => OutcomeName.Is(file) || OutcomeFile.IsProbe(file) || IsNoInput(file) || IsOther(file);

    /// <summary>Whether a file is a journal, a report, or the users or accounts that are gone: never one to import unless it is
    /// named.</summary>
    /// <exception cref="JournyInputException">There is no place of the journal's name.</exception>
    public bool IsNoInput(string file) => IsJournal(file) || ReportFile.Is(file) || AbsentFile.EntityOf(file) is not null;

    private bool IsJournal(string file) =>
        file.EndsWith(JournalPath.Extension, StringComparison.OrdinalIgnoreCase)
        || file.EndsWith(JournalPath.Extension + ".new", StringComparison.OrdinalIgnoreCase)
        || IsAt(file, _journalPath, "Name another file with -JournalPath.");

    private bool IsOther(string file) => _others.Any(other => IsAt(file, other, "Name another file."));

    private bool IsAt(string file, string? path, string fix) =>
        path is not null && string.Equals(file, FindWritable(path, fix), StringComparison.OrdinalIgnoreCase);

    private static bool MeansOutcomes(string path) => Enum.GetNames(typeof(RowOutcome))
        .Any(outcome => path.IndexOf("." + outcome, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>What to do about a pattern that is also the name of a file; null if it is none.</summary>
    private string? FixPattern(string path) =>
        File.Exists(_command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path)) ? InputProblems.PatternFix : null;

    /// <summary>What to do about a file that is not there. Most likely the path, or the file's name, has a blank at an end that nobody
    /// sees.</summary>
    private string FixOf(string path)
    {
        string usual = $"Check the path; {Here}.";
        try
        {
            string full = _command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            string? folder = provider.Name == "FileSystem" ? Path.GetDirectoryName(full) : null;
            string name = OuterSpace.Trim(Path.GetFileName(full));
            string? near = folder is null || name.Length == 0 || !Directory.Exists(folder) ? null
                : Directory.EnumerateFiles(folder).FirstOrDefault(file => OuterSpace.Trim(Path.GetFileName(file)) == name);
            return near is null ? usual : InputProblems.NearFix(near, isInPath: name != Path.GetFileName(full));
        }
        catch (Exception failure) when (IsPathProblem(failure) || failure is IOException or UnauthorizedAccessException)
        {
            // The usual advice, since the folder cannot be read.
            return usual;
        }
    }

    private void KeepPlace(string? path)
    {
        try
        {
            if (path is not null)
            {
                _places[path] = FileSystemPath(path, JournyReason.FileNotWritable, string.Empty);
            }
        }
        catch (Exception exception) when (IsPathProblem(exception) || exception is JournyInputException)
        {
            // What needs the place says what is wrong with it.
        }
    }

    private string FileSystemPath(string path, JournyReason reason, string fix)
    {
        if (_places.TryGetValue(path, out string? place))
        {
            return place;
        }

        string found = _command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        RequireFileSystem(provider, path, reason, fix);
        return found;
    }

    // Other providers have paths that mean something else to the file system.
    private static void RequireFileSystem(ProviderInfo provider, string path, JournyReason reason, string fix)
    {
        if (provider.Name != "FileSystem")
        {
            throw InputProblems.NotInFileSystem(reason, path, fix);
        }
    }

    private static bool IsPathProblem(Exception exception) =>
        exception is SessionStateException or ProviderInvocationException or ArgumentException or NotSupportedException;
}
