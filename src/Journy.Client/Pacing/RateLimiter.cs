using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Pacing;

/// <summary>
/// Lets the calls on a key start when <see cref="PacingRule"/> says so, in the order in which they came. One limiter a key and
/// base address, shared by every runspace of the process.
/// </summary>
internal sealed class RateLimiter : IDisposable
{
    // Waits are looked at again this often, since an answer may have changed what is left.
    private static readonly TimeSpan LongestNap = TimeSpan.FromMilliseconds(250);

    private static readonly ConcurrentDictionary<string, RateLimiter> Shared = new(StringComparer.Ordinal);

    private readonly IClock _clock;
    private readonly object _lock = new();

    // Callers with a limit of their own queue apart, so that one that may make few calls keeps no other waiting.
    private readonly ConcurrentDictionary<CallerLimits, SemaphoreSlim> _turns = new();
    private readonly PacingRule _rule = new();
    private PauseNotice? _pause;

    public RateLimiter(IClock clock) => _clock = clock;

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
                return _rule.Describe(_clock.Now.TotalSeconds);
            }
        }
    }

    /// <summary>The limiter that this key shares with every other user of the key in this process.</summary>
    public static RateLimiter For(string keyFingerprint, Uri baseUri) =>
        Shared.GetOrAdd(keyFingerprint + " " + baseUri.AbsoluteUri, _ => new RateLimiter(SystemClock.Instance));

    /// <summary>Counts a call as started if it may start at once and no other waits before it.</summary>
    /// <param name="limits">The caller's own limits.</param>
    /// <param name="ticket">What <see cref="Leave"/> takes when the call has ended.</param>
    /// <returns>False if the call must wait: <see cref="EnterAsync"/>.</returns>
    public bool TryEnter(CallerLimits limits, out CallTicket ticket)
    {
        ticket = default;
        SemaphoreSlim turn = TurnOf(limits);
        if (!turn.Wait(0, CancellationToken.None))
        {
            return false;
        }

        try
        {
            return TryStart(limits, out ticket) is null;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Waits until a call may start, and counts it as started. Calls with the same limits start in the order in which they
    /// came.</summary>
    /// <param name="limits">The caller's own limits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What <see cref="Leave"/> takes when the call has ended.</returns>
    public async Task<CallTicket> EnterAsync(CallerLimits limits, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn = TurnOf(limits);
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            CallTicket ticket;
            while (TryStart(limits, out ticket) is { } wait)
            {
                await _clock.DelayAsync(wait < LongestNap ? wait : LongestNap, cancellationToken).ConfigureAwait(false);
            }

            return ticket;
        }
        finally
        {
            turn.Release();
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
            _rule.Leave(ticket, limit, remaining, end, _clock.Now.TotalSeconds);
        }
    }

    /// <summary>Takes note of a 429: everything on this key pauses.</summary>
    /// <param name="retryAfter">How long the server asks to wait, if it does.</param>
    /// <returns>False if three pauses in a row did not help, so that going on makes no sense.</returns>
    public bool TryPause(TimeSpan? retryAfter)
    {
        lock (_lock)
        {
            TimeSpan now = _clock.Now;
            bool pausing = _pause is not null && _pause.Ends > now;
            if (_rule.Refuse(now.TotalSeconds, pausing) is not { } due)
            {
                return false;
            }

            TimeSpan length = retryAfter ?? TimeSpan.FromSeconds(due);
            if (!pausing || now + length > _pause!.Ends)
            {
                _pause = new PauseNotice(now + length, length);
            }

            return true;
        }
    }

    public void Dispose()
    {
        foreach (SemaphoreSlim turn in _turns.Values)
        {
            turn.Dispose();
        }
    }

    private SemaphoreSlim TurnOf(CallerLimits limits) => _turns.GetOrAdd(limits, _ => new SemaphoreSlim(1, 1));

    /// <summary>Starts the call and returns null, or returns how long to wait before looking again.</summary>
    private TimeSpan? TryStart(CallerLimits limits, out CallTicket ticket)
    {
        lock (_lock)
        {
            ticket = default;
            TimeSpan now = _clock.Now;
            if (_pause is not null && _pause.Ends > now)
            {
                return _pause.Ends - now;
            }

            double wait = _rule.Wait(now.TotalSeconds, limits);
            if (wait > 0)
            {
                // Rounded up to the next tick: a wait of zero would loop without end.
                return TimeSpan.FromTicks((long)Math.Ceiling(wait * TimeSpan.TicksPerSecond));
            }

            ticket = _rule.Start(now.TotalSeconds);
            return null;
        }
    }
}
