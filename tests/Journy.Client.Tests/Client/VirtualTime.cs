using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Journy.Pacing;

namespace Journy.Tests.Client;

/// <summary>
/// Time that passes only when a test lets it: a queue of what happens next. Everything runs on the test's own thread, one
/// after the other, so that a run is the same every time.
/// </summary>
internal sealed class VirtualTime : IClock
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _events = new();
    private long _order;

    public TimeSpan Now { get; private set; } = TimeSpan.FromDays(3);

    public DateTimeOffset UtcNow => InstantClock.Start + Now;

    /// <summary>True where nothing will ever happen.</summary>
    public bool IsEmpty => _events.Count == 0;

    /// <summary>Lets something happen after a time.</summary>
    public void After(TimeSpan time, Action happening) => _events.Enqueue(happening, (Now + time, _order++));

    /// <summary>Goes on to the next thing that happens.</summary>
    public void Step()
    {
        _events.TryDequeue(out Action? happening, out (TimeSpan At, long Order) when);
        Now = when.At;
        happening!();
    }

    /// <summary>Goes on for a time, with all that happens in it.</summary>
    public void Pass(TimeSpan time)
    {
        TimeSpan end = Now + time;
        while (_events.TryPeek(out _, out (TimeSpan At, long Order) next) && next.At <= end)
        {
            Step();
        }

        Now = end;
    }

    /// <summary>Runs a test on a thread on which awaits go on at once, where their time comes.</summary>
    public static Task RunAsync(Action test) => Task.Factory.StartNew(
        test, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        TaskCompletionSource delay = new();
        CancellationTokenRegistration registration = cancellationToken.Register(() => delay.TrySetCanceled(cancellationToken));
        After(time, () =>
        {
            registration.Dispose();
            delay.TrySetResult();
        });
        return delay.Task;
    }
}
