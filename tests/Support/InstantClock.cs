using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Journy.Pacing;

namespace Journy.Tests.Client;

/// <summary>A clock on which every delay is over at once, takes its time and stays on record.</summary>
internal sealed class InstantClock : IClock
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _delays = [];
    private TimeSpan _now = TimeSpan.FromHours(1);

    /// <summary>A moment without fractions of a second, so that HTTP dates can name it.</summary>
    public static DateTimeOffset Start { get; } = new(2025, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public TimeSpan Now
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    public DateTimeOffset UtcNow => HasMachinesDate ? DateTimeOffset.UtcNow : Start + Now - TimeSpan.FromHours(1);

    /// <summary>True for the machine's time of day, which goes on from run to run.</summary>
    public bool HasMachinesDate { get; init; }

    /// <summary>Told of each delay, which ends with the task that it gives; null to end each at once.</summary>
    public Func<CancellationToken, Task>? OnDelay { get; set; }

    /// <summary>Every delay so far, in order.</summary>
    public IReadOnlyList<TimeSpan> Delays
    {
        get
        {
            lock (_gate)
            {
                return _delays.ToArray();
            }
        }
    }

    /// <summary>The time that all delays together took.</summary>
    public TimeSpan Waited => Now - TimeSpan.FromHours(1);

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time)
    {
        lock (_gate)
        {
            _now += time;
        }
    }

    public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        lock (_gate)
        {
            _now += time;
            _delays.Add(time);
        }

        return OnDelay?.Invoke(cancellationToken) ?? Task.CompletedTask;
    }
}
