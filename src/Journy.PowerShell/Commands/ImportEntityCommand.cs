using System.Collections;
using System.Management.Automation;
using Journy.Completion;
using Journy.Flows;
using Journy.Import.Columns;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>A cmdlet that imports users or accounts.</summary>
public abstract class ImportEntityCommand : ImportMappingCommand
{
    /// <summary>Properties for every row, sent exactly as written: "" is kept as an empty value, $null deletes the property. Wins over
    /// the row's own.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public IDictionary? Property { get; set; }

    /// <summary>The separator between the items of a property of type List. Default: a semicolon.</summary>
    [Parameter]
    [ValidateNotNull]
    public string ListSeparator { get; set; } = ";";

    /// <summary>What a blank cell means: Skip leaves the property as it is (the default), Empty makes it an empty text, Delete deletes
    /// it and asks once before it does.</summary>
    [Parameter]
    public JournyBlankValue BlankValue { get; set; }

    /// <summary>Stops before anything is sent if the file would change more than this percentage of the users or accounts that the journal
    /// knows, or is about others altogether. Files only.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    [NumberTransformation]
    public double? MaxChangedPercent { get; set; }

    /// <summary>A file to which users or accounts are added that journy.io has, by the journal, and that the input no longer has: for
    /// Remove-JournyUser or Remove-JournyAccount. Needs -PreviousPath, because the journal knows no names. Nothing is deleted.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [ValidateNotNullOrEmpty]
    public string? AbsentPath { get; set; }

    /// <summary>An earlier export of the same form, which names those who are gone.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ParameterSetName = ByLiteralPath)]
    [ValidateNotNullOrEmpty]
    public string? PreviousPath { get; set; }

    private protected override ImportSettings Settings =>
        base.Settings with { MostChanged = MaxChangedPercent, AbsentPath = AbsentPath, PreviousPath = PreviousPath };

    private protected override RecordBinderOptions Reading => base.Reading with
    {
        Property = Property,
        BlankValue = BlankValue,
        ListSeparator = ListSeparator,
    };
}
