using System.Collections.Generic;
using Journy.Import.Journaling;
using Journy.Import.Outcomes;
using Journy.Import.Records;
using Journy.Import.Runs;
using Journy.Import.Sources;

namespace Journy.Flows;

/// <summary>
/// Writes a file of the users or accounts that are recorded and no longer in the input. The journal has hashes and no names: the names come
/// from an earlier file, and the journal confirms them.
/// </summary>
internal sealed class AbsentIdentities
{
    private const string Fix = "Name a file in a folder that you may write to with -AbsentPath.";

    private readonly ImportContext _context;
    private readonly AbsentFile _file;

    /// <summary>Prepares to write.</summary>
    /// <exception cref="JournyInputException">The file cannot be written.</exception>
    public AbsentIdentities(ImportContext context, string absentPath)
    {
        _context = context;
        Path = context.Paths.FindWritable(absentPath, Fix);
        _file = new AbsentFile(Path, context.Settings.Operation.Entity);
        _file.RequireWritable();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    private string Previous => _context.Paths.FindLiteral(_context.Settings.PreviousPath!);

    /// <summary>Checks, before anything is sent, that the earlier file can name users or accounts.</summary>
    /// <exception cref="JournyInputException">It cannot, or cannot be read.</exception>
    public void Check(CsvSourceOptions options)
    {
        RecordBinder binder = new(_context.Settings.Binding);
        string path = Previous;
        using IRowSource source = _context.Reporter.Opened(() => RowSources.Open(path, options));
        if (!binder.CanIdentify(source.Names))
        {
            throw FlowProblems.PreviousNamesNobody(path);
        }
    }

    /// <summary>Writes them, and makes the journal forget them, so that they are sent again if they come back.</summary>
    /// <param name="run">The import.</param>
    /// <param name="rules">What its journal knows.</param>
    /// <param name="options">How files are read.</param>
    /// <returns>What to warn of; null if there is nothing.</returns>
    /// <exception cref="JournyInputException">A file cannot be read or written, or the journal cannot.</exception>
    public string? Write(ImportRun run, UpsertRules rules, CsvSourceOptions options)
    {
        if (run.Tally.Absent is not { } absent)
        {
            return ImportMessage.UnknownAbsent;
        }

        List<JournyIdentity> found = new();
        RecordBinder binder = new(_context.Settings.Binding);
        string path = Previous;
        using (IRowSource source = _context.Reporter.Opened(() => RowSources.Open(path, options)))
        {
            binder.Plan(source.Names);
            source.Ignore(binder.HiddenOf(source.Header));
            while (absent > found.Count && source.Read())
            {
                _context.Reporter.Stop.ThrowIfCancellationRequested();
                TableRow row = source.Current;
                if (row.Problem is null && binder.Bind(source.ToSourceRow(row)).Identity is { } identity
                    && rules.Absent.TryTake(rules.Hash.KeysOf(identity)))
                {
                    found.Add(identity);
                }
            }
        }

        if (found.Count > 0)
        {
            _file.Append(found, rules.Run);
            run.Tally.AbsentPath = Path;
            found.ForEach(identity => rules.Absent.Forget(rules.Hash.KeysOf(identity)));
        }

        return absent == found.Count
            ? null
            : ImportMessage.UnnamedAbsent(absent - found.Count, absent, _context.Settings.Operation.Entity, path);
    }
}
