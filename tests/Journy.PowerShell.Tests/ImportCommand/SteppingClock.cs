using System;
using System.Threading;
using System.Threading.Tasks;
using Journy.Pacing;
using Journy.Tests.Client;

namespace Journy.Tests.ImportCommand;

/// <summary>A clock that a test moves on; every delay is over at once and takes its time on it.</summary>
internal sealed class SteppingClock : IClock
{
    private long _ticks = TimeSpan.FromHours(1).Ticks;

    public TimeSpan Now => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    public DateTimeOffset UtcNow => InstantClock.Start + Now;

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        Pass(time);
        return Task.CompletedTask;
    }
}
