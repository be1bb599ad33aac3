using System;
using System.Threading;
using System.Threading.Tasks;
using Journy.Pacing;

namespace Journy.Tests.Promises;

/// <summary>A clock that tells when somebody waits, and on which no wait takes any time.</summary>
internal sealed class EagerClock : IClock
{
    private long _waited;

    public Action? OnDelay { get; set; }

    public TimeSpan Now => SystemClock.Instance.Now + TimeSpan.FromTicks(Interlocked.Read(ref _waited));

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        OnDelay?.Invoke();
        Interlocked.Add(ref _waited, time.Ticks);
        return Task.CompletedTask;
    }
}
