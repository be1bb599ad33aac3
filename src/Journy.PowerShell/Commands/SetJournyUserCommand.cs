using System;
using System.Collections.Generic;
using System.Management.Automation;
using Journy.Completion;
using Journy.Import.Columns;
using Journy.Import.Operations;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>Creates or updates users, one call a record.</summary>
[Cmdlet(VerbsCommon.Set, Nouns.User, SupportsShouldProcess = true, DefaultParameterSetName = ByInput)]
[OutputType(typeof(UserResult))]
public sealed class SetJournyUserCommand : UpsertCommand
{
    private const string ByUser = "User";

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

    private protected override Operation Operation => Upsert.Users;

    private protected override PSObject? Input => InputObject;

    private protected override IReadOnlyList<object>? Named => ParameterSetName == ByUser ? User : null;

    private protected override GivenValues Given => new() { UserId = UserId, Email = Email };
}
