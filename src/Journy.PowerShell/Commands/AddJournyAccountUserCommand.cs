using System.Management.Automation;

namespace Journy.Commands;

/// <summary>Puts users into accounts, up to 100 of one account a call.</summary>
[Cmdlet(VerbsCommon.Add, Nouns.AccountUser, SupportsShouldProcess = true, DefaultParameterSetName = ByInput)]
[OutputType(typeof(MembershipResult))]
public sealed class AddJournyAccountUserCommand : MembershipCommand
{
    private protected override JournyAction Change => JournyAction.Add;

    private protected override string Action => "Add to account";
}
