using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator.Api;

namespace Journy.Emulator.Faults;

internal sealed class TruncateFault(int bytes) : Fault(afterApplying: true)
{
    internal override ValueTask<FaultOutcome> RunAsync(FaultContext context, CancellationToken cancellationToken) =>
        new(context.Answer switch
        {
            null => FaultOutcome.Continue,

            // An answer without a body can only break off in its headers, which is no answer at all to a client.
            { Body.IsEmpty: true } => FaultOutcome.Drop,
            ApiAnswer answer => FaultOutcome.Send(answer with { CutAfter = bytes }),
        });
}
