using System;
using System.Collections.Generic;
using Journy.Emulator.Keys;

namespace Journy.Emulator;

/// <summary>
/// The customer's own application at work. Its calls take room in the window of the key, but are no requests: the ledger does not hold
/// them. It needs no timer: at each look at the window, every call that was due until then is made, each at its very time. It ends when it
/// is stopped or its key is disabled.
/// </summary>
public sealed class EmulatedApplication
{
    private readonly RateWindow _window;
    private readonly TimeProvider _time;
    private readonly CallTimes _times;
    private readonly List<ApplicationCall>? _log;
    private readonly long _startedAt;
    private readonly DateTimeOffset _startedAtUtc;
    private CallCounts _counts;

    internal EmulatedApplication(ApplicationOptions options, RateWindow window, TimeProvider time)
    {
        Options = options;
        _window = window;
        _time = time;
        _startedAt = time.GetTimestamp();
        _startedAtUtc = time.GetUtcNow();
        _times = new CallTimes(options, time, _startedAt);
        _log = options.KeepLog ? [] : null;
    }

    /// <summary>Gets how the application was set up.</summary>
    public ApplicationOptions Options { get; }

    /// <summary>Gets the number of calls that were made until now.</summary>
    public long Calls => Counts.Total;

    /// <summary>Gets the number of calls until now that were refused, because the key had used up its calls.</summary>
    public long Refused => Counts.Refused;

    /// <summary>Gets the calls that were made until now, let through and refused, of one moment.</summary>
    public CallCounts Counts => _window.Read(() => _counts);

    /// <summary>Gets a snapshot of the calls in the order of their times; empty unless <see cref="ApplicationOptions.KeepLog"/> is
    /// set.</summary>
    public IReadOnlyList<ApplicationCall> Log => _window.Read<ApplicationCall[]>(() => _log is null ? [] : [.. _log]);

    /// <summary>Gets the time of the next call. Only for the window, which holds its lock.</summary>
    internal long Due => _times.Due;

    /// <summary>Ends the application: no call is made from now on.</summary>
    public void Stop() => _window.Detach(this);

    /// <summary>Makes the call that is due. Only for the window, which holds its lock.</summary>
    internal void MakeCall(bool admitted)
    {
        _counts = _counts.With(admitted);
        _log?.Add(new ApplicationCall(_startedAtUtc + _time.GetElapsedTime(_startedAt, _times.Due), !admitted));
        _times.MoveNext();
    }
}
