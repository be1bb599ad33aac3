using System.Collections;
using System.Management.Automation;
using Journy.Completion;
using Journy.Flows;
using Journy.Import.Columns;
using Journy.Import.Operations;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>Records events from CSV files or the pipeline, each once, however often the import runs.</summary>
[Cmdlet(VerbsData.Import, Nouns.Event, SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(ImportSummary), typeof(ImportPreview))]
public sealed class ImportJournyEventCommand : ImportMappingCommand
{
    /// <summary>The name of every event. Read from the row's Name if it is not given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EventNameCompleter))]
    public string? Name { get; set; }

    /// <summary>Metadata for every event, sent exactly as written. Wins over the row's own values.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MetadataCompleter))]
    public IDictionary? Metadata { get; set; }

    /// <summary>How many recorded events may be sent again as new ones, if columns or parameters have changed that make an event what it
    /// is. Default: none, unless the user says yes when asked.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [NumberTransformation(IsWhole = true)]
    public int? AcceptEventCount { get; set; }

    /// <summary>Takes a last line without a line end for whole. Without it, such a line waits for the next import if the file was written
    /// within the last hour.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [SwitchTransformation]
    public SwitchParameter FileIsComplete { get; set; }

    /// <summary>The columns that make a row one event, whatever else it holds, by the input's names or journy.io's, such as order_id.
    /// Their cells count as the text that they are: 8 and 8.0 are two events. The journal keeps them: every later import of it must give
    /// the same.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? EventKey { get; set; }

    private protected override ImportOperation Operation => Track.Events;

    private protected override ImportSettings Settings =>
        base.Settings with { DefersOpenRows = !FileIsComplete, AcceptedEvents = AcceptEventCount };

    private protected override GivenValues Given => new() { EventName = Name };

    private protected override RecordBinderOptions Reading => base.Reading with { Property = Metadata, EventKey = EventKey };
}
