using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator.Api;

namespace Journy.Emulator.Faults;

internal sealed class ErrorFault(
    int status, string message, IEnumerable<KeyValuePair<string, string>> headers, RetryAfter? retryAfter, bool afterApplying)
    : Fault(afterApplying)
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _headers = [.. headers];

    internal override ValueTask<FaultOutcome> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        ApiAnswer answer = Answers.Message(status, context.RequestId, message) with { Headers = _headers };
        if (retryAfter is RetryAfter later)
        {
            answer = answer.With("Retry-After", later.ToHeader(context.Time.GetUtcNow()));
        }

        return new(FaultOutcome.Send(context.Key is null ? answer : answer.WithRate(context.Key.Window.Peek())));
    }
}
