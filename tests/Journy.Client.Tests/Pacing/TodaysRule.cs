using System;
using Journy.Pacing;

namespace Journy.Tests.Pacing;

/// <summary>The rule of version 1.0, kept to measure against: full speed down to a tenth of the limit, a crawl below a twentieth.</summary>
internal sealed class TodaysRule : ISimulatedRule
{
    private const double FullSpeedShare = 0.10;
    private const double CrawlShare = 0.05;
    private const int UnnamedLimit = 1620;
    private const int MostPauses = 3;

    private readonly CallSlidingCount _started = new();
    private int? _limit;
    private int _remaining;
    private bool _probing = true;
    private int _inFlight;
    private int _startedEver;
    private int _noted;
    private double? _lastStart;
    private double _pauseEnds;
    private int _pauses;

    public double Wait(double now)
    {
        if (_pauseEnds > now)
        {
            return _pauseEnds - now;
        }

        if (_probing && _inFlight > 0)
        {
            return 0.25;
        }

        TimeSpan time = TimeSpan.FromSeconds(now);
        if (_limit is not { } limit)
        {
            return _started.Total(time) >= UnnamedLimit ? _started.UntilNextLeaves(time).TotalSeconds : 0;
        }

        return _lastStart is { } last ? last + Spacing(limit, _remaining) - now : 0;
    }

    public CallTicket Start(double now)
    {
        // The calls in flight stand where the rule of today has what it knew when a call left.
        CallTicket ticket = new(++_startedEver, now, _inFlight, 0, 0);
        _inFlight++;
        _remaining--;
        _lastStart = now;
        _started.Add(TimeSpan.FromSeconds(now));
        return ticket;
    }

    public void Leave(CallTicket ticket, int? limit, int? remaining, CallEnd end, double now)
    {
        _inFlight--;
        _probing &= end == CallEnd.Refused;
        _pauses = end == CallEnd.Answered ? 0 : _pauses;
        if (limit is null || remaining is null)
        {
            _limit = end == CallEnd.Answered ? null : _limit;
        }
        else if (ticket.Number > _noted)
        {
            _noted = ticket.Number;
            _limit = limit;
            _remaining = remaining.Value - (_startedEver - ticket.Number) - ticket.AnsweredBefore;
        }
    }

    public bool TryPause(double now)
    {
        bool pausing = _pauseEnds > now;
        if (!pausing && _pauses >= MostPauses)
        {
            return false;
        }

        _pauses += pausing ? 0 : 1;
        _pauseEnds = Math.Max(_pauseEnds, now + (5 << (_pauses - 1)));
        _probing = true;
        return true;
    }

    private static double Spacing(int limit, int remaining)
    {
        double share = (double)remaining / limit;
        if (share >= FullSpeedShare)
        {
            return 0;
        }

        double speed = limit / 60.0 * (share - CrawlShare) / (FullSpeedShare - CrawlShare);
        return share <= CrawlShare ? Math.Pow(60, 1 - (Math.Max(0, share) / CrawlShare))
            : speed <= 1 ? 1
            : 1 / speed;
    }
}
