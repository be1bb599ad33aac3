using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

public sealed class RandomFaultTests : IAsyncLifetime
{
    private const string Jane = """{"identification":{"userId":"42"}}""";

    private readonly ManualTime _time = new();
    private JournyEmulator _emulator = null!;
    private EmulatorClient _client = null!;

    /// <summary>Each kind, what of it is seen on the wire, and whether the request was applied.</summary>
    public static TheoryData<FaultKind, string[]> Kinds => new()
    {
        { FaultKind.DropBefore, ["dropped"] },
        { FaultKind.DropAfter, ["dropped applied"] },
        { FaultKind.RequestTimeout, ["408", "408 applied"] },
        { FaultKind.TooManyRequests, ["429", "429 1", "429 Sat, 01 Feb 2025 12:00:01 GMT"] },
        { FaultKind.ServerError, ["500", "500 applied"] },
        { FaultKind.BadGateway, ["502 <html>", "502 <html> applied"] },
        { FaultKind.Unavailable, ["503", "503 1", "503 Sat, 01 Feb 2025 12:00:01 GMT", "503 applied"] },
        { FaultKind.GatewayTimeout, ["504", "504 applied"] },
        { FaultKind.Empty, ["201 empty applied"] },
        { FaultKind.Truncated, ["dropped applied"] },
        { FaultKind.Trickle, ["201 applied"] },
        { FaultKind.Redirect, ["301 /redirected", "302 /redirected", "307 /redirected", "308 /redirected"] },
    };

    public async ValueTask InitializeAsync()
    {
        _emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { TimeProvider = _time }, TestContext.Current.CancellationToken);
        _client = new EmulatorClient(_emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_kind_shows_in_all_its_forms(FaultKind kind, string[] forms)
    {
        _emulator.Faults.AddRandom(1, new FaultMix { Rate = 1, Kinds = [kind], TrickleTime = TimeSpan.Zero });
        SortedSet<string> seen = new(StringComparer.Ordinal);

        for (int request = 0; request < 40; request++)
        {
            string wire;
            try
            {
                EmulatorReply reply = await _client.PostAsync("/users/upsert", Jane);
                wire = reply.Status + Form(reply);
            }
            catch (HttpRequestException)
            {
                wire = "dropped";
            }

            LedgerEntry entry = _emulator.Ledger.Snapshot()[^1];
            Assert.Equal(kind, entry.Fault);
            seen.Add(wire + (entry.Applied ? " applied" : string.Empty));
        }

        Assert.Equal(forms.Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public void Every_kind_is_tested() => Assert.Equal(FaultMix.AllKinds, Kinds.Select(row => row.Data.Item1));

    [Fact]
    public async Task The_same_seed_brings_the_same_schedule_and_another_seed_another()
    {
        List<string> runs = [];
        foreach (int seed in new[] { 5, 5, 6 })
        {
            await using JournyEmulator emulator = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
            using EmulatorClient client = new(emulator);
            emulator.Faults.AddRandom(seed, new FaultMix { Rate = 0.3, TrickleTime = TimeSpan.Zero });

            // At once: the order in which requests are worked on must make no difference.
            await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => TryUpsertAsync(client)));
            runs.Add(string.Join('\n', emulator.Ledger.Snapshot().Select(entry => $"{entry.Fault} {entry.Status} {entry.Applied}")));
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
    }

    [Fact]
    public async Task A_mix_hits_as_many_requests_as_its_rate_says_and_can_be_taken_away()
    {
        IDisposable faults = _emulator.Faults.AddRandom(
            3, new FaultMix { Rate = 0.1, Kinds = [FaultKind.ServerError, FaultKind.Redirect] });
        for (int request = 0; request < 1_000; request++)
        {
            await TryUpsertAsync(_client);
        }

        faults.Dispose();
        EmulatorReply last = await _client.PostAsync("/users/upsert", Jane);

        IReadOnlyList<LedgerEntry> entries = _emulator.Ledger.Snapshot();
        Assert.InRange(entries.Count(entry => entry.Fault is FaultKind.ServerError), 30, 70);
        Assert.InRange(entries.Count(entry => entry.Fault is FaultKind.Redirect), 30, 70);
        Assert.Equal(entries.Count(entry => entry.Status == 201), entries.Count(entry => entry.Fault is null));
        Assert.Equal(201, last.Status);
    }

    [Theory]
    [InlineData(429, "1.2", false, "2")]
    [InlineData(429, "0", false, "0")]
    [InlineData(503, "90", false, "90")]
    [InlineData(503, "0.5", true, "Sat, 01 Feb 2025 12:00:01 GMT")]
    [InlineData(429, "60", true, "Sat, 01 Feb 2025 12:01:00 GMT")]
    [InlineData(429, null, false, null)]
    public async Task A_wait_is_asked_for_in_seconds_or_by_date(int status, string? seconds, bool asDate, string? header)
    {
        TimeSpan? wait = seconds is null ? null : TimeSpan.FromSeconds(double.Parse(seconds, null));
        _emulator.Faults.Add(status == 429 ? Fault.TooManyRequests(wait, asDate) : Fault.Unavailable(wait, asDate));

        EmulatorReply reply = await _client.PostAsync("/users/upsert", Jane);

        Assert.Equal(status, reply.Status);
        Assert.Equal(header, reply.Headers.GetValueOrDefault("Retry-After"));
        Assert.Equal("1800", reply.Headers["X-RateLimit-Remaining"]);
        Assert.Empty(_emulator.Users);
    }

    [Fact]
    public void A_mix_that_makes_no_sense_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _emulator.Faults.AddRandom(1, new FaultMix { Rate = -0.1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _emulator.Faults.AddRandom(1, new FaultMix { Rate = double.NaN }));
        Assert.Throws<ArgumentException>(() => _emulator.Faults.AddRandom(1, new FaultMix { Rate = 1, Kinds = [] }));
        Assert.Throws<ArgumentException>(
            () => _emulator.Faults.AddRandom(1, new FaultMix { Rate = 1, Kinds = [FaultKind.Empty, FaultKind.Empty] }));
        Assert.Throws<ArgumentException>(() => _emulator.Faults.AddRandom(1, new FaultMix { Rate = 1, Kinds = [(FaultKind)99] }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => _emulator.Faults.AddRandom(1, new FaultMix { Rate = 1, RetryAfter = TimeSpan.FromSeconds(-1) }));
    }

    private static async Task TryUpsertAsync(EmulatorClient client)
    {
        try
        {
            await client.PostAsync("/users/upsert", Jane);
        }
        catch (HttpRequestException)
        {
            // Dropped on purpose; the ledger tells.
        }
    }

    private static string Form(EmulatorReply reply) => reply switch
    {
        { Body: "", Status: 201 } => " empty",
        _ when reply.Headers.TryGetValue("Location", out string? location) => " " + location,
        _ when reply.Headers.TryGetValue("Retry-After", out string? wait) => " " + wait,
        { ContentType: "text/html" } => " " + reply.Body[..6],
        _ => string.Empty,
    };
}
