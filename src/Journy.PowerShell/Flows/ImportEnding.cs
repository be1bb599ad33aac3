using System;
using System.Collections.Generic;
using Journy.Import.Journaling;
using Journy.Import.Outcomes;
using Journy.Import.Runs;

namespace Journy.Flows;

/// <summary>Tells how an import ended: its summary, what to warn of, and the one error if rows did not get in.</summary>
internal sealed class ImportEnding
{
    private readonly ImportContext _context;

    public ImportEnding(ImportContext context) => _context = context;

    private CommandReporter Reporter => _context.Reporter;

    /// <summary>Closes an import and tells how it ended.</summary>
    /// <param name="open">The import.</param>
    /// <param name="rest">The files behind it.</param>
    /// <param name="tookFile">True if files are piped.</param>
    public void Conclude(OpenImport open, IReadOnlyList<string> rest, bool tookFile)
    {
        ImportSession session = open.Session;
        ImportSummary summary = session.Run.Tally.Summarize();
        string? excess = FindExcess(session, summary);
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
            Reporter.Warn(leftLarge.Message);
        }

        Reporter.Write(summary);
        Report(open, summary, rest);
        if (summary.Skipped > 0)
        {
            Reporter.Warn(ImportMessage.Skipped(summary, session.Run.Tally.Skipped.FirstLine));
        }

        if (!string.IsNullOrEmpty(excess))
        {
            Reporter.WriteError(new JournyInputException(JournyReason.NoIdentity, $"'{summary.Path}': {excess}"), summary);
        }

        Warn(open, summary);

        string unimported = _context.Next.Unimported(rest, tookFile);
        if (session.Run.RunEnd is not null || session.Run.Tally.FileProblem is not null)
        {
            // If the first error ends the command, it must be what ended the run.
            foreach (string path in unimported.Length == 0 ? rest : Array.Empty<string>())
            {
                Reporter.WriteError(FlowProblems.FileNotAttempted(path), path);
            }
        }

        if (session.Run.RunEnd is { } runEnd)
        {
            Reporter.End(runEnd, summary, ImportMessage.RunEnded(summary, unimported));
        }

        if (session.Run.Tally.FileProblem is { } problemOfFile)
        {
            Reporter.End(problemOfFile, summary, ImportMessage.FileEnded(summary, session.Run.Tally.Unwritten, unimported));
        }

        if (summary.Failed + summary.Unknown + summary.NotAttempted > 0)
        {
            string fix = ImportMessage.Fix(session, summary, file => _context.Next.ToImport(file, session));
            Reporter.WriteError(ImportMessage.Incomplete(summary, fix, unimported), summary);
        }
    }

    /// <summary>Reports an input that was not imported, or not to its end.</summary>
    /// <param name="path">The input.</param>
    /// <param name="problem">Why.</param>
    /// <param name="rest">The files that the command does not come to, since it ends here.</param>
    public void Report(string path, JournyInputException problem, IReadOnlyList<string>? rest = null)
    {
        if (_context.Report is { } report)
        {
            report.Add(path, problem.Message);
            report.AddRest(rest ?? Array.Empty<string>());
            SaveReport(report);
        }
    }

    /// <summary>Warns of white space around identifiers.</summary>
    public void WarnOfTrimmed(ImportRun run, string input)
    {
        if (run.TrimmedRows > 0)
        {
            Reporter.Warn(FlowProblems.TrimmedRows(run.TrimmedRows, input));
        }
    }

    /// <summary>Says where an import was stopped, when the pipeline takes nothing any more.</summary>
    public void Abandon(OpenImport open)
    {
        ImportSummary summary = open.Session.Run.Tally.Summarize();
        JournyInputException? unreported = null;
        if (_context.Report is { } report)
        {
            report.Add(open, summary, "It was stopped.");
            unreported = report.Save();
        }

        open.Dispose();
        if (unreported is not null)
        {
            Reporter.Say(unreported.Message);
        }

        Reporter.Say(ImportMessage.Stopped(Reporter.CommandName, summary, open.Session.ContinueCommand));
    }

    private void Report(OpenImport open, ImportSummary summary, IReadOnlyList<string> rest)
    {
        if (_context.Report is not { } report)
        {
            return;
        }

        ImportRun run = open.Session.Run;
        Exception? end = run.RunEnd ?? (Exception?)run.Tally.FileProblem;
        report.Add(open, summary, end?.Message ?? (run.Limit is { } limit ? $"It ended because {limit}." : null));
        if (end is not null || (Reporter.StopsAtErrors && summary.Failed + summary.Unknown + summary.NotAttempted > 0))
        {
            report.AddRest(rest);
        }

        SaveReport(report);
    }

    private void SaveReport(ImportReport report)
    {
        if (report.Save() is { } problem)
        {
            Reporter.WriteError(problem, _context.Settings.ReportPath!);
        }
    }

    /// <summary>Why too many rows of an input that was imported to its end name no user or account; null or empty if they are not too
    /// many.</summary>
    private string? FindExcess(ImportSession session, ImportSummary summary) =>
        _context.Settings.SkipsUnidentified && session.Run.RunEnd is null && session.Run.Tally.FileProblem is null
            && summary.NotAttempted == 0
            ? Reporter.OrWriteError(
                () => session.Run.Tally.Skipped.FindExcess(summary.Read, OutcomeName.Is(summary.Path) ? null : session.Journal)
                    ?? string.Empty,
                summary,
                string.Empty)
            : null;

    private void Warn(OpenImport open, ImportSummary summary)
    {
        ImportSession session = open.Session;
        if (session.Journal?.Rules is EventRules { Keyed: { OtherwiseCount: > 0 } events })
        {
            Reporter.Warn(ImportMessage.OtherwiseKeyed(summary, events.OtherwiseCount, events.OtherwiseLine));
        }

        if (session.Journal?.Rules is EventRules { Open.GrownLines: { Count: > 0 } grown })
        {
            Reporter.Warn(ImportMessage.GrownEvents(summary.Path, grown));
        }

        Reporter.Warn(
            open.Growth,
            open.Deferral,
            ImportMessage.Emptiness(summary),
            ImportMessage.Rejected(session, summary),
            ImportMessage.Outdated(session, summary, file => _context.Next.ToImport(file, session)));
    }
}
