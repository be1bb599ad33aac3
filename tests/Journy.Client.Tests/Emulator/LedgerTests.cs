using System;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

public sealed class LedgerTests
{
    [Fact]
    public async Task Every_request_is_entered_in_order_of_receipt()
    {
        ManualTime time = new();
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { TimeProvider = time }, TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator);
        DateTimeOffset start = time.GetUtcNow();

        await client.GetAsync("/validate");
        time.Advance(TimeSpan.FromSeconds(3));
        EmulatorReply upsert = await client.PostAsync("/users/upsert", """{"identification":{"userId":"1"}}""");
        await client.PostAsync("/users/upsert?x=%20", "nonsense");
        await client.GetAsync("/nowhere");

        Assert.Equal(
            [
                (1L, start, "GET", "/validate", 200, false, null),
                (2L, start.AddSeconds(3), "POST", "/users/upsert", 201, true, """{"identification":{"userId":"1"}}"""),
                (3L, start.AddSeconds(3), "POST", "/users/upsert?x=%20", 400, false, "nonsense"),
                (4L, start.AddSeconds(3), "GET", "/nowhere", 404, false, (string?)null),
            ],
            emulator.Ledger.Snapshot().Select(entry =>
                (entry.Sequence, entry.ReceivedAt, entry.Method, entry.Target, entry.Status!.Value, entry.Applied, entry.Body)));
        Assert.All(emulator.Ledger.Snapshot(), entry =>
        {
            Assert.Equal("main", entry.KeyLabel);
            Assert.Equal("emulator-tests/1.0", entry.UserAgent);
            Assert.True(entry.IsEnded);
        });
        Assert.Equal(
            upsert.Json.GetProperty("meta").GetProperty("requestId").GetString(), emulator.Ledger.Snapshot()[1].RequestId);
        Assert.Equal(4, emulator.Ledger.Count);
        Assert.Equal(1, emulator.Ledger.AppliedCount);
        Assert.Equal(0, emulator.Ledger.InFlightCount);
        Assert.Equal([200, 201, 400, 404], emulator.Ledger.CountByStatus().Keys);
    }

    [Fact]
    public async Task Bodies_are_left_out_when_asked_for_and_still_applied()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { KeepBodies = false }, TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator);

        await client.PostAsync("/users/upsert", """{"identification":{"userId":"1"}}""");

        Assert.Null(Assert.Single(emulator.Ledger.Snapshot()).Body);
        Assert.Single(emulator.Users);
    }

    [Fact]
    public async Task A_ledger_that_only_counts_has_every_count_and_no_entries()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(new EmulatorOptions { KeepEntries = false }, cancel);
        using EmulatorClient client = new(emulator);
        Task third = emulator.Ledger.WaitForAsync(3, cancel);

        await client.PostAsync("/users/upsert", """{"identification":{"userId":"1"},"properties":{"plan":"Pro"}}""");
        await client.PostAsync("/users/upsert", "nonsense");
        Assert.False(third.IsCompleted);
        using IDisposable hung = emulator.Faults.Add(Fault.Hang());
        Task<EmulatorReply> open = client.GetAsync("/validate");

        await third.WaitAsync(cancel);
        await emulator.Ledger.WaitForAsync(3, cancel);
        Assert.Equal((3, 1, 1), (emulator.Ledger.Count, emulator.Ledger.AppliedCount, emulator.Ledger.InFlightCount));
        Assert.Equal([201, 400], emulator.Ledger.CountByStatus().Keys);
        Assert.Single(emulator.Users);
        Assert.False(emulator.Ledger.KeepsEntries);
        Assert.Throws<InvalidOperationException>(() => emulator.Ledger.Snapshot());
        Assert.Throws<InvalidOperationException>(() => emulator.Ledger.Page(0, 1));
        await Assert.ThrowsAsync<InvalidOperationException>(() => emulator.Ledger.WaitForAsync(_ => true, 1, cancel));
        Assert.Equal(409, (await client.GetAsync("/_emulator/ledger")).Status);
        Assert.Equal(200, (await client.GetAsync("/_emulator/summary")).Status);
        await emulator.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => open);
    }

    [Fact]
    public async Task Waits_end_with_the_request_that_meets_them()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator);
        CancellationToken token = TestContext.Current.CancellationToken;
        await client.GetAsync("/validate");

        Task alreadyMet = emulator.Ledger.WaitForAsync(1, token);
        Task three = emulator.Ledger.WaitForAsync(3, token);
        Task twoApplied = emulator.Ledger.WaitForAsync(entry => entry.Applied, 2, token);
        Task faulty = emulator.Ledger.WaitForAsync(entry => entry.Status == 201 ? throw new FormatException() : false, 1, token);

        await alreadyMet;
        Assert.False(three.IsCompleted);
        await client.PostAsync("/users/upsert", """{"identification":{"userId":"1"}}""");
        Assert.False(twoApplied.IsCompleted);
        await client.PostAsync("/users/upsert", """{"identification":{"userId":"1"}}""");
        await three;
        await twoApplied;
        await Assert.ThrowsAsync<FormatException>(() => faulty);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using CancellationTokenSource cancellation = new();

        Task wait = emulator.Ledger.WaitForAsync(1, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Two_thousand_calls_at_once_are_all_there()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { RateLimit = null }, TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator);

        await Parallel.ForAsync(0, 2_000, TestContext.Current.CancellationToken, async (number, _) =>
            await client.PostAsync(
                "/users/upsert", $$$"""{"identification":{"userId":"{{{number % 500}}}"},"properties":{"n":{{{number}}}}}"""));

        Assert.Equal(Enumerable.Range(1, 2_000).Select(number => (long)number), emulator.Ledger.Snapshot().Select(entry => entry.Sequence));
        Assert.Equal(2_000, emulator.Ledger.AppliedCount);
        Assert.Equal(500, emulator.Users.Count);
    }

    [Fact]
    public async Task The_control_addresses_page_and_leave_no_trace()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator);
        using EmulatorClient anyone = new(emulator, key: null);
        anyone.Headers.UserAgent.Clear();
        await client.PostAsync("/users/upsert", """{"identification":{"userId":"1"},"properties":{"a":1.50}}""");
        await client.PostAsync("/accounts/upsert", """{"identification":{"accountId":"2"}}""");
        await client.PostAsync("/users/upsert", """{"identification":{"userId":"3"}}""");
        await client.PostAsync("/users/upsert", "{}");

        JsonElement summary = (await anyone.GetAsync("/_emulator/summary")).Json;
        JsonElement firstState = (await anyone.GetAsync("/_emulator/state?take=2")).Json;
        JsonElement lastState = (await anyone.GetAsync("/_emulator/state?after=2&take=2")).Json;
        JsonElement firstLedger = (await anyone.GetAsync("/_emulator/ledger?take=3")).Json;
        JsonElement lastLedger = (await anyone.GetAsync("/_emulator/ledger?after=3")).Json;

        Assert.Equal(2, summary.GetProperty("users").GetInt32());
        Assert.Equal(1, summary.GetProperty("accounts").GetInt32());
        JsonElement requests = summary.GetProperty("requests");
        Assert.Equal(4, requests.GetProperty("total").GetInt32());
        Assert.Equal(3, requests.GetProperty("applied").GetInt32());
        Assert.Equal(3, requests.GetProperty("byStatus").GetProperty("201").GetInt32());
        Assert.Equal(1, requests.GetProperty("byStatus").GetProperty("400").GetInt32());

        Assert.Equal("1.50", firstState.GetProperty("users")[0].GetProperty("properties").GetProperty("a").GetRawText());
        Assert.Equal("2", Assert.Single(firstState.GetProperty("accounts").EnumerateArray()).GetProperty("accountId").GetString());
        Assert.Equal(2, firstState.GetProperty("next").GetInt64());
        Assert.Equal("3", Assert.Single(lastState.GetProperty("users").EnumerateArray()).GetProperty("userId").GetString());
        Assert.Equal(JsonValueKind.Null, lastState.GetProperty("next").ValueKind);

        Assert.Equal(
            [1, 2, 3], firstLedger.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("sequence").GetInt32()));
        Assert.Equal(3, firstLedger.GetProperty("next").GetInt64());
        Assert.Equal(400, Assert.Single(lastLedger.GetProperty("entries").EnumerateArray()).GetProperty("status").GetInt32());
        Assert.Equal(JsonValueKind.Null, lastLedger.GetProperty("next").ValueKind);
        Assert.Equal(4, emulator.Ledger.Count);
    }

    [Theory]
    [InlineData("after=-1")]
    [InlineData("take=0")]
    [InlineData("take=many")]
    public async Task A_page_that_makes_no_sense_is_400(string query)
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator);

        EmulatorReply reply = await client.GetAsync("/_emulator/ledger?" + query);

        Assert.Equal(400, reply.Status);
    }
}
