using System;
using System.Collections.Generic;

namespace Journy.Pacing;

/// <summary>
/// What is known of a limit that is full again at each whole minute of the server's clock. In between nothing comes back, so a late caller
/// finds only what was left. Nothing announces these moments; they are found by watching.
/// </summary>
internal sealed class FixedWindow
{
    private const double Window = 60;

    // What must come back at once, of the limit, to be a beginning; and once one is known. Rounded headers jump by a hundredth.
    private const double FirstRise = 0.25;
    private const double Rise = 0.05;

    // What must be left after the first. Others may have been quicker by a quarter.
    private const double LeftAfterFirst = 0.75;

    // How far, in seconds, beginnings may lie from whole minutes.
    private const double Slack = 1;

    // The pace of others is taken over so many seconds: shorter is too rough to plan on, longer too slow to see copies give way.
    private const double Span = 12;
    private const double LeastSpan = 4;

    // Chance adds what two and a half deviations are: once in 160 minutes more.
    private const double Deviations = 2.5;

    // In the first half of a minute everyone takes at least half of an even share, whatever the others took before: copies come to
    // equal shares by it, and others of up to 1,390 calls a minute of 1,800 still find theirs in the second half.
    private const double EvenUntil = 30;
    private const double EvenShare = 0.5;

    // The fastest, of the limit's own pace, for what is left at the end.
    private const double Fastest = 1.5;

    // What others use within a second beyond their pace may come again at any time until the minute ends, half of it in the next.
    private const double BurstSpan = 1;

    private readonly Queue<(double Time, double Used)> _usedByOthers = new();
    private double? _from;
    private double _to;
    private int _startedBefore;
    private double _burst;
    private (double Time, double Used) _lastUsed;

    /// <summary>True while beginnings come at whole minutes.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Calls of others a second.</summary>
    public double Others { get; private set; }

    public void Forget()
    {
        IsKnown = false;
        Others = _burst = 0;
        _usedByOthers.Clear();
        _from = null;
    }

    /// <summary>True for an answer from before the beginning that is known already.</summary>
    public bool IsOutdated(CallTicket ticket, bool saysLess) => IsKnown && saysLess && ticket.StartedAt < _to;

    /// <summary>Takes note of an answer.</summary>
    /// <param name="before">The answer before it.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="missing">Own calls of the last minute that the answer says nothing of.</param>
    /// <returns>False if as much came back at another time: the window is no minute.</returns>
    public bool Note(CallAnswer before, CallAnswer answer, int limit, double missing)
    {
        double rise = answer.Remaining - before.Remaining;
        bool hasBegun = IsKnown
            ? rise >= Rise * limit
            : rise >= FirstRise * limit && answer.Remaining >= LeftAfterFirst * limit && missing >= Rise * limit;
        if (hasBegun)
        {
            // Somewhere between the call that had found the old one and the answer that tells of the new one.
            double from = before.StartedAt;
            double to = answer.At;
            if (_from is { } earliest)
            {
                double minutes = Window * Math.Max(1, Math.Ceiling((from - _to - Slack) / Window));
                if (earliest + minutes > to + Slack)
                {
                    Forget();
                    (_from, _to) = (from, to);
                    return false;
                }

                to = Math.Min(to, _to + minutes);
                from = Math.Min(to, Math.Max(from, earliest + minutes));
            }

            (_from, _to) = (from, to);
            _startedBefore = before.Number;
            _usedByOthers.Clear();
            _lastUsed = (_to, 0);
            _burst /= 2;
            IsKnown = true;
        }
        else if (IsKnown && answer.At > _to + (2 * Window))
        {
            Forget();
        }

        if (IsKnown && answer.StartedAt > _to && answer.StartedAt < _to + Window)
        {
            NoteOthers(answer.StartedAt, Math.Max(0, limit - answer.Remaining - (answer.Number - _startedBefore)));
        }

        return true;
    }

    /// <summary>What is left, if the minute has ended since the last answer.</summary>
    public int? LeftOfNext(CallAnswer last, int limit, CallHistory calls, double now) =>
        now >= _to + Window + PacingRule.Margin && last.At < _to + Window
            ? limit - (calls.Started - calls.StartedBy(_to + Window - Slack))
            : null;

    /// <summary>Calls a second that use what the others leave until the minute ends, evenly.</summary>
    public double Pace(double left, double kept, int limit, double now)
    {
        double rest = Window - ((now - _to) % Window);
        double room = left - kept;
        double others = (Others * rest) + (Deviations * Math.Sqrt(Others * rest)) + _burst;
        double pace = Math.Max(room - others, rest > EvenUntil ? EvenShare * room : 0) / rest;
        return Math.Min(pace, Fastest * limit / Window);
    }

    private void NoteOthers(double time, double used)
    {
        if (_usedByOthers.Count == 0)
        {
            _usedByOthers.Enqueue((_to, 0));
        }

        while (_usedByOthers.Count > 1 && _usedByOthers.Peek().Time < time - Span)
        {
            _usedByOthers.Dequeue();
        }

        (double since, double usedThen) = _usedByOthers.Peek();
        if (time - since >= LeastSpan)
        {
            Others = Math.Max(0, (used - usedThen) / (time - since));
        }

        _usedByOthers.Enqueue((time, used));
        _burst = Math.Max(_burst, used - _lastUsed.Used - (Others * Math.Max(BurstSpan, time - _lastUsed.Time)));
        _lastUsed = time - _lastUsed.Time > BurstSpan ? (time, used) : _lastUsed;
    }
}
