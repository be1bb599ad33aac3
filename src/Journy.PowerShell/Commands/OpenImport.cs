using System;
using System.Collections.Generic;
using Journy.Import.Journaling;
using Journy.Import.Outcomes;
using Journy.Import.Runs;

namespace Journy.Commands;

/// <summary>All that one import holds open while it runs.</summary>
internal sealed class OpenImport : IDisposable
{
    public OpenImport(OutcomeFiles files, Journal? journal, ImportProgress progress)
    {
        Files = files;
        Journal = journal;
        Progress = progress;
    }

    public OutcomeFiles Files { get; }

    public Journal? Journal { get; }

    public ImportProgress Progress { get; }

    public ImportRun Run { get; set; } = null!;

    /// <summary>Shows how far it is; takes the share of the input that was read, where it is known.</summary>
    public Action<double?> Report { get; set; } = _ => { };

    /// <summary>The share of the input that was read; null where nobody knows.</summary>
    public Func<double>? ShareRead { get; set; }

    /// <summary>The types of the properties that no journal keeps, by journy.io's names; null where one does, or none were found.</summary>
    public IReadOnlyDictionary<string, JournyPropertyType>? Types { get; set; }

    /// <summary>What to say of a file that has grown meanwhile; null where it has not.</summary>
    public string? Growth { get; set; }

    /// <summary>What to type to go on; null where that would do harm.</summary>
    public string? ContinueCommand { get; init; }

    /// <summary>Closes everything at the end of a run.</summary>
    /// <exception cref="JournyInputException">The journal is complete, but could not be made smaller.</exception>
    public void Close()
    {
        Progress.End();
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
