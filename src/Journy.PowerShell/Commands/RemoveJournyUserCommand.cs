using System;
using System.Collections.Generic;
using System.Management.Automation;
using Journy.Completion;
using Journy.Import.Columns;
using Journy.Import.Operations;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>Deletes users, one call a record. Asks first.</summary>
[Cmdlet(
    VerbsCommon.Remove,
    Nouns.User,
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = ByInput)]
[OutputType(typeof(UserResult))]
public sealed class RemoveJournyUserCommand : RecordCommand
{
    private const string ByUser = "User";

    /// <summary>One call at a time unless told otherwise: what is gone does not come back.</summary>
    public RemoveJournyUserCommand() => ThrottleLimit = 1;

    /// <summary>The users: IDs, e-mail addresses (they have an @), or hashtables such as
    /// @{ UserId = 42; Email = 'jane@example.com' }.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByUser)]
    [TypedNumberTransformation]
    [ArgumentCompleter(typeof(UserCompleter))]
    public object[] User { get; set; } = Array.Empty<object>();

    /// <summary>The user: an object with named values, such as a row of Import-Csv, a hashtable or a data row.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ByInput)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The user's ID in your own database. Read from the record's UserId or user_id if it is not given.</summary>
    [Parameter(ParameterSetName = ByInput)]
    [IdentifierTransformation]
    [Alias("Id")]
    public string? UserId { get; set; }

    /// <summary>The user's e-mail address. Read from the record's Email if it is not given.</summary>
    [Parameter(ParameterSetName = ByInput)]
    [IdentifierTransformation]
    public string? Email { get; set; }

    private protected override Operation Operation => Delete.Users;

    private protected override PSObject? Input => InputObject;

    private protected override IReadOnlyList<object>? Named => ParameterSetName == ByUser ? User : null;

    private protected override GivenValues Given => new() { UserId = UserId, Email = Email };
}
