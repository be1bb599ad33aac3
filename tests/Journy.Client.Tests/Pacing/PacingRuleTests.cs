using System;
using System.Collections.Generic;
using Journy.Pacing;
using Xunit;

namespace Journy.Tests.Pacing;

/// <summary>What holds of the pace whatever the headers say, however calls end, and if the clock jumps.</summary>
public sealed class PacingRuleTests(ITestOutputHelper output)
{
    private const double Window = 60;
    private const int Unnamed = 1620;
    private const int Seeds = 150;

    [Fact]
    public void Own_calls_never_pass_the_limit_nor_what_the_caller_allows()
    {
        int calls = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            calls += Run(seed);
        }

        output.WriteLine($"{calls} calls");
        Assert.True(calls > 100 * Seeds, $"{calls} calls: the rule hardly ran.");
    }

    [Fact]
    public void Own_calls_that_have_left_the_minute_are_not_shown_as_those_of_others()
    {
        PacingRule rule = new();
        double now = 300;
        for (int call = 1; call <= 50; call++)
        {
            Assert.True(rule.Wait(now, default) <= 0);
            rule.Leave(rule.Start(now), 100, 100 - call - 10, CallEnd.Answered, now + 0.1);
            now += 1;
        }

        Assert.Equal((50, 10), (rule.Describe(now).CallsInLastMinute, rule.Describe(now).OthersPerMinute));
        now += 40;
        Assert.InRange(rule.Describe(now).CallsInLastMinute, 15, 25);
        Assert.Equal(10, rule.Describe(now).OthersPerMinute);
        Assert.Equal(0, rule.Describe(now + 60).OthersPerMinute);
    }

    /// <summary>Calls of one random run.</summary>
    private static int Run(int seed)
    {
        Random random = new(seed);
        PacingRule rule = new();
        string header = Pick(random, "true", "alternating", "absent", "now and then", "constant", "nothing left", "limits by chance");
        int? requests = random.Next(3) > 0 ? null : (int)Math.Pow(10, 4 * random.NextDouble());
        int? reserve = random.Next(3) > 0 ? null : random.Next(91);
        CallerLimits caller = new(requests, reserve);
        string run = $"Seed {seed}: {header}, at most {requests}, reserve {reserve}";
        int[] limits = [1800, Pick(random, 1, 20, 600, 3000), 600];
        double lost = 0.2 * random.Next(2) * random.NextDouble();
        double refused = 0.01 * random.Next(2);
        double jumps = 0.001 * random.Next(2);
        PriorityQueue<CallTicket, double> onTheirWay = new();
        Queue<double> starts = new();
        Queue<double> answers = new();
        int? named = null;
        int answered = 0;
        double now = 300;
        double pauseEnds = 0;
        for (int step = 0; step < 4000; step++)
        {
            double wait = Math.Max(rule.Wait(now, caller), pauseEnds - now);
            if (wait <= 0 && onTheirWay.Count < 16)
            {
                Forget(starts, now - Window);
                Forget(answers, now - Window);
                starts.Enqueue(now);
                onTheirWay.Enqueue(rule.Start(now), now + (random.Next(50) == 0 ? 100 : 0.02 + (0.3 * random.NextDouble())));
                Assert.True(starts.Count <= (requests ?? int.MaxValue), $"{run}: {starts.Count} calls within a minute.");
                if (named is { } limit)
                {
                    // A call may be in the server's minute from its start until its answer is a minute old.
                    int held = onTheirWay.Count + answers.Count;
                    Assert.True(held <= limit, $"{run}: {held} calls of {limit}.");
                    double left = 1 - ((reserve ?? 0) / 100.0);
                    Assert.True(starts.Count <= Math.Max(1, limit * left), $"{run}: {starts.Count} calls of {limit}.");
                }
                else
                {
                    Assert.True(starts.Count <= Unnamed, $"{run}: {starts.Count} calls without a limit.");
                }

                continue;
            }

            double due = now + Math.Max(wait, 1e-6);
            if (onTheirWay.TryPeek(out _, out double ends) && (ends <= due || onTheirWay.Count >= 16))
            {
                // A computer that sleeps: everything comes late.
                now = Math.Max(now, ends) + (random.NextDouble() < jumps ? 400 * random.NextDouble() : 0);
                CallTicket ticket = onTheirWay.Dequeue();
                answers.Enqueue(now);
                CallEnd end = random.NextDouble() < lost
                    ? CallEnd.Lost
                    : random.NextDouble() < refused ? CallEnd.Refused
                    : CallEnd.Answered;
                (int? limit, int? remaining) = end == CallEnd.Lost ? (null, null) : Say(++answered);
                rule.Leave(ticket, limit, remaining, end, now);
                named = remaining is not null ? limit : end == CallEnd.Answered ? null : named;
                if (end == CallEnd.Refused && rule.Refuse(now, pauseEnds > now) is { } pause)
                {
                    pauseEnds = Math.Max(pauseEnds, now + pause);
                }
            }
            else
            {
                now = due;
            }
        }

        return answered;

        (int? Limit, int? Remaining) Say(int answer)
        {
            Forget(answers, now - Window);
            int limit = header switch
            {
                "alternating" => limits[answer % 2],
                "limits by chance" => limits[random.Next(limits.Length)],
                _ => limits[0],
            };
            return header switch
            {
                "absent" => (null, null),
                "now and then" when random.Next(2) == 0 => (null, null),
                "constant" => (limit, limit - 1),
                "nothing left" => (limit, 0),
                _ => (limit, Math.Max(0, limit - answers.Count)),
            };
        }
    }

    private static void Forget(Queue<double> times, double before)
    {
        while (times.TryPeek(out double time) && time <= before)
        {
            times.Dequeue();
        }
    }

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];
}
