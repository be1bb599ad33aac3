using System;

namespace Journy.Pacing;

/// <summary>
/// When the next call on a key may start. What no header says is known anyway: our own calls, exactly. What others use is what the
/// header says beyond them, and little is kept back unless others were seen to need more. docs/pacing.md has the reasons and the
/// figures. Times are seconds of one clock; not safe for several threads.
/// </summary>
internal sealed class PacingRule
{
    /// <summary>Clocks differ, and the server's minute begins when a call arrives: so much longer is a call held to be in it.</summary>
    public const double Margin = 0.1;

    /// <summary>Calls a minute if the server names no limit: nine tenths of journy.io's usual 1,800.</summary>
    public const int UnnamedLimit = 1620;

    private const double Window = 60;

    // Never used, of the limit, and the width of the band above it in which the pace goes from all to nothing. The pace over the
    // band is 2 a second: with a round trip of 0.3 s it stays below π/2, where it would begin to swing.
    private const double Kept = 0.003;
    private const double Band = 0.009;

    // The pace above the band, of the limit's own: enough to fill what chance leaves. With 1.25 copies share at 0.73, with 1.08 at 0.9.
    private const double Fill = 1.08;
    private const double FillMore = 0.3;

    // Nothing is slower than this, of the limit's own pace, above the band: who comes back down finds us at work.
    private const double LeastPace = 0.5;

    // A refusal doubles the band, up to so many times: a header that is two seconds old makes the pace swing in a narrow one.
    private const double MostBands = 4;

    // The pace, of that above the band, which goes on while only what was learnt holds it back: what was learnt may be long gone.
    // With 0.1 two copies on a window in steps of ten seconds lose 4 % of the limit more; with 0.4 more of ours are refused beside bursts
    // at random times.
    private const double PaceInReserve = 0.3;

    // From the start, and whenever less than this share of the limit was used within a minute: so many times the limit's own pace,
    // while more than this share is left.
    private const double Idle = 0.1;
    private const double FullSpeed = 4;
    private const double LeftAtFullSpeed = 0.1;

    // So many go at once from the start, to see whether what is left moves: at our pace tokens may come back as fast as they go.
    private const int AtOnce = 8;

    // What a sudden use teaches is held longer than a minute, so that what comes once a minute is remembered, then halves.
    private const double HeldFor = 90;
    private const double HalfLife = 30;
    private const double MostLearnt = 0.25;

    // A window that was found empty hides how much more was wanted: at least this share of the limit, or twice what was known.
    private const double EmptyBelow = 0.0015;
    private const double LearntFromEmpty = 0.05;
    private const double BetweenEmpties = 5;

    // Deviations that chance is given: for the time until own calls leave, and for the round trip of half a second.
    private const double Deviations = 2.5;
    private const double DeviationsOfRoundTrip = 1.5;

    // The age of an answer from which own calls that have left the minute since say more.
    private const double OldAnswer = 0.5;

    // Own calls that the answer knows nothing of, and calls that are left, as shares of the limit, for so many seconds: the limit
    // is none of a minute. Back when fewer are missing for a minute.
    private const double Missing = 0.25;
    private const double MissingAgain = 0.10;
    private const double SureOfOther = 3;
    private const double SureOfMinute = 60;

    // Nothing came back for so long, although as many own calls are older: the window is longer than a minute.
    private const double NothingBack = 75;

    // After a refusal that nothing foretold: own calls at most so many times what they were, back by so much a minute.
    private const double AfterRefusal = 0.8;
    private const double LeastCeiling = 0.1;
    private const double RegainedAMinute = 0.05;
    private const double Foretold = 0.05;

    // Pauses in a row, without a success in between, after which a further 429 ends the run; together they are longer than a minute.
    private const int MostPauses = 3;

    // Seconds between calls if nothing is left to use, and how much a late start is made up for: otherwise timers of 15.6 ms cost 3 %.
    private const double Crawl = 5;
    private const double Late = 0.1;

    // Waits are looked at again this often, since an answer may have changed what is left.
    private const double Nap = 0.05;

    private static readonly double[] Pauses = [5, 15, 45];

    // Seconds ahead at which it is asked what newcomers may have used, and what of ours has left until then.
    private static readonly double[] Ahead = [1.5, 3, 6, 12, 20, 30, 40, 50, 59];

    private readonly CallHistory _calls = new();
    private readonly CallSlidingCount _lastMinute = new();
    private readonly FixedWindow _fixed = new();

    private int? _limit;
    private CallAnswer _newest;
    private bool _isProbing = true;
    private bool _isAnswered;
    private bool _isFast = true;
    private double _fastUntil;
    private double? _lastStart;
    private double _spacing;
    private int _pauses;
    private double _ceiling = 1;
    private double _ceilingAt;
    private double _leftBefore;
    private double _heldBackAt = double.NegativeInfinity;

    private double _bands = 1;
    private double _learnt;
    private double _learntAt;
    private double _emptyAt = double.NegativeInfinity;
    private double _leastForeign;

    private double _least;
    private double _most;
    private double _floor;
    private double? _roseAt;
    private int _leftAtRise;
    private bool _callsComeBack;
    private bool _isLonger;
    private bool _isOther;
    private double _otherSince;
    private double? _otherDoubt;

    /// <summary>How long to wait before looking again, in seconds; 0 or less if a call may start now.</summary>
    public double Wait(double now, CallerLimits caller)
    {
        _calls.Advance(now);
        double wait = WaitAt(now, caller);
        _heldBackAt = wait > 0 && !_isProbing && now >= _fastUntil - Window + Nap ? now : _heldBackAt;
        return wait;
    }

    private double WaitAt(double now, CallerLimits caller)
    {
        if (_isProbing && _calls.InFlight > 0)
        {
            // Nothing is known of the limit, which may be a small one: one call goes ahead.
            return Nap;
        }

        double reserve = (caller.ReserveForOthers ?? 0) / 100.0;
        double own = Math.Min(caller.RequestsPerMinute ?? double.MaxValue, _limit is { } named
            ? reserve > 0 ? Math.Max(1, Math.Floor(named * (1 - reserve))) : double.MaxValue
            : UnnamedLimit * Math.Min(Ceiling(now), 1 - reserve));
        if (own < double.MaxValue && _lastMinute.Total(Time(now)) >= own)
        {
            return _lastMinute.UntilNextLeaves(Time(now)).TotalSeconds;
        }

        if (_lastStart is null || (_limit is null && !_isAnswered))
        {
            return 0;
        }

        if (_limit is not { } limit)
        {
            // Evenly: a server that weighs the minute before would refuse a second rush although no minute has too many.
            return After(Window / (Fill * UnnamedLimit * Math.Min(Ceiling(now), 1 - reserve)), now);
        }

        double left = Left(now);
        double held = Held(now);
        if (held >= limit * Ceiling(now) && !_isOther)
        {
            // Own calls alone use up the limit. If much is left all the same, a call now and then finds out why.
            return left < Missing * limit || _most - _least < 2 ? Nap : After(Crawl, now);
        }

        double kept = Math.Max(2, Kept * limit);
        if (_fixed.IsKnown)
        {
            return After(Math.Min(Crawl, 1 / Math.Max(1e-9, _fixed.Pace(left, kept, limit, now))), now);
        }

        return _isLonger || _isOther
            ? After(SpacingOfOther(left - _calls.InFlight, limit, now), now)
            : WaitInMinute(left, held, kept, limit, caller, now);
    }

    /// <summary>Counts a call as started.</summary>
    public CallTicket Start(double now)
    {
        // From when it was due, not from when the timer came.
        _lastStart = _lastStart is { } last && _spacing > 0 ? Math.Max(now - Late, Math.Min(now, last + _spacing)) : now;
        _spacing = 0;
        _calls.Advance(now);
        _calls.AddStart();
        _lastMinute.Add(Time(now));
        return new CallTicket(_calls.Started, now, _calls.Answered, _leastForeign, _floor);
    }

    /// <summary>Takes note of a call that ended, however it ended.</summary>
    public void Leave(CallTicket ticket, int? limit, int? remaining, CallEnd end, double now)
    {
        _calls.Advance(now);
        _calls.AddAnswer();
        _isProbing &= end == CallEnd.Refused;
        _isAnswered |= end != CallEnd.Lost;
        _leftBefore = _limit is null ? 0 : Left(now);
        _pauses = end == CallEnd.Answered ? 0 : _pauses;
        if (limit is not null && remaining is not null)
        {
            if (limit != _limit)
            {
                Forget(limit.Value);
            }

            Note(ticket, remaining.Value, limit.Value, now);
        }
        else if (end == CallEnd.Answered)
        {
            _limit = null;
        }
    }

    /// <summary>Takes note of a 429.</summary>
    /// <param name="now">When it came.</param>
    /// <param name="isPausing">True if another one's pause goes on.</param>
    /// <returns>The seconds of the pause; null if three in a row did not help.</returns>
    public double? Refuse(double now, bool isPausing)
    {
        if (!isPausing && (_limit is null || _leftBefore >= Foretold * _limit))
        {
            _isOther = false;
            _ceiling = Math.Max(LeastCeiling, AfterRefusal * Math.Min(Ceiling(now), Held(now) / (_limit ?? UnnamedLimit)));
            _ceilingAt = now;
        }

        LearnEmpty(now);
        _bands = isPausing ? _bands : Math.Min(MostBands, 2 * _bands);
        if (!isPausing && ++_pauses > MostPauses)
        {
            return null;
        }

        // One call finds out whether the pause was long enough.
        _isProbing = true;
        return Pauses[Math.Min(MostPauses, Math.Max(1, _pauses)) - 1];
    }

    /// <summary>How fast the key is used now.</summary>
    public Pace Describe(double now)
    {
        _calls.Advance(now);
        int calls = _lastMinute.Total(Time(now));
        bool isHeldBack = now - _heldBackAt < 1;

        if (_limit is not { } limit)
        {
            return new Pace(calls, null, null, null, isHeldBack);
        }

        // At the newest answer: own calls that have left since would look like those of others.
        double others = _fixed.IsKnown ? _fixed.Others * Window : Others(_newest.Number - _calls.AnsweredBy(_newest.At - Window - Margin));
        return new Pace(calls, Math.Max(0, Left(now) / limit), limit, now - _newest.At > Window ? 0 : (int)others, isHeldBack);
    }

    /// <summary>The wait if the limit is one of a sliding minute, or nearly.</summary>
    private double WaitInMinute(double left, double held, double kept, int limit, CallerLimits caller, double now)
    {
        double own = limit / Window;
        double band = Math.Max(3, Band * limit) * _bands;
        bool learns = caller.ReserveForOthers is null;
        double start = kept + (DeviationsOfRoundTrip * Math.Sqrt(Others(held) / Window))
            + (learns ? Math.Max(0, Newcomers(now, held) - band) : 0);
        double low = start + (learns ? Learnt(now) * PartOf(held) : 0);
        double high = low + band;
        if (_calls.InFlight > 0 && left > start && start >= left - CameBack(now) && now - _newest.At > OldAnswer)
        {
            // Only the silence says that something is left: one call finds out.
            return Nap;
        }

        _isFast = _isFast || IsIdle(now);
        if (_isFast)
        {
            if (Math.Min(left, limit - held) >= Math.Max(high, (LeftAtFullSpeed * limit) + (2 * _calls.InFlight)))
            {
                _fastUntil = now + Window;
                return _least >= limit - 1 && held < Math.Min(AtOnce, LeftAtFullSpeed * limit) ? 0 : After(1 / (FullSpeed * own), now);
            }

            _isFast = IsIdle(now);
        }

        double top = own * Math.Max(LeastPace, 1 - (Others(held) / limit)) * (Fill + (FillMore * Math.Max(0, left - high) / limit));
        double pace = left >= high
            ? top
            : top * Math.Max((left - low) / band, PaceInReserve * Math.Min(1, (left - start) / band));

        // If own calls have become older than a minute since the last answer, one call soon finds out whether they have come back.
        double slowness = CameBack(now) > band ? 0 : 1 - Math.Min(1, Math.Max(0, left) / start);
        return After(pace > 0 ? 1 / pace : Crawl * Math.Pow(Window / Crawl, slowness), now);
    }

    /// <summary>
    /// The time between calls if the limit is of another kind: full speed, found by doubling, down to a tenth; then slower in a straight
    /// line; then from a second at a twentieth to a minute at nothing left, or to five if the window is long.
    /// </summary>
    private double SpacingOfOther(double left, int limit, double now)
    {
        double own = limit / Window;
        double share = left / limit;
        double spacing = share <= 0.05 ? Math.Pow(Window, 1 - (Math.Max(0, share) / 0.05)) : Math.Min(1, 1 / (own * (share - 0.05) / 0.05));
        spacing = share >= 0.10 ? 0 : spacing;
        spacing = Math.Max(spacing, 1 / (2 * own * Math.Pow(2, Math.Min(9, (now - _otherSince) / 15))));
        return _isLonger && share < 0.05 ? Math.Max(spacing, Math.Min(300, 3600 / (Math.Max(0, left) + 1))) : spacing;
    }

    private void Note(CallTicket ticket, int remaining, int limit, double now)
    {
        _least = Math.Min(_least, remaining);
        _most = Math.Max(_most, remaining);
        NoteOthers(ticket, limit - remaining, now);
        if (remaining < Math.Max(1, EmptyBelow * limit))
        {
            LearnEmpty(now);
        }

        NoteComingBack(ticket, remaining, limit, now);
        if (ticket.Number <= _newest.Number || _fixed.IsOutdated(ticket, remaining < _newest.Remaining))
        {
            return;
        }

        CallAnswer answer = new(ticket.Number, ticket.StartedAt, now, remaining);
        double missing = Math.Max(0, ticket.AnsweredBefore - _calls.StartedAfterStep(now - Window)) - (limit - remaining);
        NoteKind(answer, missing, limit, now);
        _newest = answer;
    }

    /// <summary>Learns what others use beyond what our own calls that leave can make up for.</summary>
    private void NoteOthers(CallTicket ticket, int used, double now)
    {
        if (_fixed.IsKnown)
        {
            return;
        }

        // Less all own calls that may be in it: against what was known when the call left, since of two answers that overtook each
        // other neither says what came first. Without others it only falls, whatever the kind of server.
        double foreign = used - _calls.Started;
        if (foreign > ticket.LeastForeign)
        {
            Learn(foreign - ticket.LeastForeign, now);
        }

        _leastForeign = Math.Min(_leastForeign, used - ticket.AnsweredBefore);
    }

    /// <summary>Finds out whether own calls leave after a minute.</summary>
    private void NoteComingBack(CallTicket ticket, int remaining, int limit, double now)
    {
        int left = _calls.AnsweredBy(now - Window - Margin);
        if (_roseAt is null || remaining > ticket.Floor)
        {
            _callsComeBack |= _roseAt is not null && left > _leftAtRise;
            (_roseAt, _leftAtRise, _floor) = (now, left, remaining);
            return;
        }

        _floor = Math.Min(_floor, remaining);
        _isLonger |= now - _roseAt >= NothingBack && left - _leftAtRise >= Missing * limit && _most - _least >= 2;
    }

    /// <summary>Finds out what kind of limit it is.</summary>
    private void NoteKind(CallAnswer answer, double missing, int limit, double now)
    {
        bool doubts = _isOther
            ? missing < MissingAgain * limit
            : Math.Min(answer.Remaining, missing) >= Missing * limit && !_fixed.IsKnown && _most - _least >= 2;
        _otherDoubt = doubts ? _otherDoubt ?? now : null;
        if (now - _otherDoubt >= (_isOther ? SureOfMinute : SureOfOther))
        {
            (_isOther, _otherSince, _otherDoubt) = (!_isOther, now, null);
        }

        bool wasFixed = _fixed.IsKnown;
        if (_newest.Number > 0 && !_fixed.Note(_newest, answer, limit, missing))
        {
            _otherSince = _isOther ? _otherSince : now;
            _isOther = true;
        }

        if (_fixed.IsKnown && !wasFixed)
        {
            (_isOther, _otherDoubt, _learnt) = (false, null, 0);
        }
        else if (wasFixed && !_fixed.IsKnown)
        {
            _leastForeign = double.PositiveInfinity;
        }
    }

    /// <summary>Begins anew with another limit; own calls of the last minute stay known.</summary>
    private void Forget(int limit)
    {
        _limit = limit;
        _newest = default;
        _fixed.Forget();
        _isOther = _isLonger = _callsComeBack = false;
        _otherDoubt = _roseAt = null;
        _learnt = _most = 0;
        _bands = 1;
        _least = _floor = _leastForeign = double.PositiveInfinity;
    }

    /// <summary>Own calls that can still be in a sliding minute.</summary>
    private double Held(double now) => _calls.Started - _calls.AnsweredBy(now - Window - Margin);

    /// <summary>Own calls that have left a sliding minute since the newest answer.</summary>
    private int CameBack(double now) => _calls.AnsweredBy(now - Window - Margin) - _calls.AnsweredBy(_newest.At - Window - Margin);

    /// <summary>What is left for a call that starts now, by all that is known.</summary>
    private double Left(double now)
    {
        int limit = _limit!.Value;
        double left = _newest.Remaining - (_calls.Started - _newest.Number);
        if (_fixed.IsKnown)
        {
            return _fixed.LeftOfNext(_newest, limit, _calls, now) ?? left;
        }

        left += now - _newest.At > OldAnswer && _callsComeBack && !_isLonger && !_isOther ? CameBack(now) : 0;

        // A zero says too little if the limit was lowered.
        return _newest.Remaining == 0 && !_isOther ? Math.Min(left, limit - Held(now)) : left;
    }

    private double Others(double held) => Math.Max(0, _limit!.Value - _newest.Remaining - held);

    /// <summary>Who holds less than half of the limit has less to give way with: copies come to equal shares by it.</summary>
    private double PartOf(double held) => Math.Min(1, 2 * held / _limit!.Value);

    private bool IsIdle(double now) => _calls.Started - _calls.StartedBy(now - Window) < Idle * _limit!.Value;

    private double Ceiling(double now) => Math.Min(1, _ceiling + (RegainedAMinute * (now - _ceilingAt) / Window));

    private double Learnt(double now) => _learnt * Math.Pow(0.5, Math.Max(0, now - _learntAt - HeldFor) / HalfLife);

    private void Learn(double calls, double now)
    {
        calls = Math.Min(calls, MostLearnt * _limit!.Value);
        if (calls >= Learnt(now))
        {
            (_learnt, _learntAt) = (calls, now);
        }
    }

    private void LearnEmpty(double now)
    {
        if (_limit is { } limit && now - _emptyAt > BetweenEmpties)
        {
            Learn(Math.Max(LearntFromEmpty * limit, 2 * Learnt(now)), now);
            _emptyAt = now;
        }
    }

    /// <summary>
    /// The room for a newcomer, at up to our own pace beyond half of the limit, and for what chance adds to the others, until own calls
    /// have left and we have given way. None when all run evenly.
    /// </summary>
    private double Newcomers(double now, double held)
    {
        double pace = Math.Max(0, (2 * held) - _limit!.Value) / Window;
        double others = Others(held) / Window;
        double part = now < _fastUntil ? 1 : PartOf(held);
        int left = _calls.AnsweredBy(now - Window);
        double most = 0;
        foreach (double ahead in Ahead)
        {
            double used = (pace * ahead) + (part * Deviations * Math.Sqrt(2 * others * ahead));
            most = Math.Max(most, used - (_calls.AnsweredBy(now - Window + ahead) - left));
        }

        return most;
    }

    private double After(double spacing, double now)
    {
        _spacing = spacing;
        return Math.Min(Nap, _lastStart!.Value + spacing - now);
    }

    private static TimeSpan Time(double seconds) => TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
}
