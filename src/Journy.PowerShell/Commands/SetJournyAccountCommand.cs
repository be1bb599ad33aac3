using System.Management.Automation;
using Journy.Import.Columns;
using Journy.Import.Records;

namespace Journy.Commands;

/// <summary>Creates or updates accounts, one call a record.</summary>
[Cmdlet(VerbsCommon.Set, Nouns.Account, SupportsShouldProcess = true)]
[OutputType(typeof(AccountResult))]
public sealed class SetJournyAccountCommand : UpsertCommand
{
    /// <summary>The account: an object with named values, such as a row of Import-Csv, a hashtable or a data row.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The account's ID in your own database. Read from the record's AccountId or account_id where it is not given.</summary>
    [Parameter]
    public string? AccountId { get; set; }

    /// <summary>The account's domain. Read from the record's Domain where it is not given.</summary>
    [Parameter]
    public string? Domain { get; set; }

    private protected override PSObject? Input => InputObject;

    private protected override RecordShape Shape => RecordShape.Account;

    private protected override GivenValues Given => new() { AccountId = AccountId, Domain = Domain };
}
