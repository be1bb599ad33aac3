using System;
using System.Threading;
using System.Threading.Tasks;
using Journy.Pacing;

namespace Journy.Tests.Client;

/// <summary>A clock that stands still: no delay is ever over, but a token ends it.</summary>
internal sealed class HeldClock : IClock
{
    private readonly TaskCompletionSource<TimeSpan> _firstDelay = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TimeSpan Now => TimeSpan.FromHours(1);

    public DateTimeOffset UtcNow => InstantClock.Start;

    /// <summary>Ends when somebody waits, with the time that they wait.</summary>
    public Task<TimeSpan> FirstDelay => _firstDelay.Task;

    public async Task DelayAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _firstDelay.TrySetResult(time);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
    }
}
