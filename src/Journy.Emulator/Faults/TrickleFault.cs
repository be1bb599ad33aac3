using System.Threading;
using System.Threading.Tasks;

namespace Journy.Emulator.Faults;

internal sealed class TrickleFault(Trickle trickle) : Fault(afterApplying: true)
{
    internal override ValueTask<FaultOutcome> RunAsync(FaultContext context, CancellationToken cancellationToken) =>
        new(context.Answer is null ? FaultOutcome.Continue : FaultOutcome.Send(context.Answer with { Trickle = trickle }));
}
