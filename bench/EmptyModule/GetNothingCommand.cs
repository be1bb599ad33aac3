using System.Management.Automation;

namespace Journy.Bench.EmptyModule;

/// <summary>Gives nothing.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet
{
}
