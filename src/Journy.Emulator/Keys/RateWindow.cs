using System;
using System.Collections.Generic;
using System.Threading;

namespace Journy.Emulator.Keys;

/// <summary>The sliding window of one key: a queue with the time of each call that is still inside it.</summary>
internal sealed class RateWindow
{
    /// <summary>What the no-limit mode reports: so large that no client ever slows down for it.</summary>
    internal const int Unlimited = 1_000_000_000;

    private readonly Lock _gate = new();
    private readonly Queue<long> _calls = new();
    private readonly TimeProvider _time;
    private readonly long _length;
    private readonly bool _refusedCallsCount;
    private int? _limit;
    private EmulatedApplication? _application;
    private CallCounts _moduleCalls;
    private CallCounts _applicationCalls;

    internal RateWindow(int? limit, TimeSpan length, bool refusedCallsCount, TimeProvider time)
    {
        _limit = limit;
        _length = (long)(length.TotalSeconds * time.TimestampFrequency);
        _refusedCallsCount = refusedCallsCount;
        _time = time;
    }

    /// <summary>Counts a call of the module, unless the window is full.</summary>
    internal RateReading Take()
    {
        lock (_gate)
        {
            bool admitted = Enter(CatchUp());
            _moduleCalls = _moduleCalls.With(admitted);
            return Reading(admitted);
        }
    }

    /// <summary>Reads the window without counting a call.</summary>
    internal RateReading Peek()
    {
        lock (_gate)
        {
            CatchUp();
            return Reading(HasRoom);
        }
    }

    /// <summary>Takes a snapshot for whoever tests.</summary>
    internal KeyRate Snapshot()
    {
        lock (_gate)
        {
            CatchUp();
            return new KeyRate(_limit, Remaining, _moduleCalls, _applicationCalls);
        }
    }

    /// <summary>Changes the limit. The calls of the past stay in the window.</summary>
    internal void SetLimit(int? limit)
    {
        lock (_gate)
        {
            CatchUp();
            _limit = limit;
        }
    }

    /// <summary>Starts an application, in place of one that runs already.</summary>
    internal EmulatedApplication Attach(ApplicationOptions options)
    {
        lock (_gate)
        {
            CatchUp();
            _application = new EmulatedApplication(options, this, _time);
            return _application;
        }
    }

    /// <summary>Ends an application, or with <see langword="null"/> whichever runs.</summary>
    internal void Detach(EmulatedApplication? application)
    {
        lock (_gate)
        {
            CatchUp();
            if (application is null || ReferenceEquals(application, _application))
            {
                _application = null;
            }
        }
    }

    /// <summary>Reads something of the application that is to be true at this moment.</summary>
    internal T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            CatchUp();
            return read();
        }
    }

    private bool HasRoom => _limit is not int limit || _calls.Count < limit;

    private int? Remaining => _limit is int limit ? Math.Max(0, limit - _calls.Count) : null;

    private RateReading Reading(bool admitted) => new(admitted, _limit ?? Unlimited, Remaining ?? Unlimited);

    /// <summary>Brings the window to this moment, with every call of the application that was due on the way.</summary>
    private long CatchUp()
    {
        long now = _time.GetTimestamp();
        while (_application is { } application && application.Due <= now)
        {
            long due = application.Due;
            DropExpired(due);
            bool admitted = Enter(due);
            _applicationCalls = _applicationCalls.With(admitted);
            application.MakeCall(admitted);
        }

        DropExpired(now);
        return now;
    }

    private bool Enter(long time)
    {
        bool admitted = HasRoom;
        if (admitted || _refusedCallsCount)
        {
            // Also without a limit, and beyond it: it may be changed, and then the past still counts.
            _calls.Enqueue(time);
        }

        return admitted;
    }

    private void DropExpired(long now)
    {
        while (_calls.TryPeek(out long oldest) && now - oldest >= _length)
        {
            _calls.Dequeue();
        }
    }
}
