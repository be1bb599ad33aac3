using System.Text;
using Journy.Import.Columns;
using Journy.Import.Operations;

namespace Journy.Flows;

/// <summary>What the parameters of an import say.</summary>
/// <param name="Operation">What is done with the rows.</param>
/// <param name="Binding">How they are read.</param>
internal sealed record ImportSettings(ImportOperation Operation, RecordBinderOptions Binding)
{
    public bool IsPreview { get; init; }

    public bool IsText { get; init; }

    public bool HasNoJournal { get; init; }

    public bool Resends { get; init; }

    public bool AcceptsNewKey { get; init; }

    public string? JournalPath { get; init; }

    public string? OutcomeDirectory { get; init; }

    public string? ReportPath { get; init; }

    /// <summary>The file for those who are recorded and not in the input any more; null for none.</summary>
    public string? AbsentPath { get; init; }

    /// <summary>The earlier file that names them.</summary>
    public string? PreviousPath { get; init; }

    public char? Delimiter { get; init; }

    public Encoding? Encoding { get; init; }

    /// <summary>How many lines come before the header, or before the first row.</summary>
    public int SkipLine { get; init; }

    /// <summary>The names of the columns; null if the file has them.</summary>
    public string[]? Header { get; init; }

    public bool AllowsShortRows { get; init; }

    public bool SkipsUnidentified { get; init; }

    public int ThrottleLimit { get; init; }

    public int? MaxErrors { get; init; }

    public double? TimeLimitMinutes { get; init; }

    /// <summary>The most of what is recorded that a file may change, in percent; null for any share.</summary>
    public double? MostChanged { get; init; }

    /// <summary>True if a last row without a line end may be half written and cannot be corrected later.</summary>
    public bool DefersOpenRows { get; init; }

    /// <summary>How many recorded events the user allows to be sent again; null if not given.</summary>
    public long? AcceptedEvents { get; init; }

    /// <summary>True if blank cells delete properties.</summary>
    public bool DeletesBlanks => Binding.BlankValue == JournyBlankValue.Delete;

    /// <summary>True if columns become properties or metadata, which have types.</summary>
    public bool HasTypes => Binding.ReadsProperties;
}
