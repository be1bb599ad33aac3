using Journy.Commands;
using Journy.Input;

namespace Journy.Flows;

/// <summary>What the parts of an import's flow share.</summary>
internal sealed class ImportContext
{
    public ImportContext(ImportCommand command, ImportSettings settings)
    {
        Settings = settings;
        Reporter = new CommandReporter(command);
        Paths = new ImportPaths(
            command, settings.JournalPath, settings.OutcomeDirectory, settings.AbsentPath, settings.PreviousPath, settings.ReportPath);
        Next = new NextCommand(command, settings, Paths, Reporter);
    }

    /// <summary>Prepares the report, if one is wanted.</summary>
    /// <exception cref="JournyInputException">It cannot be written.</exception>
    public ImportReport? PrepareReport() => Report = Settings.ReportPath is null || Settings.IsPreview || Reporter.IsWhatIf
        ? null
        : new ImportReport(Paths.FindWritable(Settings.ReportPath, ImportReport.Fix), this);

    /// <summary>What the parameters say.</summary>
    public ImportSettings Settings { get; }

    /// <summary>What speaks to the user.</summary>
    public CommandReporter Reporter { get; }

    /// <summary>Which files paths mean.</summary>
    public ImportPaths Paths { get; }

    /// <summary>The report; null if none is wanted.</summary>
    public ImportReport? Report { get; private set; }

    /// <summary>The commands that messages offer.</summary>
    public NextCommand Next { get; }
}
