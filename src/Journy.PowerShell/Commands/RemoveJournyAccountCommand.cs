using System;
using System.Collections.Generic;
using System.Management.Automation;
using Journy.Import.Columns;
using Journy.Import.Operations;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>Deletes accounts, one call a record. Asks first.</summary>
[Cmdlet(
    VerbsCommon.Remove,
    Nouns.Account,
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = ByInput)]
[OutputType(typeof(AccountResult))]
public sealed class RemoveJournyAccountCommand : RecordCommand
{
    private const string ByAccount = "Account";

    /// <summary>One call at a time unless told otherwise: what is gone does not come back.</summary>
    public RemoveJournyAccountCommand() => ThrottleLimit = 1;

    /// <summary>The accounts: IDs, or hashtables such as @{ AccountId = 42; Domain = 'example.com' }. Text with a dot, which may be an
    /// ID or a domain, is refused.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByAccount)]
    [TypedNumberTransformation]
    public object[] Account { get; set; } = Array.Empty<object>();

    /// <summary>The account: an object with named values, such as a row of Import-Csv, a hashtable or a data row.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ByInput)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The account's ID in your own database. Read from the record's AccountId or account_id if it is not given.</summary>
    [Parameter(ParameterSetName = ByInput)]
    [IdentifierTransformation]
    [Alias("Id")]
    public string? AccountId { get; set; }

    /// <summary>The account's domain. Read from the record's Domain if it is not given.</summary>
    [Parameter(ParameterSetName = ByInput)]
    [IdentifierTransformation]
    public string? Domain { get; set; }

    private protected override Operation Operation => Delete.Accounts;

    private protected override PSObject? Input => InputObject;

    private protected override IReadOnlyList<object>? Named => ParameterSetName == ByAccount ? Account : null;

    private protected override GivenValues Given => new() { AccountId = AccountId, Domain = Domain };
}
