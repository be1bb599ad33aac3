using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

public sealed class EventTests : IAsyncLifetime
{
    private const string Login = """{"identification":{"user":{"userId":"42"}},"name":"login"}""";

    private readonly ManualTime _time = new();
    private JournyEmulator _emulator = null!;
    private EmulatorClient _client = null!;

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
    [InlineData("/track")]
    [InlineData("/events")]
    public async Task An_event_is_stored_as_it_came_and_its_user_and_account_are_created(string path)
    {
        EmulatorReply reply = await _client.PostAsync(path, """
            {"identification":{"user":{"userId":"42","email":"jane@example.com"},"account":{"accountId":"7","domain":"example.com"}},
             "name":"Invoice paid","triggeredAt":"2025-02-01T10:00:00.120+02:00",
             "metadata":{"big":1234567890123456789,"price":9.90,"empty":"","on":true,"at":"2025-02-01","Name":"ä"}}
            """);

        Assert.Equal(201, reply.Status);
        Assert.NotEmpty(reply.Json.GetProperty("message").GetString()!);
        EmulatedEvent stored = Assert.Single(_emulator.Events);
        Assert.Equal("Invoice paid", stored.Name);
        Assert.Equal(("42", "jane@example.com", "7", "example.com"), (stored.UserId, stored.Email, stored.AccountId, stored.Domain));
        Assert.Equal("2025-02-01T10:00:00.120+02:00", stored.TriggeredAt);
        Assert.Equal(_time.GetUtcNow(), stored.ReceivedAt);
        Assert.Equal(
            ["Name=\"ä\"", "at=\"2025-02-01\"", "big=1234567890123456789", "empty=\"\"", "on=true", "price=9.90"],
            stored.Metadata.Select(item => $"{item.Key}={item.Value.GetRawText()}").Order(StringComparer.Ordinal));
        Assert.Equal("42", Assert.Single(_emulator.Users).UserId);
        EmulatedAccount account = Assert.Single(_emulator.Accounts);
        Assert.Equal("7", account.AccountId);
        Assert.Empty(account.Members);
        Assert.Equal(3, stored.Number);
    }

    [Theory]
    [InlineData("""{"user":{"email":"jane@example.com"}}""", 1, 0)]
    [InlineData("""{"account":{"domain":"example.com"}}""", 0, 1)]
    public async Task An_event_of_one_alone_touches_nobody_else(string identification, int users, int accounts)
    {
        await _client.PostAsync("/track", $$"""{"identification":{{identification}},"name":"login"}""");
        await _client.PostAsync("/track", $$$"""{"identification":{{{identification}}},"name":"login","metadata":{}}""");

        Assert.Equal((users, accounts), (_emulator.Users.Count, _emulator.Accounts.Count));
        Assert.Equal(2, _emulator.Events.Count);
        Assert.All(_emulator.Events, stored =>
        {
            Assert.Null(stored.TriggeredAt);
            Assert.Empty(stored.Metadata);
            Assert.Equal(users == 0, stored.Email is null);
            Assert.Equal(accounts == 0, stored.Domain is null);
        });
    }

    [Theory]
    [InlineData("2025-02-01T10:00:00Z", true)]
    [InlineData("2025-02-01T10:00:00.1234567+0200", true)]
    [InlineData("2025-02-01T10:00:00", true)]
    [InlineData("2025-02-01", false)]
    [InlineData("2025-02-30T10:00:00Z", false)]
    [InlineData("2025-02-01 10:00:00Z", false)]
    [InlineData("2025-02-01T10:00:00Z\\n", false)]
    [InlineData("1738404000", false)]
    [InlineData("Sat, 01 Feb 2025 10:00:00 GMT", false)]
    public async Task The_time_of_an_event_is_ISO_8601(string triggeredAt, bool isValid)
    {
        EmulatorReply reply = await _client.PostAsync(
            "/track", $$$"""{"identification":{"user":{"userId":"42"}},"name":"login","triggeredAt":"{{{triggeredAt}}}"}""");

        Assert.Equal(isValid ? 201 : 400, reply.Status);
        Assert.Equal(isValid ? [] : ["triggeredAt"], reply.BadFields);
        Assert.Equal(isValid ? 1 : 0, _emulator.Events.Count);
    }

    [Fact]
    public async Task Every_kind_of_answer_is_applied_exactly_when_the_event_is_stored()
    {
        Fault?[] faults =
        [
            null,
            Fault.Abort(afterApplying: false),
            Fault.Abort(afterApplying: true),
            Fault.Respond(500),
            Fault.Respond(500, afterApplying: true),
            Fault.Respond(503, headers: [new("Retry-After", "1")]),
            Fault.Truncate(5),
        ];
        bool[] stored = new bool[faults.Length];
        _emulator.Faults.Add(request => faults[request.Sequence - 1]);

        for (int index = 0; index < faults.Length; index++)
        {
            int before = _emulator.Events.Count;
            try
            {
                await _client.PostAsync("/track", Login);
            }
            catch (HttpRequestException)
            {
                // Dropped or cut off, which is the point here.
            }

            await _emulator.Ledger.WaitForAsync(entry => entry.IsEnded, index + 1, TestContext.Current.CancellationToken);
            stored[index] = _emulator.Events.Count > before;
        }

        Assert.Equal([true, false, true, false, true, false, true], stored);
        Assert.Equal(stored, _emulator.Ledger.Snapshot().Select(entry => entry.Applied));
    }

    [Fact]
    public async Task Two_thousand_events_at_once_are_all_there_and_in_the_state()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { RateLimit = null }, TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator);

        await Parallel.ForAsync(0, 2_000, TestContext.Current.CancellationToken, async (number, _) =>
            await client.PostAsync("/track", $$$"""
                {"identification":{"user":{"userId":"{{{number % 100}}}"}},"name":"n","metadata":{"n":{{{number}}}}}
                """));

        Assert.Equal(Enumerable.Range(0, 2_000), emulator.Events.Select(stored => stored.Metadata["n"].GetInt32()).Order());
        Assert.Equal(emulator.Events.Select(stored => stored.Number).Order(), emulator.Events.Select(stored => stored.Number));
        Assert.Equal(100, emulator.Users.Count);

        JsonElement summary = (await client.GetAsync("/_emulator/summary")).Json;
        Assert.Equal(2_000, summary.GetProperty("events").GetInt32());

        int paged = 0;
        JsonElement next = JsonDocument.Parse("0").RootElement;
        while (next.ValueKind == JsonValueKind.Number)
        {
            JsonElement page = (await client.GetAsync($"/_emulator/state?take=777&after={next}")).Json;
            paged += page.GetProperty("events").GetArrayLength();
            next = page.GetProperty("next");
        }

        Assert.Equal(2_000, paged);
    }

    [Fact]
    public async Task A_device_is_linked_once_and_follows_its_user()
    {
        EmulatorReply reply = await LinkAsync("b", """{"email":"jane@example.com"}""");
        await LinkAsync("a", """{"userId":"42"}""");
        await LinkAsync("a", """{"userId":"42"}""");
        Assert.Equal(2, _emulator.Users.Count);

        await LinkAsync("c", """{"userId":"42","email":"jane@example.com"}""");
        await _client.PostAsync("/users/upsert", """{"identification":{"userId":"42"},"properties":{"n":1}}""");

        Assert.Equal(201, reply.Status);
        Assert.NotEmpty(reply.Json.GetProperty("message").GetString()!);
        EmulatedUser user = Assert.Single(_emulator.Users);
        Assert.Equal(["a", "b", "c"], user.DeviceIds);
        Assert.Equal(5, _emulator.Ledger.AppliedCount);
        JsonElement state = (await _client.GetAsync("/_emulator/state")).Json;
        Assert.Equal(3, state.GetProperty("users")[0].GetProperty("deviceIds").GetArrayLength());
    }

    private Task<EmulatorReply> LinkAsync(string deviceId, string identification) =>
        _client.PostAsync("/link", $$"""{"deviceId":"{{deviceId}}","identification":{{identification}}}""");
}
