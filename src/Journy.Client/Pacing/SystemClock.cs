using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Pacing;

/// <summary>The machine's own time.</summary>
internal sealed class SystemClock : IClock
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public static SystemClock Instance { get; } = new();

    public TimeSpan Now => _watch.Elapsed;

    public DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);
}
