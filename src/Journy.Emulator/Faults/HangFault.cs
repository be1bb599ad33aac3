using System.Threading;
using System.Threading.Tasks;

namespace Journy.Emulator.Faults;

internal sealed class HangFault(bool afterApplying) : Fault(afterApplying)
{
    internal override async ValueTask<FaultOutcome> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return FaultOutcome.Drop;
    }
}
