using System;
using System.IO;
using System.Linq;
using Journy.Pacing;
using Xunit;

namespace Journy.Tests.Pacing;

/// <summary>What the pace is promised to be, in virtual time, against servers of each kind.</summary>
public sealed class PaceSimulationTests(ITestOutputHelper output)
{
    private const int FewSeeds = 3;
    private const int Seeds = 20;

    /// <summary>The promised scenarios with eight calls in flight.</summary>
    public static TheoryData<string, string> Promised
    {
        get
        {
            TheoryData<string, string> promised = new();
            foreach (PaceScenario scenario in PaceTable.Promised.Where(scenario => scenario.Callers == 8))
            {
                promised.Add(scenario.Server, scenario.Others);
            }

            return promised;
        }
    }

    [Theory]
    [MemberData(nameof(Promised))]
    public void The_pace_is_as_promised(string server, string others) =>
        AssertPromise(new PaceScenario(server, "exact", 8, "wide", others), FewSeeds);

    [Theory]
    [InlineData("log", 2, 0.8)]
    [InlineData("log", 4, 0.8)]
    [InlineData("two-bucket", 2, 0.8)]
    [InlineData("token", 2, 0.8)]
    [InlineData("steps-10s", 2, 0.8)]
    [InlineData("fixed", 2, 0.8)]
    [InlineData("fixed", 4, 0.5)]
    public void Copies_share_fairly(string server, int copies, double least)
    {
        PaceFigures figures = Now(new PaceScenario(server, "exact", 8, "wide", $"copies{copies}"), FewSeeds);
        Assert.True(figures.Fair >= least, $"{figures}");
        Assert.True(figures.Share >= 0.9, $"{figures}");
        Assert.True(figures.Refused <= 1, $"{figures}");
    }

    [Fact]
    public void Beside_the_rule_before_it_nobody_is_refused_and_the_limit_is_used()
    {
        PaceFigures figures = PaceFigures.Of(
            new PaceScenario("log", "exact", 8, "wide", "mixed"),
            importer => importer == 0 ? new ModuleRule() : new TodaysRule(),
            FewSeeds);
        output.WriteLine($"{figures}");
        Assert.True(figures.Share >= 0.95, $"{figures}");
        Assert.Equal(0, figures.MostRefused);
    }

    [Theory]
    [InlineData("log")]
    [InlineData("two-bucket")]
    [InlineData("token")]
    [InlineData("fixed")]
    public void Without_headers_it_stays_at_nine_tenths(string server)
    {
        PaceFigures figures = Now(new PaceScenario(server, "none", 8, "wide", "none"), FewSeeds);
        Assert.InRange(figures.Share, 0.895, 0.901);
        Assert.Equal(0, figures.MostRefused);
    }

    [Theory]
    [InlineData("token", 0.98)]
    [InlineData("log", 0.8)]
    public void A_limit_of_100_calls_in_10_seconds_is_told_from_one_of_a_minute(string server, double least)
    {
        PaceFigures figures = Now(new PaceScenario(server, "exact", 8, "wide", "none") { Limit = 100, Window = 10 }, FewSeeds);
        Assert.True(figures.Share >= least, $"{figures}");
        Assert.Equal(0, figures.MostRefused);
    }

    [Theory]
    [InlineData("none", 560)]
    [InlineData("constant", 560)]
    public void A_header_that_says_nothing_does_not_get_the_key_blocked_beside_an_application(string header, int before)
    {
        // Each success began the count of pauses anew: more than 500 refusals in a quarter of an hour.
        PaceScenario scenario = new("log", header, 8, "wide", "600p");
        Assert.InRange(PaceFigures.Of(scenario, _ => new TodaysRule(), FewSeeds).Refused, before * 0.8, before * 1.2);
        Assert.InRange(Now(scenario, FewSeeds).MostRefused, 0, 40);
    }

    [Fact]
    public void Bursts_of_others_are_kept_free_until_a_fixed_minute_ends()
    {
        // Their pace over twelve seconds has one burst or two in it: by it alone, one run in five ended its minutes in 20 to 50 refusals.
        PaceFigures figures = Now(new PaceScenario("fixed", "exact", 8, "wide", "b100/10"), Seeds);
        Assert.InRange(figures.MostRefused, 0, 3);
        Assert.InRange(figures.OthersRefused, 0, 0.001);
        Assert.True(figures.Share >= 0.6, $"{figures}");
    }

    [Fact]
    public void A_header_that_is_two_seconds_old_makes_the_pace_swing_less_after_a_refusal()
    {
        PaceFigures figures = Now(new PaceScenario("log", "stale2", 8, "wide", "600p"), Seeds);
        Assert.InRange(figures.Refused, 0, 3);
        Assert.InRange(figures.MostRefused, 0, 6);
    }

    [Theory]
    [InlineData(64, "600p")]
    [InlineData(8, "copies2")]
    public void A_window_in_steps_of_ten_seconds_is_used_as_before(int callers, string others)
    {
        PaceScenario scenario = new("steps-10s", "exact", callers, "wide", others);
        PaceFigures before = PaceFigures.Of(scenario, _ => new TodaysRule(), FewSeeds);
        PaceFigures now = Now(scenario, FewSeeds);
        Assert.True(now.Share >= before.Share - 0.02, $"{now}; before: {before}");
        Assert.Equal(0, now.MostRefused);
    }

    [Fact]
    public void A_limit_that_falls_to_a_third_refuses_no_more_than_the_calls_on_their_way()
    {
        int[] before = new int[Seeds];
        int[] now = new int[Seeds];
        Random random = new(1);
        for (int seed = 1; seed <= Seeds; seed++)
        {
            double falls = 65 + (300 * random.NextDouble());
            PaceScenario scenario = new("log", "exact", 8, "150", "none")
            {
                Changes = [(falls, 600), (falls + 200, 3000)],
                Seconds = falls + 350,
            };
            before[seed - 1] = PaceSimulation.Run(scenario, _ => new TodaysRule(), seed).Refused;
            now[seed - 1] = PaceSimulation.Run(scenario, _ => new ModuleRule(), seed).Refused;
        }

        output.WriteLine($"Before: {string.Join(' ', before)}; now: {string.Join(' ', now)}");
        Assert.True(now.Max() <= before.Max(), $"{now.Max()}");

        // The rule before was at full speed or at a crawl: the mean of it is what is on its way at nine tenths of the limit.
        Assert.InRange(now.Average(), 0, before.Average() + 1);
    }

    [Theory]
    [InlineData(900)]
    [InlineData(1700)]
    public void What_was_used_before_the_start_costs_no_refusal(int callsBefore)
    {
        PaceFigures figures = Now(new PaceScenario("log", "exact", 8, "wide", "none") { CallsBefore = callsBefore, Seconds = 300 }, Seeds);
        Assert.Equal(0, figures.MostRefused);
    }

    [Fact]
    public void The_first_minute_leaves_room_for_whoever_comes_in_it()
    {
        for (int seed = 1; seed <= Seeds; seed++)
        {
            PaceOutcome outcome = PaceSimulation.Run(
                new PaceScenario("log", "exact", 64, "wide", "none") { Seconds = 60 }, _ => new ModuleRule(), seed);
            int atFullSpeed = outcome.Importers[0].Admitted.Count(time => time < 15);
            Assert.True(atFullSpeed <= 0.8 * 1800, $"Seed {seed}: {atFullSpeed} calls in the first fifteen seconds.");
        }
    }

    [Fact]
    public void Somebody_who_comes_with_us_does_not_bring_the_second_minute_to_a_halt()
    {
        // The limit is used up before our first calls leave the minute: one call a minute until somebody noticed that they had.
        PaceScenario scenario = new("log", "exact", 8, "150", "@0-1:600p") { Seconds = 200 };
        for (int seed = 1; seed <= Seeds; seed++)
        {
            PaceOutcome outcome = PaceSimulation.Run(scenario, _ => new ModuleRule(), seed);
            int second = outcome.Importers[0].Admitted.Count(time => time >= 60 && time < 120);
            Assert.True(second >= 500, $"Seed {seed}: {second} calls in the second minute.");
            Assert.InRange(outcome.Refused, 0, 2);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(90)]
    public void The_share_reserved_for_others_is_never_used(int reserve)
    {
        foreach (string server in new[] { "log", "token", "fixed" })
        {
            PaceOutcome outcome = PaceSimulation.Run(
                new PaceScenario(server, "exact", 8, "wide", "none"), _ => new ModuleRule(new CallerLimits(null, reserve)), 1);
            output.WriteLine($"{server}, {reserve} %: {outcome.Share:0.000}");
            Assert.True(outcome.Share <= 1 - (reserve / 100.0) + 0.001, $"{server}: {outcome.Share}");
            Assert.True(outcome.Share >= (1 - (reserve / 100.0)) * 0.95, $"{server}: {outcome.Share}");
            Assert.Equal(0, outcome.Refused);
        }
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.0156)]
    public void Coarse_timers_cost_nothing(double tick)
    {
        PaceFigures figures = Now(new PaceScenario("log", "exact", 8, "wide", "none") { Tick = tick }, FewSeeds);
        Assert.True(figures.Share >= 0.98, $"{figures}");
        Assert.Equal(0, figures.MostRefused);
    }

    [Fact]
    public void An_outage_is_survived()
    {
        PaceFigures figures = Now(new PaceScenario("log", "exact", 8, "wide", "none") { Outage = (200, 212) }, FewSeeds);
        Assert.Equal(0, figures.MostRefused);
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Promise")]
    public void Each_promised_scenario_is_as_promised_with_20_seeds()
    {
        foreach (PaceScenario scenario in PaceTable.Promised)
        {
            AssertPromise(scenario, Seeds);
        }
    }

    /// <summary>Where the environment variable JOURNY_PACING_TABLE names a file, the table is written to it.</summary>
    [Fact(Explicit = true)]
    [Trait("Category", "Promise")]
    public void The_table_of_docs_pacing_md_says_what_the_rule_does()
    {
        string[] table = [PaceTable.Head, .. PaceTable.All.Select(scenario => PaceTable.Row(scenario, Seeds))];
        if (Environment.GetEnvironmentVariable("JOURNY_PACING_TABLE") is { Length: > 0 } path)
        {
            File.WriteAllLines(path, table);
        }

        string[] page = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "pacing.md"));
        Assert.All(string.Join('\n', table).Split('\n'), row => Assert.Contains(row, page));
    }

    private static PaceFigures Now(PaceScenario scenario, int seeds) => PaceFigures.Of(scenario, _ => new ModuleRule(), seeds);

    private void AssertPromise(PaceScenario scenario, int seeds)
    {
        PaceFigures figures = Now(scenario, seeds);
        double oracle = PaceFigures.Median(Enumerable.Range(1, Math.Min(seeds, 5)).Select(seed => PaceOracle.Share(scenario, seed)));
        string found = $"{scenario}: {figures}; oracle {oracle:0.000}";
        output.WriteLine(found);
        if (scenario.Others == "none")
        {
            Assert.True(figures.Share >= 0.98, found);
            Assert.True(figures.MostRefused == 0, found);
            return;
        }

        Assert.True(figures.Share >= oracle * (scenario.Others.StartsWith("1200", StringComparison.Ordinal) ? 0.92 : 0.95), found);
        Assert.True(figures.OthersRefused <= (scenario.Server == "fixed" ? 0.02 : 0.01), found);
        Assert.True(figures.Refused <= 3, found);
    }
}
