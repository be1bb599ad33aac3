using System;
using System.Collections.Generic;
using System.Threading;
using Journy.Import.Journaling;
using Journy.Import.Outcomes;

namespace Journy.Import.Runs;

/// <summary>All that the import of one input holds open while it runs.</summary>
internal sealed class ImportSession : IDisposable
{
    private readonly Func<string>? _continueCommand;

    /// <summary>Begins; sends nothing yet.</summary>
    /// <param name="options">What the run works with.</param>
    /// <param name="observer">Who is told how it goes.</param>
    /// <param name="stop">Ends the run at once.</param>
    public ImportSession(ImportRunOptions options, IRunObserver observer, CancellationToken stop)
    {
        Files = options.Files;
        Journal = options.Journal;
        _continueCommand = options.ContinueCommand;
        Run = new ImportRun(options, observer, stop);
    }

    public OutcomeFiles Files { get; }

    public Journal? Journal { get; }

    public ImportRun Run { get; }

    /// <summary>The types of the properties that no journal keeps, by journy.io's names; null if one does, or none were found.</summary>
    public IReadOnlyDictionary<string, JournyPropertyType>? Types { get; set; }

    /// <summary>What to type to go on; null if that would do harm.</summary>
    public string? ContinueCommand => _continueCommand?.Invoke();

    /// <summary>Reads what is not read yet of the journal.</summary>
    /// <exception cref="JournyInputException">It is damaged.</exception>
    public void Load()
    {
        if (Journal is not null)
        {
            Journal.Load();
            Files.Run = Journal.Rules.Run;
        }
    }

    /// <summary>Closes everything at the end of a run.</summary>
    /// <exception cref="JournyInputException">The journal is complete, but could not be made smaller.</exception>
    public void Close()
    {
        Files.Dispose();
        Journal?.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Files.Dispose();
        Journal?.Dispose();
    }
}
