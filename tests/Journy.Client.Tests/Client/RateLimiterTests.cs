using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Pacing;
using Xunit;

namespace Journy.Tests.Client;

/// <summary>When the rate limiter lets a call start.</summary>
public sealed class RateLimiterTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly VirtualTime _time = new();
    private readonly RateLimiter _limiter;

    public RateLimiterTests() => _limiter = new RateLimiter(_time);

    public void Dispose() => _limiter.Dispose();

    [Fact]
    public Task The_first_call_goes_alone_until_it_is_answered() => VirtualTime.RunAsync(() =>
    {
        CallTicket first = Entered();
        Task second = Enter();
        _time.Pass(Minute);
        Assert.False(second.IsCompleted);

        _limiter.Leave(first, 1800, 1799, CallEnd.Answered);
        _time.Pass(TimeSpan.FromSeconds(0.25));
        Assert.True(second.IsCompletedSuccessfully);
        Entered();
        Entered();
    });

    [Theory]

    // Four times the limit's own pace while more than a tenth is left.
    [InlineData(1800, 1799, 1 / 120.0)]
    [InlineData(1800, 182, 1 / 120.0)]

    // Above the band evenly: half of the limit's own pace, since nine tenths are others', and a little more.
    [InlineData(1800, 170, 0.0604)]
    [InlineData(1800, 100, 0.0611)]
    [InlineData(1800, 35, 0.0617)]

    // In the band in a straight line down to nothing, then from five seconds to one a minute at nothing left.
    [InlineData(1800, 28, 0.0717)]
    [InlineData(1800, 20, 0.169)]
    [InlineData(1800, 15, 1.09)]
    [InlineData(1800, 10, 9.64)]
    [InlineData(1800, 0, 60)]
    [InlineData(60, 30, 0.25)]
    [InlineData(60, 5, 5.16)]
    [InlineData(60, 0, 60)]
    [InlineData(1000000000, 1000000000, 0)]
    public Task The_less_is_left_the_slower_calls_start(int limit, int remaining, double spacing) => VirtualTime.RunAsync(() =>
    {
        _limiter.Leave(Enter().Result, limit, remaining, CallEnd.Answered);

        // The next call is spaced from the one before by what is left now, and itself takes one more.
        TimeSpan before = _time.Now;
        Task next = Enter();
        while (!next.IsCompleted)
        {
            _time.Step();
        }

        Assert.Equal(spacing, (_time.Now - before).TotalSeconds, Math.Max(0.01, spacing * 0.05));
    });

    [Fact]
    public Task Calls_that_started_since_count_as_taken() => VirtualTime.RunAsync(() =>
    {
        _limiter.Leave(Entered(), 1800, 1000, CallEnd.Answered);
        CallTicket first = Entered();
        CallTicket[] later = [.. Enumerable.Range(0, 100).Select(_ => Entered())];
        foreach (CallTicket ticket in later)
        {
            _limiter.Leave(ticket, null, null, CallEnd.Lost);
        }

        // Not the 250 of an answer that knows nothing of the 100: with those the next would go at full speed. One may make good
        // that it is late.
        _limiter.Leave(first, 1800, 250, CallEnd.Answered);
        _ = Enter();
        Assert.False(Enter().IsCompleted);
    });

    [Fact]
    public Task An_answer_that_was_overtaken_does_not_give_calls_back() => VirtualTime.RunAsync(() =>
    {
        _limiter.Leave(Entered(), 1800, 1000, CallEnd.Answered);
        CallTicket slow = Entered();
        _limiter.Leave(Entered(), 1800, 100, CallEnd.Answered);
        _limiter.Leave(slow, 1800, 999, CallEnd.Answered);
        Assert.False(Enter().IsCompleted);
    });

    [Fact]
    public Task Only_an_answer_of_journy_io_s_own_makes_a_limit_forgotten() => VirtualTime.RunAsync(() =>
    {
        _limiter.Leave(Entered(), 60, 0, CallEnd.Answered);
        Task<CallTicket> next = Enter();
        _time.Pass(Minute + TimeSpan.FromSeconds(1));
        _limiter.Leave(next.Result, null, null, CallEnd.Lost);
        next = Enter();
        Assert.False(next.IsCompleted);

        _time.Pass(Minute + TimeSpan.FromSeconds(1));
        _limiter.Leave(next.Result, null, null, CallEnd.Answered);
        Assert.True(Enter().IsCompleted);
    });

    [Theory]
    [InlineData(null, 1620)]
    [InlineData(100, 100)]
    [InlineData(1, 1)]
    [InlineData(5000, 1620)]
    public Task Without_headers_the_limiter_is_its_own(int? requestsPerMinute, int most) => VirtualTime.RunAsync(() =>
    {
        List<TimeSpan> starts = StartsIn(TimeSpan.FromMinutes(5), requestsPerMinute, null);
        Assert.InRange(MostInAMinute(starts), most, most);

        // Half a second is all that the count may be late.
        Assert.True(starts.Count >= most * 4.9, $"{starts.Count} calls in five minutes");
    });

    [Theory]
    [InlineData(200, 200)]
    [InlineData(17, 17)]
    public Task The_caller_s_own_limit_holds_below_the_server_s(int requestsPerMinute, int most) => VirtualTime.RunAsync(() =>
        Assert.Equal(most, MostInAMinute(StartsIn(TimeSpan.FromMinutes(3), requestsPerMinute, (1800, 1700)))));

    [Fact]
    public Task Above_the_own_limiter_where_the_server_allows_more() => VirtualTime.RunAsync(() =>
        Assert.True(MostInAMinute(StartsIn(Minute, null, (10000, 9000))) > 5000));

    [Fact]
    public Task Who_may_make_few_calls_keeps_nobody_else_waiting() => VirtualTime.RunAsync(() =>
    {
        _limiter.Leave(Entered(), 1800, 1799, CallEnd.Answered);
        Task slow = Enter(1);
        Assert.False(slow.IsCompleted);
        _limiter.Leave(Entered(), 1800, 1798, CallEnd.Answered);
        Assert.False(slow.IsCompleted);
        _time.Pass(Minute + TimeSpan.FromSeconds(1));
        Assert.True(slow.IsCompleted);
    });

    [Fact]
    public Task The_pace_tells_of_others_and_of_waits() => VirtualTime.RunAsync(() =>
    {
        Assert.Equal(new Pace(0, null, null, null, false), _limiter.Pace);
        _limiter.Leave(Entered(), 1800, 1799, CallEnd.Answered);
        Assert.Equal(new Pace(1, 1799 / 1800.0, 1800, 0, false), _limiter.Pace);
        _limiter.Leave(Entered(), 1800, 20, CallEnd.Answered);
        Assert.Equal(1778, _limiter.Pace.OthersPerMinute);
        Task waiting = Enter();
        _time.Pass(TimeSpan.FromSeconds(0.1));
        Assert.False(waiting.IsCompleted);
        Assert.True(_limiter.Pace.IsHeldBack);
    });

    [Fact]
    public async Task Calls_start_in_the_order_in_which_they_came()
    {
        InstantClock clock = new();
        using RateLimiter window = new(clock);

        // On another thread, since it goes round on a clock whose delays cost nothing until the first call is answered.
        CallTicket first = await window.EnterAsync(new CallerLimits(1), TestContext.Current.CancellationToken);
        Task<CallTicket> second = Task.Run(EnterAsync, TestContext.Current.CancellationToken);
        while (clock.Delays.Count == 0)
        {
            await Task.Yield();
        }

        // From here on nobody can enter: these queue in the order of the loop.
        List<Task<CallTicket>> entering = [second];
        for (int call = 0; call < 20; call++)
        {
            entering.Add(EnterAsync());
        }

        window.Leave(first, null, null, CallEnd.Answered);
        CallTicket[] tickets = await Task.WhenAll(entering);
        Assert.Equal(Enumerable.Range(2, 21), tickets.Select(ticket => (int)ticket.Number));

        Task<CallTicket> EnterAsync() => window.EnterAsync(new CallerLimits(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task A_wait_ends_with_its_token_and_leaves_the_turn_to_others() => VirtualTime.RunAsync(() =>
    {
        using CancellationTokenSource stop = new();
        CallTicket first = Entered();
        Task stopped = _limiter.EnterAsync(default, stop.Token);
        stop.Cancel();
        Assert.True(stopped.IsCanceled);
        _limiter.Leave(first, 1800, 1799, CallEnd.Answered);
        _time.Pass(TimeSpan.FromSeconds(0.01));
        Assert.True(Enter().IsCompleted);
    });

    [Fact]
    public Task A_pause_holds_every_call_and_then_lets_one_go_ahead() => VirtualTime.RunAsync(() =>
    {
        _limiter.Leave(Entered(), 1800, 1799, CallEnd.Answered);
        Assert.Null(_limiter.Pause);
        _limiter.Leave(Entered(), 1800, 1798, CallEnd.Refused);
        Assert.True(_limiter.TryPause(TimeSpan.FromSeconds(12)));
        Assert.Equal(TimeSpan.FromSeconds(12), _limiter.Pause!.Length);
        Assert.Equal(_time.Now + TimeSpan.FromSeconds(12), _limiter.Pause.Ends);

        Task<CallTicket> first = Enter();
        _time.Pass(TimeSpan.FromSeconds(11.9));
        Assert.False(first.IsCompleted);
        _time.Pass(TimeSpan.FromSeconds(0.1));
        Assert.True(first.IsCompleted);
        Assert.Null(_limiter.Pause);

        Task second = Enter();
        _time.Pass(Minute);
        Assert.False(second.IsCompleted);
        _limiter.Leave(first.Result, 1800, 1700, CallEnd.Answered);
        _time.Pass(TimeSpan.FromSeconds(0.25));
        Assert.True(second.IsCompleted);
    });

    [Fact]
    public void Refusals_during_a_pause_belong_to_it_and_may_only_make_it_longer()
    {
        Assert.True(_limiter.TryPause(TimeSpan.FromSeconds(10)));
        for (int refusal = 0; refusal < 10; refusal++)
        {
            Assert.True(_limiter.TryPause(TimeSpan.FromSeconds(4)));
        }

        Assert.Equal(TimeSpan.FromSeconds(10), _limiter.Pause!.Ends - _time.Now);
        Assert.True(_limiter.TryPause(TimeSpan.FromSeconds(30)));
        Assert.Equal(TimeSpan.FromSeconds(30), _limiter.Pause.Ends - _time.Now);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Three_pauses_in_a_row_are_the_end_unless_a_success_came_between(bool success, bool goesOn)
    {
        // Together more than a minute, so that a window is over.
        foreach (double seconds in new[] { 5.0, 15, 45 })
        {
            Assert.True(_limiter.TryPause(null));
            Assert.Equal(seconds, _limiter.Pause!.Length.TotalSeconds);
            _time.Pass(_limiter.Pause.Length);
        }

        _limiter.Leave(Entered(), null, null, success ? CallEnd.Answered : CallEnd.Lost);
        Assert.Equal(goesOn, _limiter.TryPause(null));
    }

    [Fact]
    public void One_key_at_one_address_has_one_limiter()
    {
        Uri address = new("https://a.example/");
        RateLimiter window = RateLimiter.For("window-test-1", address);
        Assert.Same(window, RateLimiter.For("window-test-1", new Uri("https://a.example/")));
        Assert.NotSame(window, RateLimiter.For("window-test-2", address));
        Assert.NotSame(window, RateLimiter.For("window-test-1", new Uri("https://b.example/")));
    }

    private Task<CallTicket> Enter(int? requestsPerMinute = null) =>
        _limiter.EnterAsync(new CallerLimits(requestsPerMinute), CancellationToken.None);

    /// <summary>Starts a call as soon as it may, which is within a hundredth of a second.</summary>
    private CallTicket Entered()
    {
        Task<CallTicket> call = Enter();
        _time.Pass(TimeSpan.FromSeconds(0.01));
        Assert.True(call.IsCompletedSuccessfully);
        return call.Result;
    }

    /// <summary>Starts calls as fast as the window lets, each answered at once, and notes when they started.</summary>
    private List<TimeSpan> StartsIn(TimeSpan time, int? requestsPerMinute, (int Limit, int Remaining)? headers)
    {
        List<TimeSpan> starts = [];
        TimeSpan end = _time.Now + time;
        Task<CallTicket> entering = Enter(requestsPerMinute);
        while (_time.Now < end)
        {
            if (entering.IsCompleted)
            {
                starts.Add(_time.Now);
                _limiter.Leave(entering.Result, headers?.Limit, headers?.Remaining, CallEnd.Answered);

                // Two thousandths of a second a call: what one line could do at best.
                _time.Pass(TimeSpan.FromMilliseconds(2));
                entering = Enter(requestsPerMinute);
            }
            else
            {
                _time.Step();
            }
        }

        return starts;
    }

    private static int MostInAMinute(List<TimeSpan> starts)
    {
        int most = 0;
        int first = 0;
        for (int last = 0; last < starts.Count; last++)
        {
            while (starts[last] - starts[first] >= Minute)
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }
}
