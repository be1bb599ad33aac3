using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

public sealed class RecordTests : IAsyncLifetime
{
    private JournyEmulator _emulator = null!;
    private EmulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        _client = new EmulatorClient(_emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task An_upsert_stores_values_as_they_came()
    {
        EmulatorReply reply = await UpsertUserAsync("""
            {"identification":{"userId":"42","email":"zoë.o'brien@example.com"},
             "properties":{"big":1234567890123456789,"price":9.99,"empty":"","on":true,"at":"2025-02-01T10:00:00Z",
                           "tags":["a","ä"],"Name":"upper","name":"lower","gone":null}}
            """);

        Assert.Equal(201, reply.Status);
        Assert.Empty(reply.Rejected);
        Assert.False(reply.Json.TryGetProperty("rejected", out _));
        EmulatedUser user = Assert.Single(_emulator.Users);
        Assert.Equal("42", user.UserId);
        Assert.Equal("zoë.o'brien@example.com", user.Email);
        Assert.Equal("1234567890123456789", user.Properties["big"].GetRawText());
        Assert.Equal("9.99", user.Properties["price"].GetRawText());
        Assert.Equal(string.Empty, user.Properties["empty"].GetString());
        Assert.Equal("""["a","ä"]""", user.Properties["tags"].GetRawText());
        Assert.Equal("upper", user.Properties["Name"].GetString());
        Assert.Equal("lower", user.Properties["name"].GetString());
        Assert.DoesNotContain("gone", user.Properties.Keys);
    }

    [Fact]
    public async Task A_second_upsert_merges_and_null_deletes()
    {
        await UpsertUserAsync("""{"identification":{"userId":"42"},"properties":{"a":"1","b":"2"}}""");
        await UpsertUserAsync("""{"identification":{"userId":"42"},"properties":{"a":null,"c":"3"}}""");
        await UpsertUserAsync("""{"identification":{"userId":"42"}}""");

        EmulatedUser user = Assert.Single(_emulator.Users);
        Assert.Equal(["b", "c"], user.Properties.Keys.Order());
        Assert.Equal(3, _emulator.Ledger.AppliedCount);
    }

    [Fact]
    public async Task An_upsert_with_both_links_user_ID_and_email()
    {
        await UpsertUserAsync("""{"identification":{"email":"Jane@Example.com"},"properties":{"a":1}}""");
        await UpsertUserAsync("""{"identification":{"userId":"42","email":"jane@example.com"},"properties":{"b":2}}""");
        await UpsertUserAsync("""{"identification":{"email":"JANE@example.com"},"properties":{"c":3}}""");
        await UpsertUserAsync("""{"identification":{"userId":"42"},"properties":{"d":4}}""");

        EmulatedUser user = Assert.Single(_emulator.Users);
        Assert.Equal("42", user.UserId);
        Assert.Equal(["a", "b", "c", "d"], user.Properties.Keys.Order());
    }

    [Fact]
    public async Task A_user_known_by_email_alone_melts_into_the_one_that_claims_it()
    {
        await UpsertUserAsync("""{"identification":{"userId":"42"},"properties":{"a":"id"}}""");
        await UpsertUserAsync("""{"identification":{"email":"jane@example.com"},"properties":{"a":"mail","b":"mail"}}""");
        Assert.Equal(2, _emulator.Users.Count);

        await UpsertUserAsync("""{"identification":{"userId":"42","email":"jane@example.com"}}""");

        EmulatedUser user = Assert.Single(_emulator.Users);
        Assert.Equal("id", user.Properties["a"].GetString());
        Assert.Equal("mail", user.Properties["b"].GetString());
    }

    [Fact]
    public async Task An_email_moves_to_the_user_ID_that_claimed_it_last()
    {
        await UpsertUserAsync("""{"identification":{"userId":"1","email":"shared@example.com"},"properties":{"n":1}}""");
        await UpsertUserAsync("""{"identification":{"userId":"2","email":"shared@example.com"},"properties":{"n":2}}""");
        await UpsertUserAsync("""{"identification":{"email":"shared@example.com"},"properties":{"n":3}}""");

        Assert.Equal(["1", "2"], _emulator.Users.Select(user => user.UserId));
        Assert.Equal([null, "shared@example.com"], _emulator.Users.Select(user => user.Email));
        Assert.Equal([1, 3], _emulator.Users.Select(user => user.Properties["n"].GetInt32()));
    }

    [Fact]
    public async Task A_changed_email_frees_the_old_one()
    {
        await UpsertUserAsync("""{"identification":{"userId":"1","email":"old@example.com"}}""");
        await UpsertUserAsync("""{"identification":{"userId":"1","email":"new@example.com"}}""");
        await UpsertUserAsync("""{"identification":{"email":"old@example.com"}}""");

        Assert.Equal([("1", "new@example.com"), (null, "old@example.com")], _emulator.Users.Select(user => (user.UserId, user.Email)));
    }

    [Theory]
    [InlineData("""{"identification":{"userId":"42"}}""")]
    [InlineData("""{"identification":{"email":"JANE@example.com"}}""")]
    [InlineData("""{"identification":{"userId":"42","email":"jane@example.com"}}""")]
    public async Task A_deleted_user_is_gone_and_can_come_back_empty(string body)
    {
        await UpsertUserAsync("""{"identification":{"userId":"42","email":"jane@example.com"},"properties":{"a":1}}""");

        EmulatorReply reply = await _client.DeleteAsync("/users", body);

        Assert.Equal(202, reply.Status);
        Assert.Empty(_emulator.Users);
        await UpsertUserAsync("""{"identification":{"email":"jane@example.com"}}""");
        EmulatedUser user = Assert.Single(_emulator.Users);
        Assert.Null(user.UserId);
        Assert.Empty(user.Properties);
        Assert.Equal(3, _emulator.Ledger.AppliedCount);
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_202_and_not_applied()
    {
        EmulatorReply user = await _client.DeleteAsync("/users", """{"identification":{"userId":"42"}}""");
        EmulatorReply account = await _client.DeleteAsync("/accounts", """{"identification":{"domain":"example.com"}}""");

        Assert.Equal([202, 202], [user.Status, account.Status]);
        Assert.All(_emulator.Ledger.Snapshot(), entry => Assert.False(entry.Applied));
    }

    [Fact]
    public async Task Accounts_are_linked_by_ID_and_domain_and_apart_from_users()
    {
        await _client.PostAsync("/accounts/upsert", """{"identification":{"domain":"Example.com"},"properties":{"mrr":10}}""");
        EmulatorReply reply = await _client.PostAsync(
            "/accounts/upsert", """{"identification":{"accountId":"7","domain":"example.com"},"properties":{"plan":"pro"}}""");
        await UpsertUserAsync("""{"identification":{"userId":"7"},"properties":{"mrr":"text, as users see it"}}""");

        Assert.Equal(201, reply.Status);
        EmulatedAccount account = Assert.Single(_emulator.Accounts);
        Assert.Equal(("7", "example.com"), (account.AccountId, account.Domain));
        Assert.Equal(["mrr", "plan"], account.Properties.Keys.Order());
        Assert.Single(_emulator.Users);

        EmulatorReply deleted = await _client.DeleteAsync("/accounts", """{"identification":{"accountId":"7"}}""");
        Assert.Equal(202, deleted.Status);
        Assert.Empty(_emulator.Accounts);
        Assert.Single(_emulator.Users);
    }

    [Theory]
    [InlineData("\"text\"", "1", true)]
    [InlineData("\"text\"", "true", true)]
    [InlineData("\"text\"", "[\"a\"]", true)]
    [InlineData("\"text\"", "\"2025-02-01\"", false)]
    [InlineData("1", "\"1\"", true)]
    [InlineData("1", "2.5e3", false)]
    [InlineData("1", "\"\"", false)]
    [InlineData("1", "null", false)]
    [InlineData("true", "0", true)]
    [InlineData("true", "false", false)]
    [InlineData("\"2025-02-01\"", "\"2025-02-01T10:00:00.123+02:00\"", false)]
    [InlineData("\"2025-02-01T10:00:00Z\"", "\"yesterday\"", true)]
    [InlineData("\"2025-02-01T10:00:00Z\"", "\"2025-02-30\"", true)]
    [InlineData("\"2025-02-01T10:00:00Z\"", "true", true)]
    [InlineData("[]", "[\"a\"]", false)]
    [InlineData("[\"a\"]", "\"a\"", true)]
    [InlineData("\"\"", "1", false)]
    [InlineData("null", "[]", false)]
    public async Task A_value_of_another_type_is_rejected_and_the_rest_applied(string first, string second, bool isRejected)
    {
        await UpsertUserAsync($$$"""{"identification":{"userId":"1"},"properties":{"p":{{{first}}}}}""");

        EmulatorReply reply = await UpsertUserAsync(
            $$$"""{"identification":{"userId":"2"},"properties":{"before":1,"p":{{{second}}},"after":2}}""");

        Assert.Equal(201, reply.Status);
        Assert.Equal(isRejected ? ["p"] : [], reply.Rejected);
        EmulatedUser user = _emulator.Users[1];
        Assert.Equal(1, user.Properties["before"].GetInt32());
        Assert.Equal(2, user.Properties["after"].GetInt32());
        Assert.Equal(!isRejected && second != "null", user.Properties.ContainsKey("p"));
        Assert.True(_emulator.Ledger.Snapshot()[^1].Applied);
    }

    [Fact]
    public async Task A_rejected_value_leaves_the_stored_one()
    {
        await UpsertUserAsync("""{"identification":{"userId":"1"},"properties":{"at":"2025-02-01"}}""");
        EmulatorReply reply = await UpsertUserAsync("""{"identification":{"userId":"1"},"properties":{"at":true}}""");

        string reason = reply.Json.GetProperty("rejected").GetProperty("at").GetString()!;
        Assert.Contains("date", reason, StringComparison.Ordinal);
        Assert.Contains("boolean", reason, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.String, Assert.Single(_emulator.Users).Properties["at"].ValueKind);
    }

    private Task<EmulatorReply> UpsertUserAsync(string body) => _client.PostAsync("/users/upsert", body);
}
