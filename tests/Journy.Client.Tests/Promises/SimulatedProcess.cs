using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Pacing;
using Journy.Tests.Client;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>One process with the module in it: eight callers at a time on a rate window of its own, in virtual time.</summary>
internal sealed class SimulatedProcess : IDisposable
{
    private const int Callers = 8;

    private readonly VirtualTime _time;
    private readonly SimulatedKey _key;
    private readonly Random _random;
    private readonly RateLimiter _window;
    private readonly List<TimeSpan> _arrivals = [];
    private Task<CallTicket>? _entering;
    private int _toDo;
    private int _toStart;
    private int _inFlight;

    public SimulatedProcess(VirtualTime time, SimulatedKey key, Random random)
    {
        _time = time;
        _key = key;
        _random = random;
        _window = new RateLimiter(time);
    }

    /// <summary>The caller's own limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>What the two headers say in place of the truth; a null is a header that is not there.</summary>
    public Func<(string? Limit, string? Remaining)>? Headers { get; init; }

    /// <summary>Hears the number of calls that are done, each time it grows.</summary>
    public Action<int>? OnDone { get; init; }

    /// <summary>When each call arrived at the server, refused ones too.</summary>
    public IReadOnlyList<TimeSpan> Arrivals => _arrivals;

    public int Done { get; private set; }

    public int Refused { get; private set; }

    /// <summary>True where a call came back to its user with a 429, which ends the run.</summary>
    public bool HasGivenUp { get; private set; }

    public bool IsAtWork => Done < _toDo;

    /// <summary>When the last call was done.</summary>
    public TimeSpan EndedAt { get; private set; }

    /// <summary>Lets the processes work until each has done all its calls.</summary>
    public static void RunAll(VirtualTime time, params SimulatedProcess[] processes)
    {
        while (Array.Exists(processes, process => process.IsAtWork && !process.HasGivenUp))
        {
            Assert.False(time.IsEmpty, "Nothing will ever happen, and there are calls to make.");
            time.Step();
            foreach (SimulatedProcess process in processes)
            {
                process.Pump();
            }
        }
    }

    /// <summary>Makes so many calls, from some time on.</summary>
    public void Begin(int calls, TimeSpan after)
    {
        _toDo = calls;
        _time.After(after, () => _toStart += calls);
    }

    /// <summary>The most calls that arrived within any minute.</summary>
    public int MostInAMinute() => SlidingMinutes.Most(_arrivals);

    public void Dispose() => _window.Dispose();

    private void Pump()
    {
        while (true)
        {
            if (_entering is { IsCompleted: true })
            {
                CallTicket ticket = _entering.Result;
                _entering = null;
                _toStart--;
                _inFlight++;
                _time.After(HalfOfLatency(), () => Arrive(ticket));
            }
            else if (_entering is null && _inFlight < Callers && _toStart > 0)
            {
                _entering = _window.EnterAsync(new CallerLimits(RequestsPerMinute), CancellationToken.None);
            }
            else
            {
                return;
            }
        }
    }

    private void Arrive(CallTicket ticket)
    {
        _arrivals.Add(_time.Now);
        (bool admitted, int remaining) = _key.Take();
        (int? limit, int? left) = Headers is null ? (_key.Limit, remaining) : Read(Headers());
        _time.After(HalfOfLatency(), () => End(ticket, limit, left, admitted));
    }

    private void End(CallTicket ticket, int? limit, int? remaining, bool admitted)
    {
        _inFlight--;
        _window.Leave(ticket, limit, remaining, admitted ? CallEnd.Answered : CallEnd.Refused);
        if (admitted)
        {
            Done++;
            EndedAt = _time.Now;
            OnDone?.Invoke(Done);
            return;
        }

        // As the client does: a pause for all, and the same call again.
        Refused++;
        _toStart++;
        if (!_window.TryPause(null))
        {
            HasGivenUp = true;
        }
    }

    // 150 ms there and back, give or take 30.
    private TimeSpan HalfOfLatency() => TimeSpan.FromMilliseconds(60 + (30 * _random.NextDouble()));

    private static (int? Limit, int? Remaining) Read((string? Limit, string? Remaining) texts)
    {
        using HttpResponseMessage response = new();
        if (texts.Limit is not null)
        {
            response.Headers.TryAddWithoutValidation("X-RateLimit-Limit", texts.Limit);
        }

        if (texts.Remaining is not null)
        {
            response.Headers.TryAddWithoutValidation("X-RateLimit-Remaining", texts.Remaining);
        }

        return AnswerReader.ReadLimit(response.Headers);
    }
}
