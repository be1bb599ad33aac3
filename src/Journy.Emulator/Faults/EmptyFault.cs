using System;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Emulator.Faults;

internal sealed class EmptyFault() : Fault(afterApplying: true)
{
    internal override ValueTask<FaultOutcome> RunAsync(FaultContext context, CancellationToken cancellationToken) =>
        new(context.Answer is null
            ? FaultOutcome.Continue
            : FaultOutcome.Send(context.Answer with { ContentType = null, Body = ReadOnlyMemory<byte>.Empty }));
}
