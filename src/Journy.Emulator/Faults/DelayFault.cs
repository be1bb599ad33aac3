using System;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Emulator.Faults;

internal sealed class DelayFault(TimeSpan delay, bool afterApplying) : Fault(afterApplying)
{
    internal override async ValueTask<FaultOutcome> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, context.Time, cancellationToken);
        return FaultOutcome.Continue;
    }
}
