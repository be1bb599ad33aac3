using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Xunit;

namespace Journy.Tests.Emulator;

/// <summary>A clock that stands still until a test moves it. Its timers fire in the order of their times while it moves.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();
    private long _ticks = new DateTimeOffset(2025, 2, 1, 12, 0, 0, TimeSpan.Zero).UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, period);
        lock (_gate)
        {
            ManualTimer timer = new(this, () => callback(state), _ticks + dueTime.Ticks);
            _timers.Add(timer);
            _waits.Writer.TryWrite(dueTime);
            return timer;
        }
    }

    /// <summary>Waits until somebody waits on this clock.</summary>
    /// <returns>How long they do. Each wait is told once, in the order of their beginnings.</returns>
    public ValueTask<TimeSpan> NextWaitAsync() => _waits.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public void Advance(TimeSpan time)
    {
        long end = GetTimestamp() + time.Ticks;
        while (TakeDue(end) is ManualTimer timer)
        {
            timer.Fire();
        }

        Interlocked.Exchange(ref _ticks, end);
    }

    private ManualTimer? TakeDue(long end)
    {
        lock (_gate)
        {
            ManualTimer? timer = _timers.Where(one => one.Due <= end).MinBy(one => one.Due);
            if (timer is not null)
            {
                _timers.Remove(timer);
                Interlocked.Exchange(ref _ticks, Math.Max(_ticks, timer.Due));
            }

            return timer;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action fire, long due) : ITimer
    {
        public long Due => due;

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose()
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
