using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Commands;
using Journy.Import.Problems;
using Journy.Import.Records;
using Journy.Import.Runs;
using Journy.Input;

namespace Journy.Flows;

/// <summary>The way of an import through its inputs: files, piped files, and the rows of a pipe.</summary>
internal sealed class ImportFlow
{
    /// <summary>What piped rows are called.</summary>
    public const string PipedRows = "piped rows";

    private readonly ImportContext _context;
    private readonly ImportEnding _ending;
    private readonly FileImport _files;
    private readonly PipedImport _piped;
    private readonly ProcessEnd _processEnd = ProcessEnd.Watch();

    // Piped files that imports wrote: only the end of the pipeline tells whether they are meant.
    private readonly List<string> _setAside = new();
    private readonly List<string> _folders = new();
    private bool _tookFile;
    private bool _importedFile;

    private ImportFlow(ImportContext context, RecordBinder binder)
    {
        _context = context;
        _ending = new ImportEnding(context);
        ImportOpening opening = new(context);
        RecordedEvents events = new(context);
        _files = new FileImport(context, opening, events, _ending);
        _piped = new PipedImport(context, opening, events, _ending, binder);
    }

    private CommandReporter Reporter => _context.Reporter;

    private ImportSettings Settings => _context.Settings;

    /// <summary>Checks the parameters; ends the command if they cannot be used.</summary>
    public static ImportFlow Begin(ImportCommand command, ImportSettings settings)
    {
        ImportContext context = new(command, settings);
        RecordBinder binder = context.Reporter.OrEnd(() => new RecordBinder(settings.Binding));
        if (ProblemOf(settings) is { } problem)
        {
            context.Reporter.End(problem);
        }

        context.Reporter.OrEnd(context.PrepareReport);
        return new ImportFlow(context, binder);
    }

    /// <summary>Imports the files that paths mean.</summary>
    public void ImportFiles(string[] paths, bool isLiteral)
    {
        List<string> files = new();
        string unsaid = Reporter.StopsAtErrors && paths.Length > 1
            ? " -ErrorAction Stop ended the command before any file was imported."
            : string.Empty;
        foreach (string path in paths)
        {
            IReadOnlyList<string>? found = Reporter.OrWriteError(
                () => isLiteral ? new[] { _context.Paths.FindLiteral(path) } : _context.Paths.FindAll(path),
                path,
                unsaid,
                problem => _ending.Report(path, problem));
            if (found is not null)
            {
                files.AddRange(found);
            }
        }

        WarnOfLeftOut(_context.Paths.LeftOut);
        if (Settings.AbsentPath is not null && files.Count > 1)
        {
            Reporter.End(FlowProblems.AbsentOfSeveralFiles());
        }

        Import(files);
    }

    /// <summary>Takes what comes through the pipe: a row, or a file of rows.</summary>
    public void TakePiped(PSObject? input)
    {
        if (PipedObject.FolderOf(input) is { } folder)
        {
            _tookFile = true;
            _folders.Add(folder);
            return;
        }

        if (PipedObject.FileOf(input) is not { } file)
        {
            _piped.Take(input);
            return;
        }

        _tookFile = true;
        if (Reporter.OrEnd(() => _context.Paths.IsWritten(file), file))
        {
            _setAside.Add(file);
        }
        else
        {
            _importedFile = true;
            Import(new[] { file });
        }
    }

    /// <summary>Ends the import.</summary>
    /// <param name="isPiped">True if something was to come through the pipe.</param>
    public void Finish(bool isPiped)
    {
        ImportSetAside();

        // A query without rows is an import, too: a job that reads the summary must find one.
        if (isPiped && _piped.Count == 0 && !_tookFile && (Settings.HasNoJournal || Settings.JournalPath is not null))
        {
            _piped.Begin();
        }

        _piped.Finish(_tookFile);
    }

    /// <summary>Lets go of what is open when the command ends, in any way.</summary>
    public void Abandon()
    {
        _processEnd.Dispose();

        // If a file was stopped, that is what to tell of: the rows piped before it are closed without a word.
        OpenImport? file = _files.LetGo();
        OpenImport? rows = _piped.LetGo();
        if (file is not null)
        {
            rows?.Dispose();
        }

        if ((file ?? rows) is { } open)
        {
            _ending.Abandon(open);
        }
    }

    private static JournyInputException? ProblemOf(ImportSettings settings) =>
        settings.AllowsShortRows && settings.Binding.BlankValue != JournyBlankValue.Skip
            ? FlowProblems.ShortRowsWithBlanks(settings.Binding.BlankValue)
        : (settings.AbsentPath is null) != (settings.PreviousPath is null) ? FlowProblems.AbsentWithoutPrevious()
        : !settings.HasNoJournal ? null
        : settings.AbsentPath is not null ? FlowProblems.AbsentWithoutJournal()
        : settings.JournalPath is not null || settings.Resends || settings.AcceptsNewKey ? FlowProblems.JournalParameters()
        : settings.MostChanged is not null ? FlowProblems.ChangesWithoutJournal()
        : settings.Binding.EventKey is not null ? FlowProblems.EventKeyWithoutJournal()
        : null;

    /// <summary>Piped files that imports wrote are meant only if nothing else was piped, as with Get-ChildItem *.failed.csv.</summary>
    private void ImportSetAside()
    {
        LeaveFoldersOut();
        WarnOfLeftOut(_importedFile ? _setAside : _setAside.Where(_context.Paths.IsNoInput).ToList());
        foreach (string file in _setAside.Where(file => !_importedFile && !_context.Paths.IsNoInput(file)))
        {
            Import(new[] { file });
        }
    }

    /// <summary>A listing has its subfolders; piped alone they are a mistake, and the error of a file that is none says what to
    /// do.</summary>
    private void LeaveFoldersOut()
    {
        if (_folders.Count == 0)
        {
            return;
        }

        if (_importedFile || _setAside.Count > 0 || _piped.Count > 0)
        {
            Reporter.Warn(FlowProblems.FoldersLeftOut(_folders));
        }
        else
        {
            Import(_folders);
        }
    }

    private void WarnOfLeftOut(IReadOnlyCollection<string> files)
    {
        if (files.Count > 0)
        {
            Reporter.Warn(FlowProblems.FilesLeftOut(files));
        }
    }

    private void Import(IReadOnlyList<string> files)
    {
        for (int index = 0; index < files.Count; index++)
        {
            string path = files[index];
            string[] rest = files.Skip(index + 1).ToArray();
            if (Reporter.OrStopped(() => _files.Import(path, rest, _tookFile)) is { } problem)
            {
                _files.LetGo()?.Dispose();
                _ending.Report(path, problem, Reporter.StopsAtErrors || problem.Reason == JournyReason.TooManyChanges ? rest : null);
                if (problem.Reason == JournyReason.TooManyChanges)
                {
                    Reporter.End(problem.With(_context.Next.Unimported(rest, _tookFile, "The command ended here")), path);
                }

                Reporter.WriteError(problem.With(_context.Next.Unimported(rest, _tookFile)), path);
            }
        }
    }
}
