using System.Management.Automation;
using Journy.Import.Operations;

namespace Journy.Commands;

/// <summary>Takes users out of accounts, up to 100 of one account a call. The users themselves stay. Asks first.</summary>
[Cmdlet(
    VerbsCommon.Remove,
    Nouns.AccountUser,
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = ByInput)]
[OutputType(typeof(MembershipResult))]
public sealed class RemoveJournyAccountUserCommand : MembershipCommand
{
    /// <summary>One call at a time unless told otherwise, as with every removal.</summary>
    public RemoveJournyAccountUserCommand() => ThrottleLimit = 1;

    private protected override Operation Operation => Membership.Removing;
}
