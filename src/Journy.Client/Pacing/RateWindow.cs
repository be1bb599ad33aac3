using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Pacing;

/// <summary>
/// Decides when the next call on a key may start: at once while more than a tenth of the limit is left, then slower in a
/// straight line, at a crawl below a twentieth. What is left over belongs to the customer's live application. One window
/// a key and base address, shared by every runspace of the process.
/// </summary>
internal sealed class RateWindow : IDisposable
{
    /// <summary>Above this share of the limit calls go at full speed.</summary>
    private const double FullSpeedShare = 0.10;

    /// <summary>Below this share of the limit calls crawl.</summary>
    private const double CrawlShare = 0.05;

    /// <summary>Calls a minute where the server names no limit: nine tenths of journy.io's usual 1,800.</summary>
    private const int UnnamedLimit = 1620;

    /// <summary>Pauses in a row, without a success in between, after which a further 429 ends the run.</summary>
    private const int MostPauses = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstCrawl = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowestCrawl = TimeSpan.FromSeconds(60);

    // Waits are looked at again this often, since an answer may have changed what is left.
    private static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(250);

    private static readonly ConcurrentDictionary<string, RateWindow> Shared = new(StringComparer.Ordinal);

    private readonly IClock _clock;
    private readonly object _lock = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CallSlidingCount _started = new();

    private int? _limit;
    private int _remaining;
    private bool _probing = true;
    private int _inFlight;
    private long _startedEver;
    private long _noted;
    private TimeSpan _lastStart = TimeSpan.MinValue;
    private PauseNotice? _pause;
    private int _pausesInARow;

    public RateWindow(IClock clock) => _clock = clock;

    /// <summary>The pause that calls wait for now, or null.</summary>
    public PauseNotice? Pause
    {
        get
        {
            lock (_lock)
            {
                return _pause is not null && _pause.Ends > _clock.Now ? _pause : null;
            }
        }
    }

    /// <summary>How fast the key is used now.</summary>
    public Pace Pace
    {
        get
        {
            lock (_lock)
            {
                double? shareLeft = _limit is { } limit ? Math.Max(0, (double)_remaining / limit) : null;
                return new Pace(_started.Total(_clock.Now), shareLeft, _limit);
            }
        }
    }

    /// <summary>The window that this key shares with every other user of the key in this process.</summary>
    public static RateWindow For(string keyFingerprint, Uri baseUri) =>
        Shared.GetOrAdd(keyFingerprint + " " + baseUri.AbsoluteUri, _ => new RateWindow(SystemClock.Instance));

    /// <summary>Counts a call as started if it may start at once and nobody waits before it.</summary>
    /// <param name="requestsPerMinute">The caller's own limit, where it has a lower one.</param>
    /// <param name="ticket">What <see cref="Leave"/> takes when the call has ended.</param>
    /// <returns>False where the call must wait: <see cref="EnterAsync"/>.</returns>
    public bool TryEnter(int? requestsPerMinute, out CallTicket ticket)
    {
        ticket = default;
        if (!_turn.Wait(0, CancellationToken.None))
        {
            return false;
        }

        try
        {
            return TryStart(requestsPerMinute, out ticket) is null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits until a call may start, and counts it as started. Calls start in the order in which they came.</summary>
    /// <param name="requestsPerMinute">The caller's own limit, where it has a lower one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What <see cref="Leave"/> takes when the call has ended.</returns>
    public async Task<CallTicket> EnterAsync(int? requestsPerMinute, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CallTicket ticket;
            while (TryStart(requestsPerMinute, out ticket) is { } wait)
            {
                await _clock.DelayAsync(wait < LongestNap ? wait : LongestNap, cancellationToken).ConfigureAwait(false);
            }

            return ticket;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes note of a call that ended, however it ended.</summary>
    /// <param name="ticket">What <see cref="EnterAsync"/> gave the call.</param>
    /// <param name="limit">The limit that the answer named, if it made sense.</param>
    /// <param name="remaining">What the answer said is left, if it made sense.</param>
    /// <param name="end">How the call ended.</param>
    public void Leave(CallTicket ticket, int? limit, int? remaining, CallEnd end)
    {
        lock (_lock)
        {
            _inFlight--;
            if (end != CallEnd.Refused)
            {
                _probing = false;
            }

            if (end == CallEnd.Answered)
            {
                _pausesInARow = 0;
            }

            if (limit is not null && remaining is not null)
            {
                Note(ticket, limit.Value, remaining.Value);
            }
            else if (end == CallEnd.Answered)
            {
                _limit = null;
            }
        }
    }

    /// <summary>Takes note of a 429: everything on this key pauses.</summary>
    /// <param name="retryAfter">How long the server asks to wait, if it does.</param>
    /// <returns>False where three pauses in a row did not help, so that going on makes no sense.</returns>
    public bool TryPause(TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            TimeSpan now = _clock.Now;
            bool pausing = _pause is not null && _pause.Ends > now;
            if (!pausing && _pausesInARow >= MostPauses)
            {
                return false;
            }

            if (!pausing)
            {
                _pausesInARow++;
            }

            TimeSpan length = retryAfter ?? TimeSpan.FromTicks(FirstPause.Ticks << (_pausesInARow - 1));
            if (!pausing || now + length > _pause!.Ends)
            {
                _pause = new PauseNotice(now + length, length);
            }

            // One call finds out whether the pause was long enough.
            _probing = true;
            return true;
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>
    /// Takes note of what an answer said is left, less all that the server may not have counted when it said so: the calls that
    /// were on their way when this one started, and those that started after it. An answer that a later call's has overtaken
    /// says nothing new.
    /// </summary>
    private void Note(CallTicket ticket, int limit, int remaining)
    {
        if (ticket.Number > _noted)
        {
            _noted = ticket.Number;
            _limit = limit;
            _remaining = remaining - (int)(_startedEver - ticket.Number) - ticket.OthersInFlight;
        }
    }

    /// <summary>Starts the call and returns null, or returns how long to wait before looking again.</summary>
    private TimeSpan? TryStart(int? requestsPerMinute, out CallTicket ticket)
    {
        lock (_lock)
        {
            ticket = default;
            TimeSpan now = _clock.Now;
            TimeSpan wait = TimeUntilStart(now, requestsPerMinute);
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            ticket = new CallTicket(++_startedEver, _inFlight);
            _inFlight++;
            _remaining--;
            _lastStart = now;
            _started.Add(now);
            return null;
        }
    }

    private TimeSpan TimeUntilStart(TimeSpan now, int? requestsPerMinute)
    {
        if (_pause is not null && _pause.Ends > now)
        {
            return _pause.Ends - now;
        }

        // Before the first answer nothing is known of the limit, which may be a small one: one call goes ahead.
        if (_probing && _inFlight > 0)
        {
            return LongestNap;
        }

        int ownLimit = Math.Min(requestsPerMinute ?? int.MaxValue, _limit is null ? UnnamedLimit : int.MaxValue);
        if (_started.Total(now) >= ownLimit)
        {
            return _started.UntilNextLeaves(now);
        }

        if (_limit is null || _lastStart == TimeSpan.MinValue)
        {
            return TimeSpan.Zero;
        }

        return _lastStart + Spacing(_limit.Value, _remaining) - now;
    }

    /// <summary>The time between two starts.</summary>
    private static TimeSpan Spacing(int limit, int remaining)
    {
        double share = (double)remaining / limit;
        if (share >= FullSpeedShare)
        {
            return TimeSpan.Zero;
        }

        double perSecond = limit / 60.0;
        if (share > CrawlShare)
        {
            double speed = perSecond * (share - CrawlShare) / (FullSpeedShare - CrawlShare);
            return speed * FirstCrawl.TotalSeconds <= 1 ? FirstCrawl : TimeSpan.FromSeconds(1 / speed);
        }

        // The window's length is not known: from a second at a twentieth to a minute at nothing left, so that what is left
        // lasts longer than a window of any usual length.
        double slowness = 1 - Math.Max(0, share) / CrawlShare;
        return TimeSpan.FromSeconds(FirstCrawl.TotalSeconds * Math.Pow(SlowestCrawl.TotalSeconds / FirstCrawl.TotalSeconds, slowness));
    }
}
