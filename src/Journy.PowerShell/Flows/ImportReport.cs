using System.Collections.Generic;
using System.Linq;
using Journy.Import.Outcomes;
using Journy.Import.Reports;

namespace Journy.Flows;

/// <summary>The report of a command, with all of its inputs; written anew after each, so that it is there however the command
/// ends.</summary>
internal sealed class ImportReport
{
    /// <summary>What to do about a path that cannot be one.</summary>
    public const string Fix = "Name a file in a folder that you may write to with -ReportPath.";

    private readonly ReportFile _file;
    private readonly ImportContext _context;
    private readonly List<ReportedImport> _imports = new();

    /// <summary>Prepares a report.</summary>
    /// <exception cref="JournyInputException">It cannot be written.</exception>
    public ImportReport(string path, ImportContext context)
    {
        _file = new ReportFile(path);
        _context = context;
        _file.RequireWritable();
    }

    /// <summary>Adds an import that has ended.</summary>
    /// <param name="open">The import.</param>
    /// <param name="summary">Its account.</param>
    /// <param name="problem">Why it ended early; null if it did not.</param>
    public void Add(OpenImport open, ImportSummary summary, string? problem) => _imports.Add(new ReportedImport(summary.Path)
    {
        Summary = summary,
        Began = open.Began,
        Ended = _context.Reporter.Client.Clock.UtcNow,
        Problem = problem,
        Columns = open.Columns,
        Pace = open.Pace,
        Files = new[] { RowOutcome.Failed, RowOutcome.Partial, RowOutcome.Unknown }
            .SelectMany(outcome => open.Session.Files.FilesOf(outcome).Select(file => (outcome.ToString(), file.Path!, file.Rows)))
            .ToList(),
    });

    /// <summary>Adds an input that was not imported, or says why it was not imported to its end.</summary>
    public void Add(string input, string problem)
    {
        if (_imports.Count > 0 && _imports[_imports.Count - 1] is { Summary: not null, Problem: null } last && last.Input == input)
        {
            _imports[_imports.Count - 1] = last with { Problem = problem };
        }
        else
        {
            _imports.Add(new ReportedImport(input) { Ended = _context.Reporter.Client.Clock.UtcNow, Problem = problem });
        }
    }

    /// <summary>Adds inputs that the command did not come to.</summary>
    public void AddRest(IEnumerable<string> inputs)
    {
        foreach (string input in inputs)
        {
            Add(input, "The command ended before its turn.");
        }
    }

    /// <summary>Writes what there is so far.</summary>
    /// <returns>Why it could not be written; null if it was.</returns>
    public JournyInputException? Save()
    {
        try
        {
            _file.Write(page => ReportPage.Write(page, _context.Next.AsRun(), _context.Reporter.CommandName, _imports));
            return null;
        }
        catch (JournyInputException problem)
        {
            return problem;
        }
    }
}
