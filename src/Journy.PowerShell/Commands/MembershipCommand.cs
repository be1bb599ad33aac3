using System;
using System.Collections.Generic;
using System.Management.Automation;
using Journy.Completion;
using Journy.Import.Columns;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>
/// A cmdlet that puts users into accounts or takes them out. Rows are gathered by account into calls of up to 100, and a call that is
/// refused is halved until only the users at fault are refused.
/// </summary>
public abstract class MembershipCommand : RecordCommand
{
    private protected const string ByUser = "User";

    /// <summary>The account's ID in your own database. Read from the record's AccountId or account_id if it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? AccountId { get; set; }

    /// <summary>The account's domain. Read from the record's Domain if it is not given.</summary>
    [Parameter]
    [IdentifierTransformation]
    public string? Domain { get; set; }

    /// <summary>The users: IDs, e-mail addresses (they have an @), or hashtables such as
    /// @{ UserId = 42; Email = 'jane@example.com' }.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByUser)]
    [TypedNumberTransformation]
    [ArgumentCompleter(typeof(UserCompleter))]
    public object[] User { get; set; } = Array.Empty<object>();

    /// <summary>The rows: objects with a user and, unless it is given by parameter, an account.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ByInput)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    private protected override PSObject? Input => InputObject;

    private protected override IReadOnlyList<object>? Named => ParameterSetName == ByUser ? User : null;

    private protected override GivenValues Given => new() { AccountId = AccountId, Domain = Domain };
}
