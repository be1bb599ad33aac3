using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator.Api;

namespace Journy.Emulator.Faults;

internal sealed class RespondFault(
    int status, string? contentType, ReadOnlyMemory<byte> body, IEnumerable<KeyValuePair<string, string>> headers, bool afterApplying)
    : Fault(afterApplying)
{
    private readonly ApiAnswer _answer = new(status, contentType, body) { Headers = [.. headers] };

    internal override ValueTask<FaultOutcome> RunAsync(FaultContext context, CancellationToken cancellationToken) =>
        new(FaultOutcome.Send(_answer));
}
