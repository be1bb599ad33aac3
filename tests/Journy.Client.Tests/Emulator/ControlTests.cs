using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

/// <summary>Faults and limits that are switched from outside, while the emulator runs.</summary>
public sealed class ControlTests : IAsyncLifetime
{
    private JournyEmulator _emulator = null!;
    private EmulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { RandomFaults = new FaultMix { Rate = 1, Kinds = [FaultKind.ServerError] }, FaultSeed = 1 },
            TestContext.Current.CancellationToken);
        _client = new EmulatorClient(_emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Random_faults_replace_those_from_before_and_can_be_switched_off()
    {
        List<int> statuses = [(await ValidateAsync()).Status];
        Assert.Equal(200, (await PostAsync("faults", """{"seed": 3, "rate": 1, "kinds": ["504"]}""")).Status);
        statuses.Add((await ValidateAsync()).Status);
        Assert.Equal(200, (await PostAsync("faults", """{"seed": 3, "rate": 0}""")).Status);
        statuses.Add((await ValidateAsync()).Status);

        Assert.Equal([500, 504, 200], statuses);
        Assert.Equal([FaultKind.ServerError, FaultKind.GatewayTimeout, null], _emulator.Ledger.Snapshot().Select(entry => entry.Fault));
        JsonElement entries = (await _client.GetAsync("/_emulator/ledger")).Json.GetProperty("entries");
        Assert.Equal(["500", "504", null], entries.EnumerateArray().Select(entry => entry.GetProperty("fault").GetString()));
    }

    [Fact]
    public async Task The_wait_of_a_refusal_is_asked_for_too()
    {
        await PostAsync("faults", """{"seed": 1, "rate": 1, "kinds": ["429"], "retryAfterMs": 7000, "trickleMs": 5}""");

        HashSet<string?> waits = [];
        for (int request = 0; request < 40; request++)
        {
            waits.Add((await ValidateAsync()).Headers.GetValueOrDefault("Retry-After"));
        }

        Assert.Contains(null, waits);
        Assert.Contains("7", waits);
        Assert.Contains(waits, wait => wait?.EndsWith("GMT", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("""{"latencyMs": 5}""", 5, 5, 0)]
    [InlineData("""{"latencyMs": "5"}""", 5, 5, 0)]
    [InlineData("""{"latencyMs": "0..3", "seed": -9}""", 0, 3, -9)]
    public async Task A_latency_is_switched_alone(string json, int shortest, int longest, int seed)
    {
        Assert.Equal(200, (await PostAsync("faults", json)).Status);

        Assert.Equal(
            Latency.Random(TimeSpan.FromMilliseconds(shortest), TimeSpan.FromMilliseconds(longest), seed), _emulator.Faults.Latency);
        Assert.Equal(500, (await ValidateAsync()).Status);
    }

    [Fact]
    public async Task All_faults_and_what_is_still_to_come_are_taken_away()
    {
        await PostAsync("faults", """{"latencyMs": 1, "disableKeyAt": 1}""");
        await PostAsync("limit", """{"limit": 7, "atRequest": 1}""");

        EmulatorReply cleared = await _client.DeleteAsync("/_emulator/faults", string.Empty);
        EmulatorReply reply = await ValidateAsync();

        Assert.Equal(200, cleared.Status);
        Assert.Equal(200, reply.Status);
        Assert.Equal("1800", reply.Headers["X-RateLimit-Limit"]);
        Assert.Equal(TimeSpan.Zero, _emulator.Faults.Latency);
    }

    [Fact]
    public async Task The_limit_changes_and_the_key_is_disabled_at_once_or_later()
    {
        await PostAsync("faults", """{"seed": 0, "rate": 0, "disableKeyAt": 4}""");
        List<string> seen = [];
        foreach (string json in new[]
            { """{"limit": 9}""", """{"limit": null, "atRequest": 3}""", """{"limit": 8}""", """{"limit": 5, "atRequest": 1}""" })
        {
            Assert.Equal(200, (await PostAsync("limit", json)).Status);
            EmulatorReply reply = await ValidateAsync();
            seen.Add($"{reply.Status} {reply.Headers["X-RateLimit-Limit"]}");
        }

        Assert.Equal(["200 9", "200 9", "200 1000000000", "403 5"], seen);
        JsonElement rate = (await _client.GetAsync("/_emulator/summary")).Json.GetProperty("rate");
        Assert.Equal(5, rate.GetProperty("limit").GetInt32());
        Assert.Equal(2, rate.GetProperty("remaining").GetInt32());
        Assert.Equal(3, rate.GetProperty("module").GetProperty("accepted").GetInt32());
        Assert.Equal(0, rate.GetProperty("application").GetProperty("refused").GetInt32());
    }

    [Theory]
    [InlineData("faults", "", "The body is not valid JSON")]
    [InlineData("faults", "[]", "The body must be a JSON object.")]
    [InlineData("faults", """{"rate": 1, "rate": 0}""", "The body is not valid JSON")]
    [InlineData("faults", "{}", "There must be a rate, latencyMs or disableKeyAt.")]
    [InlineData(
        "faults",
        """{"Rate": 1}""",
        "'Rate' is not known here. There are: seed, rate, kinds, retryAfterMs, trickleMs, latencyMs, disableKeyAt.")]
    [InlineData("faults", """{"rate": 1}""", "seed is needed for what is random.")]
    [InlineData("faults", """{"latencyMs": "1..2"}""", "seed is needed for what is random.")]
    [InlineData("faults", """{"seed": 1, "disableKeyAt": 2}""", "seed needs something random: a rate, or a range of latencyMs.")]
    [InlineData("faults", """{"seed": 1.5, "rate": 1}""", "seed is a whole number from -2147483648 to 2147483647, not 1.5.")]
    [InlineData("faults", """{"seed": 1, "rate": 1.1}""", "rate is a number from 0 to 1, such as 0.02, not 1.1.")]
    [InlineData("faults", """{"seed": 1, "rate": "1"}""", "rate is a number from 0 to 1, such as 0.02, not \"1\".")]
    [InlineData("faults", """{"kinds": ["500"]}""", "kinds needs a rate.")]
    [InlineData("faults", """{"seed": 1, "rate": 1, "kinds": []}""", "kinds needs one at least of drop-before,")]
    [InlineData("faults", """{"seed": 1, "rate": 1, "kinds": "500"}""", "kinds is a list of texts, not \"500\".")]
    [InlineData("faults", """{"seed": 1, "rate": 1, "kinds": [500]}""", "kinds is a list of texts, not [500].")]
    [InlineData(
        "faults",
        """{"seed": 1, "rate": 1, "kinds": ["ServerError"]}""",
        "kinds knows no 'ServerError', but drop-before, drop-after, 408, 429, 500, 502, 503, 504, empty, truncated, trickle, redirect.")]
    [InlineData("faults", """{"seed": 1, "rate": 1, "retryAfterMs": -1}""", "retryAfterMs is a whole number from 0")]
    [InlineData("faults", """{"latencyMs": -1}""", "latencyMs is a whole number of milliseconds, or a range such as 20..200, not '-1'.")]
    [InlineData("faults", """{"latencyMs": 1, "disableKeyAt": 0}""", "disableKeyAt is a whole number from 1")]
    [InlineData("limit", "{}", "limit is needed: a whole number, or null for no limit.")]
    [InlineData("limit", """{"limit": 0}""", "limit is a whole number from 1 to 2147483647, not 0.")]
    [InlineData("limit", """{"limit": "9"}""", "limit is a whole number from 1 to 2147483647, not \"9\".")]
    [InlineData("limit", """{"limit": 9, "atRequest": 0}""", "atRequest is a whole number from 1")]
    [InlineData("limit", """{"limit": 9, "at": 5}""", "'at' is not known here. There are: limit, atRequest.")]
    public async Task What_makes_no_sense_is_400_and_changes_nothing(string address, string json, string message)
    {
        EmulatorReply reply = await PostAsync(address, json);

        Assert.Equal(400, reply.Status);
        Assert.StartsWith(message, reply.Json.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(Latency.None, _emulator.Faults.Latency);
        Assert.Equal(1_800, _emulator.RateOf(_emulator.ApiKey).Limit);
        Assert.Equal(500, (await ValidateAsync()).Status);
        Assert.Equal(1, _emulator.Ledger.Count);
    }

    [Fact]
    public async Task Other_methods_find_nothing()
    {
        EmulatorReply reply = await _client.GetAsync("/_emulator/faults");

        Assert.Equal(404, reply.Status);
        Assert.Contains("POST and DELETE /_emulator/faults", reply.Body, StringComparison.Ordinal);
    }

    private Task<EmulatorReply> PostAsync(string address, string json) => _client.PostAsync("/_emulator/" + address, json);

    private Task<EmulatorReply> ValidateAsync() => _client.GetAsync("/validate");
}
