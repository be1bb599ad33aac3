using System.Threading;
using System.Threading.Tasks;

namespace Journy.Emulator.Faults;

internal sealed class TruncateFault(int bytes) : Fault(afterApplying: true)
{
    internal override ValueTask<FaultOutcome> RunAsync(FaultContext context, CancellationToken cancellationToken) =>
        new(context.Answer is null ? FaultOutcome.Continue : FaultOutcome.Send(context.Answer with { CutAfter = bytes }));
}
