using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Pacing;
using Xunit;

namespace Journy.Tests.Client;

/// <summary>The window of calls in flight, with calls of the tests' own.</summary>
public sealed class CallWindowTests
{
    private const int ThrottleLimit = 8;

    /// <summary>Records that wait for room where some may.</summary>
    private const int MostWaiting = 5;

    /// <summary>Finished calls that may wait for an older one.</summary>
    private const int MostQueued = 1000;

    private readonly List<FinishedCall<int, int>> _handedBack = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(8, 0)]
    [InlineData(3, 2)]
    [InlineData(8, 20)]
    public async Task As_many_calls_as_allowed_are_in_flight_and_never_more(int throttleLimit, int mostWaiting)
    {
        CallWindow<int, int> window = NewWindow(throttleLimit, mostWaiting: mostWaiting);
        ConcurrentQueue<TaskCompletionSource<int>> inFlight = new();
        using SemaphoreSlim started = new(0);
        int now = 0;
        int most = 0;
        Task sending = Task.Run(
            () =>
            {
                for (int record = 0; record < 50; record++)
                {
                    window.Send(record, About(record), CallAsync);
                }

                window.Drain();
            },
            Cancel);
        for (int call = 0; call < throttleLimit; call++)
        {
            await started.WaitAsync(Cancel);
        }

        for (int call = 0; call < 50; call++)
        {
            // Each call that ends lets just one more start.
            Assert.True(inFlight.TryDequeue(out TaskCompletionSource<int>? ending));
            ending.SetResult(0);
            if (call < 50 - throttleLimit)
            {
                await started.WaitAsync(Cancel);
            }
        }

        await sending;
        Assert.Equal(throttleLimit, most);
        Assert.Equal(Enumerable.Range(0, 50), _handedBack.Select(call => call.Record));

        async Task<int> CallAsync(CancellationToken noFurtherTry, CancellationToken stop)
        {
            TaskCompletionSource<int> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
            int mine = Interlocked.Increment(ref now);
            lock (inFlight)
            {
                most = Math.Max(most, mine);
            }

            inFlight.Enqueue(end);
            started.Release();
            int answer = await end.Task;
            Interlocked.Decrement(ref now);
            return answer;
        }
    }

    [Fact]
    public Task Results_come_in_order_whatever_their_latency() => Task.Run(
        () =>
        {
            using RandomServer server = new(NewSeed());
            CallWindow<int, int> window = NewWindow(ThrottleLimit);
            for (int record = 0; record < 2000; record++)
            {
                int answer = record * 7;
                window.Send(record, About(record), (_, _) => server.AnswerAsync(answer));
            }

            window.Drain();
            Assert.Equal(Enumerable.Range(0, 2000), _handedBack.Select(call => call.Record));
            Assert.All(_handedBack, call => Assert.Equal(call.Record * 7, call.Answer));
        },
        Cancel);

    [Theory]
    [InlineData(false, MostQueued, MostQueued + ThrottleLimit)]
    [InlineData(true, ThrottleLimit, ThrottleLimit)]
    public Task A_slow_first_call_does_not_stall_a_thousand_others_unless_a_stop_must_leave_few(
        bool boundsUnreported, int least, int most) => Task.Run(
        () =>
        {
            TaskCompletionSource<int> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
            int ended = 0;
            int sent = 0;
            int sentWhenIdle = 0;
            int sentWhenFull = 0;
            CallWindow<int, int> window = NewWindow(ThrottleLimit, boundsUnreported: boundsUnreported, whileWaiting: () =>
            {
                // A second wait in a row with nothing but the first call in flight: there is no room for results behind it.
                if (Volatile.Read(ref ended) == sent - 1 && sentWhenFull == 0)
                {
                    if (sentWhenIdle == sent)
                    {
                        sentWhenFull = sent;
                        Assert.Empty(_handedBack);
                        first.SetResult(0);
                    }

                    sentWhenIdle = sent;
                }
            });
            window.Send(0, About(0), (_, _) => first.Task);
            for (sent = 1; sent < 1500; sent++)
            {
                window.Send(sent, About(sent), (_, _) =>
                {
                    Interlocked.Increment(ref ended);
                    return Task.FromResult(0);
                });
            }

            window.Drain();
            Assert.InRange(sentWhenFull, least, most);
            Assert.Equal(Enumerable.Range(0, 1500), _handedBack.Select(call => call.Record));
        },
        Cancel);

    [Fact]
    public Task Out_of_order_nothing_waits_for_an_older_call() => Task.Run(
        () =>
        {
            TaskCompletionSource<int> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
            CallWindow<int, int> window = NewWindow(ThrottleLimit, inOrder: false);
            window.Send(0, About(0), (_, _) => first.Task);
            for (int record = 1; record < 3000; record++)
            {
                window.Send(record, About(record), (_, _) => Task.FromResult(0));
            }

            Assert.True(_handedBack.Count >= 3000 - 1 - ThrottleLimit);
            Assert.DoesNotContain(_handedBack, call => call.Record == 0);
            first.SetResult(0);
            window.Drain();
            Assert.Equal(Enumerable.Range(0, 3000), _handedBack.Select(call => call.Record).Order());
        },
        Cancel);

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(true, MostWaiting)]
    [InlineData(false, MostWaiting)]
    public Task Records_that_share_a_user_ID_or_an_e_mail_never_overlap_and_the_last_wins(bool inOrder, int mostWaiting) => Task.Run(
        () =>
        {
            int seed = NewSeed();
            Random random = new(seed);
            using RandomServer server = new(seed);
            int mostKeys = 0;
            for (int run = 0; run < 10; run++)
            {
                CallWindow<int, int> window = NewWindow(ThrottleLimit, inOrder, mostWaiting: mostWaiting);
                ConcurrentDictionary<ulong, int> inFlight = new();
                ConcurrentDictionary<ulong, int> last = new();
                Dictionary<ulong, int> expected = [];
                ConcurrentQueue<string> overlaps = new();
                for (int record = 0; record < 500; record++)
                {
                    // Of few users each, so that chains form: a row with both, between one with the ID and one with the address.
                    ulong id = random.Next(3) == 0 ? 0 : IdOf(random.Next(12));
                    ulong email = id == 0 || random.Next(2) == 0 ? EmailOf(random.Next(12)) : 0;
                    ulong[] keys = [.. new[] { id, email }.Where(key => key != 0)];
                    foreach (ulong key in keys)
                    {
                        expected[key] = record;
                    }

                    int version = record;
                    window.Send(record, About(keys), async (_, _) =>
                    {
                        foreach (ulong key in keys)
                        {
                            if (!inFlight.TryAdd(key, version))
                            {
                                overlaps.Enqueue($"{key} in {version}");
                            }
                        }

                        mostKeys = Math.Max(mostKeys, inFlight.Count);
                        await server.AnswerAsync(0);
                        foreach (ulong key in keys)
                        {
                            last[key] = version;
                            inFlight.TryRemove(key, out _);
                        }

                        return 0;
                    });
                }

                window.Drain();
                Assert.Empty(overlaps);
                Assert.Equal(expected.OrderBy(pair => pair.Key), last.OrderBy(pair => pair.Key));
            }

            // Without several calls in flight this would prove nothing.
            Assert.True(mostKeys >= 6, $"{mostKeys} keys at once");
        },
        Cancel);

    [Theory]
    [InlineData(0)]
    [InlineData(MostWaiting)]
    public Task Records_that_may_be_about_one_user_by_what_earlier_ones_said_never_overlap(int mostWaiting) => Task.Run(
        () =>
        {
            int seed = NewSeed();
            Random random = new(seed);
            using RandomServer server = new(seed);
            int most = 0;
            for (int run = 0; run < 10; run++)
            {
                CallWindow<int, int> window = NewWindow(ThrottleLimit, inOrder: false, mostWaiting: mostWaiting);
                // Which identifiers were named together so far, as sets that have a number: slow and obviously right.
                Dictionary<ulong, int> sets = [];
                List<ulong[]> rows = [];
                List<int> inFlight = [];
                HashSet<(int, int)> areOne = [];
                List<string> overlaps = [];
                for (int record = 0; record < 500; record++)
                {
                    // Of so many users that some stay apart for a while, and some are named by one identifier only.
                    int named = random.Next(4);
                    ulong[] row =
                    [
                        .. new[] { named == 1 ? 0 : IdOf(random.Next(120)), named is 0 or 3 ? 0 : EmailOf(random.Next(120)) }
                            .Where(key => key != 0)
                    ];
                    int number = record;
                    lock (inFlight)
                    {
                        // By what this row and those before it say, and none behind it.
                        HashSet<int> joined = [.. row.Where(sets.ContainsKey).Select(key => sets[key])];
                        foreach (ulong key in sets.Keys.Where(key => joined.Contains(sets[key])).Concat(row).ToList())
                        {
                            sets[key] = number;
                        }

                        areOne.UnionWith(
                            Enumerable.Range(0, number).Where(other => sets[rows[other][0]] == number).Select(other => (other, number)));
                        rows.Add(row);
                    }

                    window.Send(record, About(row), async (_, _) =>
                    {
                        lock (inFlight)
                        {
                            overlaps.AddRange(inFlight
                                .Where(other => areOne.Contains((Math.Min(number, other), Math.Max(number, other))))
                                .Select(other => $"{string.Join(' ', rows[other])} and {string.Join(' ', row)}"));
                            inFlight.Add(number);
                            most = Math.Max(most, inFlight.Count);
                        }

                        await server.AnswerAsync(0);
                        lock (inFlight)
                        {
                            inFlight.Remove(number);
                        }

                        return 0;
                    });
                }

                window.Drain();
                Assert.Empty(overlaps);
            }

            // Without several calls in flight this would prove nothing.
            Assert.True(most > 2, $"{most} calls at once");
        },
        Cancel);

    [Fact]
    public Task What_a_record_without_a_call_says_keeps_later_ones_apart() => Task.Run(
        () =>
        {
            TaskCompletionSource<int> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
            int waits = 0;
            CallWindow<int, int> window = NewWindow(ThrottleLimit, whileWaiting: () =>
            {
                waits++;
                first.TrySetResult(0);
            });
            window.Learn(About([IdOf(1), EmailOf(1)]));
            window.Send(0, About([IdOf(1)]), (_, _) => first.Task);
            window.Send(1, About([IdOf(2)]), (_, _) => Task.FromResult(0));
            Assert.Equal(0, waits);
            window.Send(2, About([EmailOf(1)]), (_, _) => Task.FromResult(0));
            Assert.True(waits > 0);
            window.Drain();
            Assert.Equal([0, 1, 2], _handedBack.Select(call => call.Record));
        },
        Cancel);

    [Theory(Timeout = 30_000)]
    [InlineData(JournyReason.Unauthorized, 0)]
    [InlineData(JournyReason.Forbidden, 0)]
    [InlineData(JournyReason.TooManyRequests, 0)]
    [InlineData(JournyReason.Unauthorized, MostWaiting)]
    public Task The_end_of_a_run_stops_sending_and_loses_nothing(JournyReason reason, int mostWaiting) => Task.Run(
        () =>
        {
            const int Fatal = 5;
            JournyApiException end = new(reason, "The end.");
            int started = 0;
            using CountdownEvent allStarted = new(ThrottleLimit);
            CallWindow<int, int> window = NewWindow(ThrottleLimit, mostWaiting: mostWaiting);
            int record = 0;
            while (window.Send(record, About(record), Call(record)))
            {
                record++;
            }

            Assert.InRange(record, ThrottleLimit, ThrottleLimit + mostWaiting);
            Assert.Equal(ThrottleLimit, started);
            Assert.Same(end, window.RunEnd);
            window.Drain();
            Assert.Equal(Enumerable.Range(0, record), _handedBack.Select(call => call.Record));

            // Even calls had an answer on its way, odd ones waited for a further try, and those behind them for room.
            Assert.All(_handedBack, call => Assert.Equal(call.Record == Fatal ? end : null, call.Failure as JournyApiException));
            Assert.Equal(
                [1, 3, 7, .. Enumerable.Range(ThrottleLimit, record - ThrottleLimit)],
                _handedBack.Where(call => call.NotAttempted).Select(call => call.Record));
            Assert.Equal([0, 2, 4, 6], _handedBack.Where(call => call.Failure is null).Select(call => call.Answer));
            Assert.False(window.Send(99, About(99), (_, _) => throw new InvalidOperationException("Started after the end.")));

            Func<CancellationToken, CancellationToken, Task<int>> Call(int number) => async (noFurtherTry, stop) =>
            {
                Interlocked.Increment(ref started);
                allStarted.Signal();
                allStarted.Wait(stop);
                if (number == Fatal)
                {
                    throw end;
                }

                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, noFurtherTry);
                }
                catch (OperationCanceledException) when (number % 2 == 0)
                {
                    await AfterAsync(number * 5, 0);
                }

                return number;
            };
        },
        TestContext.Current.CancellationToken);

    [Fact]
    public Task Closing_awaits_what_is_on_its_way_and_gives_up_what_waits_for_room() => Task.Run(
        () =>
        {
            TaskCompletionSource<int> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
            CallWindow<int, int> window = NewWindow(1, mostWaiting: 3);
            Assert.True(window.Send(0, About(0), (_, _) => first.Task));
            for (int record = 1; record <= 3; record++)
            {
                Assert.True(window.Send(record, About(record), (_, _) => throw new InvalidOperationException("Started after the end.")));
            }

            window.Close();
            Assert.False(window.Send(4, About(4), (_, _) => throw new InvalidOperationException("Started after the end.")));
            first.SetResult(7);
            window.Drain();
            Assert.Equal(
                [(0, false, 7), (1, true, 0), (2, true, 0), (3, true, 0)],
                _handedBack.Select(call => (call.Record, call.NotAttempted, call.Answer)));
        },
        Cancel);

    [Theory]
    [InlineData(JournyReason.BadArguments)]
    [InlineData(JournyReason.ServerError)]
    [InlineData(JournyReason.TimedOut)]
    [InlineData(JournyReason.ConnectionFailed)]
    [InlineData(JournyReason.Redirected)]
    public Task Every_other_failure_belongs_to_its_record(JournyReason reason) => Task.Run(
        () =>
        {
            CallWindow<int, int> window = NewWindow(2);
            for (int record = 0; record < 20; record++)
            {
                Assert.True(window.Send(
                    record,
                    About(record),
                    record % 3 == 0 ? (_, _) => throw new JournyApiException(reason, "No.") : (_, _) => Task.FromResult(0)));
            }

            window.Drain();
            Assert.Null(window.RunEnd);
            Assert.All(_handedBack, call => Assert.Equal(call.Record % 3 == 0, call.Failure is JournyApiException));
            Assert.Equal(20, _handedBack.Count);
        },
        Cancel);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_stop_ends_a_wait_at_once(bool drain)
    {
        using CancellationTokenSource stop = new();
        using SemaphoreSlim started = new(0);
        CallWindow<int, int> window = new(1, new IdentityMap(), inOrder: true, _handedBack.Add, () => { }, stop.Token);
        bool wasCancelled = false;
        Task waiting = Task.Run(
            () =>
            {
                window.Send(0, About(0), async (_, token) =>
                {
                    started.Release();
                    try
                    {
                        await Task.Delay(Timeout.InfiniteTimeSpan, token);
                    }
                    finally
                    {
                        wasCancelled = token.IsCancellationRequested;
                        started.Release();
                    }

                    return 0;
                });
                if (drain)
                {
                    window.Drain();
                }
                else
                {
                    window.Send(1, About(1), (_, _) => Task.FromResult(0));
                }
            },
            Cancel);
        await started.WaitAsync(Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await started.WaitAsync(Cancel);
        Assert.True(wasCancelled);
    }

    [Fact]
    public async Task A_wait_wakes_at_least_four_times_a_second()
    {
        TaskCompletionSource<int> call = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int wakes = 0;
        CallWindow<int, int> window = NewWindow(1, whileWaiting: () =>
        {
            if (++wakes == 3)
            {
                call.SetResult(1);
            }
        });
        await Task.Run(
            () =>
            {
                window.Send(0, About(0), (_, _) => call.Task);
                window.Drain();
            },
            Cancel);
        Assert.True(wakes >= 3);
        Assert.Single(_handedBack);
    }

    private static ulong IdOf(int user) => (ulong)user + 1;

    private static ulong EmailOf(int user) => (ulong)user + 1000;

    private static IdentityKeys[] About(ulong[] keys) => [new IdentityKeys(keys[0], keys.Length == 1 ? 0 : keys[1])];

    private static IdentityKeys[] About(int record) => [new IdentityKeys((ulong)record + 1, 0)];

    /// <summary>Ends after a number of turns of the thread pool.</summary>
    private static async Task<int> AfterAsync(int steps, int answer)
    {
        for (int step = 0; step < steps; step++)
        {
            await Task.Yield();
        }

        return answer;
    }

    private static int NewSeed()
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        return seed;
    }

    private CallWindow<int, int> NewWindow(
        int throttleLimit,
        bool inOrder = true,
        Action? whileWaiting = null,
        int mostWaiting = 0,
        bool boundsUnreported = false) =>
        new(throttleLimit, new IdentityMap(), inOrder, _handedBack.Add, whileWaiting ?? (static () => { }), Cancel)
        {
            MostWaiting = mostWaiting,
            BoundsUnreported = boundsUnreported,
        };
}
