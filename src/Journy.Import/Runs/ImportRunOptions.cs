using System;
using Journy.Api;
using Journy.Import.Journaling;
using Journy.Import.Operations;
using Journy.Import.Outcomes;
using Journy.Import.Records;

namespace Journy.Import.Runs;

/// <summary>What one run of an import works with.</summary>
internal sealed record ImportRunOptions
{
    /// <summary>What is done with the rows.</summary>
    public required ImportOperation Operation { get; init; }

    /// <summary>Where they go.</summary>
    public required JournyClient Client { get; init; }

    /// <summary>What the rows come from, for the summary.</summary>
    public required string InputName { get; init; }

    /// <summary>True if rows have numbers and no lines.</summary>
    public bool IsPiped { get; init; }

    /// <summary>Where rows go that did not make it.</summary>
    public required OutcomeFiles Files { get; init; }

    /// <summary>What earlier runs came to; null to know nothing of them.</summary>
    public Journal? Journal { get; init; }

    /// <summary>The most calls in flight.</summary>
    public int ThrottleLimit { get; init; }

    /// <summary>The most rows that may fail before the run ends; null for any number.</summary>
    public int? MaxErrors { get; init; }

    /// <summary>True to leave out rows that name nobody.</summary>
    public bool SkipsUnidentified { get; init; }

    /// <summary>Until when the run may start calls, on the client's clock.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.MaxValue;

    /// <summary>Asked often: whether the process is to end.</summary>
    public Func<bool> MustEnd { get; init; } = () => false;

    /// <summary>Why the run ends before a row: most likely it was recorded, and it would count once more.</summary>
    public Func<ImportedRow, JournyInputException> RefusalOf { get; init; } =
        _ => throw new InvalidOperationException("Nobody says why a row may not be sent.");

    /// <summary>What to type to go on where the run ended early.</summary>
    public Func<string>? ContinueCommand { get; init; }

    /// <summary>What to type to import an outcome file once its rows are fixed.</summary>
    public required Func<OutcomeFile, string> CommandToImport { get; init; }
}
