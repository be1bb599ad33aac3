using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Import.Columns;
using Journy.Import.Journaling;
using Journy.Import.Preview;
using Journy.Import.Records;
using Journy.Import.Reports;
using Journy.Import.Runs;
using Journy.Import.Values;
using Journy.Input;
using Journy.Results;

namespace Journy.Flows;

/// <summary>Imports, or previews, the rows of a pipe.</summary>
internal sealed class PipedImport
{
    private readonly ImportContext _context;
    private readonly ImportOpening _opening;
    private readonly RecordedEvents _events;
    private readonly ImportEnding _ending;
    private readonly RecordBinder _binder;
    private OpenImport? _open;
    private PreviewBuilder? _preview;
    private Journal? _previewJournal;
    private bool _isBroken;

    public PipedImport(ImportContext context, ImportOpening opening, RecordedEvents events, ImportEnding ending, RecordBinder binder)
    {
        _context = context;
        _opening = opening;
        _events = events;
        _ending = ending;
        _binder = binder;
    }

    /// <summary>How many rows there were so far.</summary>
    public long Count { get; private set; }

    private CommandReporter Reporter => _context.Reporter;

    /// <summary>Takes a row.</summary>
    public void Take(PSObject? input)
    {
        if (Count == 0 && PipedObject.TextOf(input) is { } text)
        {
            string shown = RefusedText.Of(text);
            Reporter.End(FlowProblems.PipedText(text, shown, Reporter.CommandName), shown);
        }

        _isBroken |= PipedObject.IsBroken(input);
        SourceRow row = default;
        long run = 0;
        JournyInputException? problem = null;
        try
        {
            row = PipedObject.Read(input);
            run = _context.Settings.Resends ? 0 : RowRuns.Of(row);
            row = OwnColumns.Without(row);
            problem = _binder.FindStrayLine(row);
        }
        catch (JournyInputException exception)
        {
            problem = exception;
            row = new SourceRow(Array.Empty<string>(), Array.Empty<object?>());
        }

        if (++Count == 1)
        {
            Begin();
        }

        ImportRow imported = new(Count, row.Names, _binder.ToCells(row), problem, run);
        if (_open is { Columns.Count: 0 } begun && problem is null)
        {
            begun.Columns = ReportedColumn.Of(row.Names, _binder.Look(row.Names), isText: false);
        }

        if ((_open?.Session.Journal ?? _previewJournal)?.Rules is EventRules events && problem is null)
        {
            events.Readings.Use(_events.ReadingOf(_binder, row.Names, events), _binder, row.Names, isText: false);
        }

        _preview?.Take(imported, () => row);
        if (_open is { } open)
        {
            Reporter.OrStopped(() => open.Session.Run.Take(imported, () => _binder.Bind(row)));
            open.Show(null);
        }
    }

    /// <summary>Opens what takes the rows, unless the user does not want them imported.</summary>
    public void Begin()
    {
        if (_context.Settings.MostChanged is not null)
        {
            Reporter.End(FlowProblems.ChangesOfPipedRows());
        }

        if (_context.Settings.IsPreview)
        {
            _previewJournal = Reporter.OrEnd(() => _opening.Look(_opening.PipedJournal(), ImportFlow.PipedRows, isPiped: true));
            _preview = new PreviewBuilder(_context.Settings.Operation, _binder, _previewJournal, _context.Settings.Resends)
            {
                SkipsUnidentified = _context.Settings.SkipsUnidentified,
            };
        }
        else if (Reporter.ShouldProcess(ImportFlow.PipedRows, _context.Settings.Operation.Action)
            && Reporter.OrEnd(() => _opening.MayGoOn("the piped rows")))
        {
            _open = Reporter.OrEnd(() => _opening.OpenPiped(_binder));
        }

        if (_context.Settings.Operation.PropertyEntity is not null)
        {
            UseTypesOfFile();
        }
    }

    /// <summary>Ends the import of the rows, or gives their preview.</summary>
    /// <param name="tookFile">True if files are piped, too.</param>
    public void Finish(bool tookFile)
    {
        if (_preview is { } preview)
        {
            Hashtable given = new(
                _context.Next.Repeated.ToDictionary(parameter => parameter.Key, parameter => parameter.Value),
                StringComparer.OrdinalIgnoreCase);
            ImportSuggestion suggestion = new() { Parameters = given };
            Reporter.Write(preview.Build(ImportFlow.PipedRows, _isBroken ? 1 : 0, _opening.AskWorkspace(), suggestion));
            if (_previewJournal is { Rules: EventRules { Again: > 0 } events } journal)
            {
                _events.Warn(journal, ImportFlow.PipedRows, events.Again);
            }

            _previewJournal?.Dispose();
        }
        else if (_open is { } open)
        {
            // At least one: nobody can tell how many.
            Reporter.OrStopped(() => open.Session.Run.Finish(_isBroken ? 1 : 0, Count, isWhole: !_isBroken));
            _ending.WarnOfTrimmed(open.Session.Run, ImportFlow.PipedRows);
            _open = null;
            _ending.Conclude(open, Array.Empty<string>(), tookFile);
        }

        if (Count > 0)
        {
            Reporter.WarnOfColumns(_binder, "row");
        }
    }

    /// <summary>Gives away what is open; null if nothing is.</summary>
    public OpenImport? LetGo()
    {
        OpenImport? open = _open;
        _open = null;
        return open;
    }

    /// <summary>Reads texts by the types that imports of files gave their columns, if the journal knows any, so that the same rows are
    /// unchanged whichever way they come.</summary>
    private void UseTypesOfFile()
    {
        if ((_open?.Session.Journal ?? _previewJournal)?.FileTypes is not { Count: > 0 } types)
        {
            return;
        }

        _binder.FixFound = NextCommand.FixFoundOfFile;
        _binder.UseTypesOfFile(types);
        foreach (KeyValuePair<string, JournyPropertyType> type in types)
        {
            Reporter.Explain($"{ImportFlow.PipedRows}: texts of '{PlainText.Of(type.Key, 100)}' are read as {type.Value}, "
                + "as in the file that this journal is of.");
        }
    }
}
