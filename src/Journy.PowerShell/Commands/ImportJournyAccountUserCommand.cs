using System.Management.Automation;
using Journy.Import.Columns;
using Journy.Import.Operations;
using Journy.Import.Values;

namespace Journy.Commands;

/// <summary>Puts users into accounts from CSV files or the pipeline, up to 100 of one account a call.</summary>
[Cmdlet(VerbsData.Import, Nouns.AccountUser, SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(ImportSummary), typeof(ImportPreview))]
public sealed class ImportJournyAccountUserCommand : ImportCommand
{
    /// <summary>The ID of the account for every row. Read from the row's AccountId or account_id if it is not given.</summary>
    [Parameter]
    public string? AccountId { get; set; }

    /// <summary>The domain of the account for every row. Read from the row's Domain if it is not given.</summary>
    [Parameter]
    public string? Domain { get; set; }

    /// <summary>Texts that stand for a blank cell, such as NULL, \N or '#N/A'; upper and lower case differ.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? NullValue { get; set; }

    private protected override ImportOperation Operation => Membership.Adding;

    private protected override GivenValues Given => new() { AccountId = AccountId, Domain = Domain };

    private protected override RecordBinderOptions Reading => base.Reading with { Rules = TextRules.Of(null, null, null, null, NullValue) };
}
