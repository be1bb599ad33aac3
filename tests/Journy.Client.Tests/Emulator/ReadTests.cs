using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

public sealed class ReadTests : IAsyncLifetime
{
    private JournyEmulator _emulator = null!;
    private EmulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { Domains = ["shop.example", "bücher.example"] }, TestContext.Current.CancellationToken);
        _client = new EmulatorClient(_emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Theory]
    [InlineData("shop.example", "shop.example")]
    [InlineData("SHOP.example", "SHOP.example")]
    [InlineData("shop%2Eexample", "shop.example")]
    [InlineData("b%C3%BCcher.example", "bücher.example")]
    [InlineData("account.example", "account.example")]
    [InlineData("member.example", "member.example")]
    public async Task A_known_domain_has_a_snippet(string query, string domain)
    {
        await _client.PostAsync("/accounts/upsert", """{"identification":{"domain":"Account.example"}}""");
        await _client.PostAsync(
            "/accounts/users/add", """{"account":{"domain":"member.example"},"users":[{"identification":{"userId":"1"}}]}""");

        EmulatorReply reply = await _client.GetAsync("/tracking/snippet?domain=" + query);

        Assert.Equal(200, reply.Status);
        Assert.Contains("X-RateLimit-Limit", reply.Headers.Keys);
        Assert.Contains("X-RateLimit-Remaining", reply.Headers.Keys);
        JsonElement data = reply.Json.GetProperty("data");
        Assert.Equal(domain, data.GetProperty("domain").GetString());
        Assert.Contains(domain, data.GetProperty("snippet").GetString(), StringComparison.Ordinal);
        Assert.False(_emulator.Ledger.Snapshot()[^1].Applied);
    }

    [Theory]
    [InlineData("", 400, "domain")]
    [InlineData("?domain", 400, "domain")]
    [InlineData("?domain=", 400, "domain")]
    [InlineData("?domain=%20", 400, "domain")]
    [InlineData("?domain=shop", 400, "domain")]
    [InlineData("?domain=https%3A%2F%2Fshop.example", 400, "domain")]
    [InlineData("?domain=shop.example&domain=shop.example", 400, "domain")]
    [InlineData("?domain=shop.example&page=1", 400, "page")]
    [InlineData("?Domain=shop.example", 400, "Domain")]
    [InlineData("?domain=unknown.example", 404)]
    public async Task Other_domains_have_none(string query, int status, params string[] parameters)
    {
        EmulatorReply reply = await _client.GetAsync("/tracking/snippet" + query);

        Assert.Equal(status, reply.Status);
        Assert.Equal(parameters, reply.BadQuery);
        Assert.Equal(status, reply.Json.GetProperty("meta").GetProperty("status").GetInt32());
        Assert.NotEmpty(reply.Json.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Events_are_listed_once_with_IDs_that_stay()
    {
        await TrackAsync("zebra");
        await TrackAsync("Apple");
        await TrackAsync("page_viewed");
        Dictionary<string, JsonElement> first = await ListAsync("/events");
        await TrackAsync("apple");
        await TrackAsync("zebra");
        Dictionary<string, JsonElement> second = await ListAsync("/events");

        Assert.Equal(["page_viewed", "session_started", "Apple", "apple", "zebra"], second.Keys);
        Assert.All(first, item => Assert.Equal(item.Value.GetProperty("id").GetString(), second[item.Key].GetProperty("id").GetString()));
        Assert.Equal(5, second.Values.Select(item => item.GetProperty("id").GetString()).Distinct().Count());
        Assert.NotEmpty(second["page_viewed"].GetProperty("group").GetProperty("id").GetString()!);
        Assert.NotEmpty(second["page_viewed"].GetProperty("group").GetProperty("name").GetString()!);
        Assert.False(second["zebra"].TryGetProperty("group", out _));
    }

    [Theory]
    [InlineData("users", "full_name")]
    [InlineData("accounts", "mrr")]
    public async Task Properties_are_those_of_the_workspace_and_those_it_has_seen(string entity, string predefined)
    {
        string other = entity == "users" ? "accounts" : "users";
        string id = entity == "users" ? "userId" : "accountId";
        await _client.PostAsync($"/{entity}/upsert", $$$"""
            {"identification":{"{{{id}}}":"1"},
             "properties":{"signup_source":"ad","empty":"","gone":null,"count":1,"{{{predefined}}}":"x","_":true} }
            """);
        await _client.PostAsync($"/{entity}/upsert", $$$"""{"identification":{"{{{id}}}":"2"},"properties":{"count":"rejected"}}""");
        await _client.DeleteAsync($"/{entity}", $$$"""{"identification":{"{{{id}}}":"1"}}""");

        Dictionary<string, JsonElement> properties = await ListAsync($"/properties/{entity}");
        Dictionary<string, JsonElement> others = await ListAsync($"/properties/{other}");

        string[] seen =
        [
            .. properties.Values.Where(item => !item.TryGetProperty("group", out _)).Select(item => item.GetProperty("name").GetString()!)
        ];
        Assert.Equal(["_", "count", "empty", "signup_source"], seen);
        Assert.Equal("Signup source", properties["signup_source"].GetProperty("label").GetString());
        Assert.Equal("_", properties["_"].GetProperty("label").GetString());
        Assert.All(seen, name => Assert.False(properties[name].GetProperty("isComputed").GetBoolean()));
        Assert.False(properties[predefined].GetProperty("isComputed").GetBoolean());
        Assert.True(properties["last_seen_at"].GetProperty("isComputed").GetBoolean());
        Assert.Contains(
            properties.Values,
            item => item.TryGetProperty("group", out JsonElement group) && group.GetProperty("id").GetString()!.Length > 0);
        Assert.DoesNotContain("signup_source", others.Keys);
    }

    [Fact]
    public async Task Segments_are_as_set_up_and_their_IDs_the_same_in_every_run()
    {
        EmulatorOptions options = new() { Segments = new EmulatorSegments { Users = ["Both", "Löwen"], Accounts = ["Both"] } };
        await using JournyEmulator one = await JournyEmulator.StartAsync(options, TestContext.Current.CancellationToken);
        await using JournyEmulator two = await JournyEmulator.StartAsync(options, TestContext.Current.CancellationToken);

        Dictionary<string, JsonElement> usersOfOne = await ListAsync(one, "/segments/users");
        Dictionary<string, JsonElement> usersOfTwo = await ListAsync(two, "/segments/users");
        Dictionary<string, JsonElement> accounts = await ListAsync(one, "/segments/accounts");
        Dictionary<string, JsonElement> byDefault = await ListAsync("/segments/users");

        Assert.Equal(["Both", "Löwen"], usersOfOne.Keys);
        Assert.Equal(["Both"], accounts.Keys);
        Assert.NotEmpty(byDefault);
        Assert.Equal(usersOfOne["Both"].GetProperty("id").GetString(), usersOfTwo["Both"].GetProperty("id").GetString());
        Assert.NotEqual(usersOfOne["Both"].GetProperty("id").GetString(), accounts["Both"].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("/events")]
    [InlineData("/properties/users")]
    [InlineData("/properties/accounts")]
    [InlineData("/segments/users")]
    [InlineData("/segments/accounts")]
    public async Task Lists_take_no_parameters_and_carry_the_rate(string path)
    {
        EmulatorReply good = await _client.GetAsync(path);
        EmulatorReply bad = await _client.GetAsync(path + "?page=1");

        Assert.Equal(200, good.Status);
        Assert.Equal(200, good.Json.GetProperty("meta").GetProperty("status").GetInt32());
        Assert.Contains("X-RateLimit-Limit", good.Headers.Keys);
        Assert.Contains("X-RateLimit-Remaining", good.Headers.Keys);
        Assert.Equal(400, bad.Status);
        Assert.Equal(["page"], bad.BadQuery);
        Assert.Equal(0, _emulator.Ledger.AppliedCount);
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_refused()
    {
        EmulatorOptions[] wrong =
        [
            new() { Domains = ["https://shop.example"] },
            new() { Domains = ["shop.example", "shop.example"] },
            new() { Segments = new EmulatorSegments { Users = [" "] } },
            new() { Segments = new EmulatorSegments { Accounts = ["Trials", "Trials"] } },
        ];

        foreach (EmulatorOptions options in wrong)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => JournyEmulator.StartAsync(options, TestContext.Current.CancellationToken));
        }
    }

    private Task<EmulatorReply> TrackAsync(string name) =>
        _client.PostAsync("/track", $$$"""{"identification":{"user":{"userId":"1"}},"name":"{{{name}}}"}""");

    private Task<Dictionary<string, JsonElement>> ListAsync(string path) => ListAsync(_emulator, path);

    private static async Task<Dictionary<string, JsonElement>> ListAsync(JournyEmulator emulator, string path)
    {
        using EmulatorClient client = new(emulator);
        EmulatorReply reply = await client.GetAsync(path);
        Assert.Equal(200, reply.Status);
        return reply.Json.GetProperty("data")
            .EnumerateArray()
            .ToDictionary(item => item.GetProperty("name").GetString()!, StringComparer.Ordinal);
    }
}
