using System.Threading;
using System.Threading.Tasks;

namespace Journy.Emulator.Faults;

internal sealed class AbortFault(bool afterApplying) : Fault(afterApplying)
{
    internal override ValueTask<FaultOutcome> RunAsync(FaultContext context, CancellationToken cancellationToken) =>
        new(FaultOutcome.Drop);
}
