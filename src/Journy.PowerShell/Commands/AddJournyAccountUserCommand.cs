using System.Management.Automation;
using Journy.Import.Operations;

namespace Journy.Commands;

/// <summary>Puts users into accounts, up to 100 of one account a call.</summary>
[Cmdlet(VerbsCommon.Add, Nouns.AccountUser, SupportsShouldProcess = true, DefaultParameterSetName = ByInput)]
[OutputType(typeof(MembershipResult))]
public sealed class AddJournyAccountUserCommand : MembershipCommand
{
    private protected override Operation Operation => Membership.Adding;
}
