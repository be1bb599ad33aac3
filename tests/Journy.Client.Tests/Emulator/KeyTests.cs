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
    [InlineData("POST", "/accounts/users/add", """{"account":{"accountId":"1"},"users":[{"identification":{"userId":"42"}}]}""")]
    [InlineData("POST", "/accounts/users/remove", """{"account":{"accountId":"1"},"users":[{"identification":{"userId":"42"}}]}""")]
    [InlineData("POST", "/link", """{"deviceId":"a","identification":{"userId":"42"}}""")]
    [InlineData("POST", "/track", """{"identification":{"user":{"userId":"42"}},"name":"n"}""")]
    [InlineData("POST", "/events", """{"identification":{"user":{"userId":"42"}},"name":"n"}""")]
    [InlineData("GET", "/tracking/snippet?domain=shop.example", "", KeyPermissions.GetTrackingSnippet)]
    [InlineData("GET", "/events", "", KeyPermissions.ReadEvents)]
    [InlineData("GET", "/properties/users", "", KeyPermissions.ReadProperties)]
    [InlineData("GET", "/properties/accounts", "", KeyPermissions.ReadProperties)]
    [InlineData("GET", "/segments/users", "", KeyPermissions.ReadSegments)]
    [InlineData("GET", "/segments/accounts", "", KeyPermissions.ReadSegments)]
    public async Task Each_operation_needs_its_permission_alone_and_is_401_without(
        string method, string path, string body, string permission = KeyPermissions.TrackData)
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { Domains = ["shop.example"] }, TestContext.Current.CancellationToken);
        using EmulatorClient without = new(
            emulator, emulator.AddKey("without", [.. KeyPermissions.All.Where(other => other != permission)]));
        using EmulatorClient with = new(emulator, emulator.AddKey("with", permission));

        EmulatorReply refused = await without.SendAsync(new(method), path, body);
        EmulatorReply taken = await with.SendAsync(new(method), path, body);

        Assert.Equal(401, refused.Status);
        Assert.Equal("1800", refused.Headers["X-RateLimit-Limit"]);
        Assert.Equal("1799", refused.Headers["X-RateLimit-Remaining"]);
        LedgerEntry entry = emulator.Ledger.Snapshot()[0];
        Assert.Equal("without", entry.KeyLabel);
        Assert.False(entry.Applied);
        Assert.InRange(taken.Status, 200, 204);
        Assert.Equal("1799", taken.Headers["X-RateLimit-Remaining"]);
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
