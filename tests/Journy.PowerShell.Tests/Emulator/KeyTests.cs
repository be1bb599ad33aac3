using System;
using System.Linq;
using System.Threading.Tasks;

using Journy.Emulator;

using Xunit;

namespace Journy.Tests.Emulator;

public sealed class KeyTests
{
    private const string Jane = """{"identification":{"userId":"42"}}""";

    [Fact]
    public async Task Validate_tells_the_permissions_of_the_key()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        string reader = emulator.AddKey("reader", KeyPermissions.ReadEvents, KeyPermissions.ReadSegments);
        using EmulatorClient main = new(emulator);
        using EmulatorClient limited = new(emulator, reader);

        EmulatorReply all = await main.GetAsync("/validate");
        EmulatorReply some = await limited.GetAsync("/validate");

        Assert.Equal(200, all.Status);
        Assert.Equal(KeyPermissions.All, Permissions(all));
        Assert.Equal([KeyPermissions.ReadEvents, KeyPermissions.ReadSegments], Permissions(some));
        Assert.Equal(200, all.Json.GetProperty("meta").GetProperty("status").GetInt32());
        Assert.NotEqual(
            all.Json.GetProperty("meta").GetProperty("requestId").GetString(),
            some.Json.GetProperty("meta").GetProperty("requestId").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("unknown")]
    public async Task No_key_or_an_unknown_one_is_401(string? key)
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator, key);

        EmulatorReply[] replies =
        [
            await client.GetAsync("/validate"),
            await client.PostAsync("/users/upsert", Jane),
            await client.DeleteAsync("/accounts", """{"identification":{"accountId":"1"}}"""),
        ];

        Assert.All(replies, reply =>
        {
            Assert.Equal(401, reply.Status);
            Assert.Equal(401, reply.Json.GetProperty("meta").GetProperty("status").GetInt32());
            Assert.NotEmpty(reply.Json.GetProperty("message").GetString()!);
            Assert.DoesNotContain("X-RateLimit-Limit", reply.Headers.Keys);
        });
        Assert.Empty(emulator.Users);
        Assert.All(emulator.Ledger.Snapshot(), entry => Assert.Null(entry.KeyLabel));
    }

    [Theory]
    [InlineData("POST", "/users/upsert", """{"identification":{"userId":"42"}}""")]
    [InlineData("DELETE", "/users", """{"identification":{"userId":"42"}}""")]
    [InlineData("POST", "/accounts/upsert", """{"identification":{"accountId":"42"}}""")]
    [InlineData("DELETE", "/accounts", """{"identification":{"accountId":"42"}}""")]
    public async Task A_key_without_the_permission_is_401_with_the_headers_of_its_limit(string method, string path, string body)
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        string reader = emulator.AddKey("reader", KeyPermissions.ReadEvents);
        using EmulatorClient client = new(emulator, reader);

        EmulatorReply reply = await client.SendAsync(new(method), path, body);

        Assert.Equal(401, reply.Status);
        Assert.Equal("1800", reply.Headers["X-RateLimit-Limit"]);
        Assert.Equal("1799", reply.Headers["X-RateLimit-Remaining"]);
        LedgerEntry entry = Assert.Single(emulator.Ledger.Snapshot());
        Assert.Equal("reader", entry.KeyLabel);
        Assert.False(entry.Applied);
    }

    [Fact]
    public async Task A_disabled_key_is_403_from_then_on()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator);
        EmulatorReply before = await client.PostAsync("/users/upsert", Jane);

        emulator.DisableKey(emulator.ApiKey);
        EmulatorReply after = await client.PostAsync("/users/upsert", Jane);

        Assert.Equal(201, before.Status);
        Assert.Equal(403, after.Status);
        Assert.Equal("1799", after.Headers["X-RateLimit-Remaining"]);
        Assert.Equal([true, false], emulator.Ledger.Snapshot().Select(entry => entry.Applied));
    }

    [Fact]
    public async Task The_key_is_nowhere_in_the_ledger()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { ApiKey = "sentinel-5d1f" }, TestContext.Current.CancellationToken);
        using EmulatorClient client = new(emulator);

        EmulatorReply reply = await client.PostAsync("/users/upsert", Jane);
        EmulatorReply ledger = await client.GetAsync("/_emulator/ledger");

        Assert.Equal(201, reply.Status);
        Assert.DoesNotContain("sentinel-5d1f", ledger.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_start_makes_another_key_and_mistakes_are_told()
    {
        await using JournyEmulator one = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using JournyEmulator two = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEqual(one.ApiKey, two.ApiKey);
        Assert.NotEqual(one.BaseAddress, two.BaseAddress);
        Assert.Throws<ArgumentException>(() => one.AddKey("typo", "TrackDate"));
        Assert.Throws<ArgumentException>(() => one.DisableKey("unknown"));
    }

    private static string[] Permissions(EmulatorReply reply) =>
        [.. reply.Json.GetProperty("data").GetProperty("permissions").EnumerateArray().Select(item => item.GetString()!)];
}
