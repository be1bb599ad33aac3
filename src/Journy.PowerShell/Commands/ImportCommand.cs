using System;
using System.Collections;
using System.Management.Automation;
using System.Text;
using Journy.Api;
using Journy.Completion;
using Journy.Flows;
using Journy.Import.Columns;
using Journy.Import.Operations;
using Journy.Input;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>
/// A cmdlet that imports rows from files or the pipeline: one summary per input, a file of the rows that did not get in, and a journal, so
/// that the next import sends only what journy.io has not accepted yet.
/// </summary>
public abstract class ImportCommand : ConnectedCommand
{
    private protected const string ByPath = "Path";
    private protected const string ByLiteralPath = "LiteralPath";
    private const string ByInput = "InputObject";

    private ImportFlow? _flow;

    /// <summary>The files, of CSV or JSON, packed or not; wildcards are allowed, and leave out what earlier imports wrote.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath)]
    [SupportsWildcards]
    public string[] Path { get; set; } = Array.Empty<string>();

    /// <summary>The files, by names that are taken literally.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath")]
    public string[] LiteralPath { get; set; } = Array.Empty<string>();

    /// <summary>The rows: objects with named values, such as those of Invoke-Sqlcmd or Import-Csv. A piped file is imported as
    /// -LiteralPath would.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ByInput)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Which columns are called what on journy.io: the input's name on the left, journy.io's on the right, identifiers
    /// included, such as @{ 'Customer Id' = 'user_id'; 'First Name' = 'first_name' }.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyMapCompleter))]
    public IDictionary? PropertyMap { get; set; }

    /// <summary>The most calls at a time.</summary>
    [Parameter]
    [ValidateRange(1, JournyClient.MostCallsInFlight)]
    [NumberTransformation(IsWhole = true)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>The delimiter between two cells. Default: the one of comma, semicolon, tab and bar that fits header and rows.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    public char? Delimiter { get; set; }

    /// <summary>The encoding of files without a byte order mark, such as 1252. Default: UTF-8; never guessed.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [EncodingTransformation]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    // An object, since functions that mock or wrap a cmdlet convert to the type alone, and no text converts to an Encoding.
    public object? Encoding { get; set; }

    /// <summary>How many lines come before the header, such as a report's title; with -Header, before the first row.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [ValidateRange(0, int.MaxValue)]
    [NumberTransformation(IsWhole = true)]
    public int SkipLine { get; set; }

    /// <summary>The names of the columns, for files without a header. With -SkipLine 1 they replace the header of a file.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    /// <summary>Takes cells that are missing at the end of a row for blank. Without it, such a row fails.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [SwitchTransformation]
    public SwitchParameter AllowShortRows { get; set; }

    /// <summary>Leaves every column text that -PropertyType does not name. Without it, each column whose cells are all numbers,
    /// all true or false, or all ISO 8601 dates gets that type, and keeps it in the journal.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [SwitchTransformation]
    public SwitchParameter AsText { get; set; }

    /// <summary>The folder for the files of rows that did not get in. Default: beside the input, for piped rows beside the
    /// journal.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutcomeDirectory { get; set; }

    /// <summary>A page to write about the import: counts, reasons, columns, the pace as a picture, and the command. A report that is there
    /// is replaced, any other file is left as it is.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReportPath { get; set; }

    /// <summary>The journal: what journy.io has accepted from earlier imports, so that this one sends only the rest. Default: beside a
    /// file, by its name and .journy. Piped rows need one, or -NoJournal.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Keeps no journal and reads none: every row is sent, and an import that was interrupted starts from the beginning.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter NoJournal { get; set; }

    /// <summary>Sends every row, whatever the journal says, and keeps it up to date. Events count once more: asks before it does.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Resend { get; set; }

    /// <summary>Says once that the workspace of the journal has a new API key.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter AcceptNewKey { get; set; }

    /// <summary>Ends the import when more rows than this have failed. Default: the others are sent, however many fail.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [NumberTransformation(IsWhole = true)]
    public int? MaxErrors { get; set; }

    /// <summary>Leaves out rows that name no user or account, such as leads without an address, instead of failing them. The summary counts
    /// them as Skipped, and a warning says how many there are; it is an error if all rows are such, or twice the share of the last
    /// import.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter SkipUnidentified { get; set; }

    /// <summary>Starts no call after this many minutes; the same command goes on later.</summary>
    [Parameter]
    [ValidateRange(0.01, 1_000_000)]
    [NumberTransformation]
    public double? TimeLimitMinutes { get; set; }

    /// <summary>Sends nothing and shows what the import would do: columns and types, invalid rows, duplicates, calls and minutes.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter Preview { get; set; }

    /// <summary>What is done with the rows.</summary>
    private protected abstract ImportOperation Operation { get; }

    /// <summary>What the parameters say.</summary>
    private protected virtual ImportSettings Settings => new(Operation, Reading)
    {
        IsPreview = Preview,
        IsText = AsText,
        HasNoJournal = NoJournal,
        Resends = Resend,
        AcceptsNewKey = AcceptNewKey,
        JournalPath = JournalPath,
        OutcomeDirectory = OutcomeDirectory,
        ReportPath = ReportPath,
        Delimiter = Delimiter,
        Encoding = (Encoding?)Encoding,
        SkipLine = SkipLine,
        Header = Header,
        AllowsShortRows = AllowShortRows,
        SkipsUnidentified = SkipUnidentified,
        ThrottleLimit = ThrottleLimit,
        MaxErrors = MaxErrors,
        TimeLimitMinutes = TimeLimitMinutes,
    };

    /// <summary>What the parameters say about reading rows.</summary>
    private protected virtual RecordBinderOptions Reading => Operation.Reading(Given) with { PropertyMap = PropertyMap };

    /// <summary>What the parameters say about every row.</summary>
    private protected virtual GivenValues Given => new();

    /// <inheritdoc/>
    protected override void BeginProcessing() => _flow = ImportFlow.Begin(this, OrThrow(() => Settings));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ByPath:
                _flow!.ImportFiles(Path, isLiteral: false);
                break;
            case ByLiteralPath:
                _flow!.ImportFiles(LiteralPath, isLiteral: true);
                break;
            default:
                foreach (PSObject? item in PipedObject.Items(InputObject))
                {
                    _flow!.TakePiped(item);
                }

                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _flow!.Finish(MyInvocation.ExpectingInput || ParameterSetName == ByInput);

    private protected override void Abandon() => _flow?.Abandon();
}
