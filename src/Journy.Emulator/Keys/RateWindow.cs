using System;
using System.Collections.Generic;
using System.Threading;

namespace Journy.Emulator.Keys;

/// <summary>The rate window of one key: what is counted, who is let through, and what the headers say of it.</summary>
internal sealed class RateWindow
{
    /// <summary>What the no-limit mode reports: so large that no client ever slows down for it.</summary>
    internal const int Unlimited = 1_000_000_000;

    private readonly Lock _gate = new();
    private readonly RateCount _count;
    private readonly TimeProvider _time;
    private readonly RateHeader _header;
    private readonly bool _refusedCallsCount;
    private readonly long _headerAge;
    private readonly Queue<(long Time, int Remaining)> _past = new();
    private int? _old;
    private int? _limit;
    private EmulatedApplication? _application;
    private CallCounts _moduleCalls;
    private CallCounts _applicationCalls;

    internal RateWindow(int? limit, EmulatorOptions options)
    {
        _limit = limit;
        _time = options.TimeProvider;
        _count = RateCount.Create(options.RateWindowKind, (long)(options.RateWindow.TotalSeconds * _time.TimestampFrequency));
        _header = options.RateHeader;
        _refusedCallsCount = options.RefusedCallsCount;
        _headerAge = (long)(options.RateHeaderAge.TotalSeconds * _time.TimestampFrequency);
    }

    /// <summary>Counts a call of the module, unless the window is full.</summary>
    internal RateReading Take()
    {
        lock (_gate)
        {
            long now = CatchUp();
            bool admitted = Enter(now);
            _moduleCalls = _moduleCalls.With(admitted);
            return Reading(admitted, now);
        }
    }

    /// <summary>Reads the window without counting a call.</summary>
    internal RateReading Peek()
    {
        lock (_gate)
        {
            long now = CatchUp();
            return Reading(HasRoom(now), now);
        }
    }

    /// <summary>Takes a snapshot, for tests.</summary>
    internal KeyRate Snapshot()
    {
        lock (_gate)
        {
            return new KeyRate(_limit, Remaining(CatchUp()), _moduleCalls, _applicationCalls);
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

    /// <summary>Ends an application; with <see langword="null"/> the one that runs.</summary>
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

    private bool HasRoom(long now) => _limit is not int limit || _count.Used(now, _limit) + 1 <= limit;

    private int? Remaining(long now) => _limit is int limit ? Math.Max(0, (int)Math.Floor(limit - _count.Used(now, _limit))) : null;

    private RateReading Reading(bool admitted, long now)
    {
        int limit = _limit ?? Unlimited;
        int remaining = _headerAge == 0 ? Remaining(now) ?? Unlimited : OldRemaining(now) ?? limit;
        return _header switch
        {
            RateHeader.Tens => new(admitted, limit, remaining / 10 * 10),
            RateHeader.Constant => new(admitted, limit, limit - 1),
            RateHeader.Absent => new(admitted, null, null),
            _ => new(admitted, limit, remaining),
        };
    }

    /// <summary>What was left when the header's age was the present; null if nobody had called by then.</summary>
    private int? OldRemaining(long now)
    {
        while (_past.TryPeek(out (long Time, int Remaining) past) && past.Time <= now - _headerAge)
        {
            _old = _past.Dequeue().Remaining;
        }

        return _old;
    }

    /// <summary>Brings the window to this moment, with every call of the application that was due on the way.</summary>
    private long CatchUp()
    {
        long now = _time.GetTimestamp();
        while (_application is { } application && application.Due <= now)
        {
            long due = application.Due;
            bool admitted = Enter(due);
            _applicationCalls = _applicationCalls.With(admitted);
            application.MakeCall(admitted);
        }

        return now;
    }

    private bool Enter(long time)
    {
        bool admitted = HasRoom(time);
        if (admitted || _refusedCallsCount)
        {
            // Also without a limit, and beyond it: it may be changed, and then the past still counts.
            _count.Add(time, _limit);
        }

        if (_headerAge > 0)
        {
            _past.Enqueue((time, Remaining(time) ?? Unlimited));
            OldRemaining(time);
        }

        return admitted;
    }
}
