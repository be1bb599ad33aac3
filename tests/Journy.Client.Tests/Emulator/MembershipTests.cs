using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

public sealed class MembershipTests : IAsyncLifetime
{
    private JournyEmulator _emulator = null!;
    private EmulatorClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _emulator = await JournyEmulator.StartAsync(new EmulatorOptions { RateLimit = null }, TestContext.Current.CancellationToken);
        _client = new EmulatorClient(_emulator);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Adding_creates_whoever_is_unknown_and_keeps_who_is_known()
    {
        await _client.PostAsync("/users/upsert", """{"identification":{"userId":"1"},"properties":{"a":1}}""");

        EmulatorReply reply = await AddAsync(
            """{"accountId":"7","domain":"example.com"}""",
            """{"userId":"1"}""", """{"email":"jane@example.com"}""", """{"userId":"3","email":"joe@example.com"}""", """{"userId":"1"}""");

        Assert.Equal(201, reply.Status);
        Assert.Equal(201, reply.Json.GetProperty("meta").GetProperty("status").GetInt32());
        Assert.NotEmpty(reply.Json.GetProperty("message").GetString()!);
        EmulatedAccount account = Assert.Single(_emulator.Accounts);
        Assert.Equal(("7", "example.com"), (account.AccountId, account.Domain));
        Assert.Equal(
            [("1", null, false), (null, "jane@example.com", false), ("3", "joe@example.com", false)],
            account.Members.Select(member => (member.UserId, member.Email, member.IsRemoved)));
        Assert.Equal(_emulator.Users.Select(user => user.Number), account.Members.Select(member => member.UserNumber));
        Assert.Equal(["a"], _emulator.Users[0].Properties.Keys);
        Assert.True(_emulator.Ledger.Snapshot()[^1].Applied);
    }

    [Fact]
    public async Task Removing_marks_the_member_and_leaves_the_user()
    {
        await AddAsync("""{"accountId":"7"}""", """{"userId":"1"}""", """{"userId":"2","email":"jane@example.com"}""");

        EmulatorReply reply = await RemoveAsync("""{"accountId":"7"}""", """{"email":"JANE@example.com"}""", """{"userId":"unknown"}""");

        Assert.Equal(204, reply.Status);
        Assert.Equal(string.Empty, reply.Body);
        Assert.Null(reply.ContentType);
        Assert.Contains("X-RateLimit-Limit", reply.Headers.Keys);
        Assert.Contains("X-RateLimit-Remaining", reply.Headers.Keys);
        Assert.Equal([("1", false), ("2", true)], Members());
        Assert.Equal(["1", "2"], _emulator.Users.Select(user => user.UserId));

        await AddAsync("""{"accountId":"7"}""", """{"userId":"2"}""");
        Assert.Equal([("1", false), ("2", false)], Members());
    }

    [Theory]
    [InlineData("""{"accountId":"7"}""", """{"userId":"1"}""", true)]
    [InlineData("""{"accountId":"7"}""", """{"userId":"2"}""", false)]
    [InlineData("""{"accountId":"7"}""", """{"userId":"9"}""", false)]
    [InlineData("""{"accountId":"8"}""", """{"userId":"1"}""", false)]
    [InlineData("""{"domain":"example.com"}""", """{"userId":"1"}""", false)]
    public async Task Removing_is_applied_where_there_was_a_member_and_creates_nobody(string account, string user, bool applied)
    {
        await AddAsync("""{"accountId":"7"}""", """{"userId":"1"}""", """{"userId":"2"}""");
        await RemoveAsync("""{"accountId":"7"}""", """{"userId":"2"}""");
        await AddAsync("""{"accountId":"8"}""", """{"userId":"2"}""");

        EmulatorReply reply = await RemoveAsync(account, user);

        Assert.Equal(204, reply.Status);
        Assert.Equal(applied, _emulator.Ledger.Snapshot()[^1].Applied);
        Assert.Equal((2, 2), (_emulator.Users.Count, _emulator.Accounts.Count));
    }

    [Theory]
    [InlineData(1, 201)]
    [InlineData(100, 201)]
    [InlineData(0, 400)]
    [InlineData(101, 400)]
    [InlineData(1_000, 400)]
    public async Task A_call_takes_one_to_a_hundred_users(int count, int status)
    {
        string[] users = [.. Enumerable.Range(1, count).Select(number => $$"""{"userId":"{{number}}"}""")];

        EmulatorReply added = await AddAsync("""{"accountId":"7"}""", users);
        int memberships = _emulator.Accounts.Sum(account => account.Members.Count);
        EmulatorReply removed = await RemoveAsync("""{"accountId":"7"}""", users);

        Assert.Equal(status, added.Status);
        Assert.Equal(status == 201 ? 204 : 400, removed.Status);
        Assert.Equal(status == 201 ? count : 0, memberships);
        if (status == 400)
        {
            Assert.Equal(["users"], added.BadFields);
            Assert.Equal(["users"], removed.BadFields);
            Assert.Empty(_emulator.Users);
        }
    }

    [Fact]
    public async Task One_bad_user_keeps_all_others_out()
    {
        string[] users = [.. Enumerable.Range(0, 10).Select(number => $$"""{"userId":"{{number}}"}""")];
        await AddAsync("""{"accountId":"7"}""", users);
        string[] broken = [.. users];
        broken[3] = """{"email":"nobody"}""";

        EmulatorReply added = await AddAsync("""{"accountId":"8"}""", broken);
        EmulatorReply removed = await RemoveAsync("""{"accountId":"7"}""", broken);

        Assert.Equal([400, 400], [added.Status, removed.Status]);
        Assert.Equal(["users.3.identification.email"], added.BadFields);
        Assert.Equal(["users.3.identification.email"], removed.BadFields);
        EmulatedAccount account = Assert.Single(_emulator.Accounts);
        Assert.Equal(10, account.Members.Count(member => !member.IsRemoved));
        Assert.Equal([true, false, false], _emulator.Ledger.Snapshot().Select(entry => entry.Applied));
    }

    [Fact]
    public async Task Memberships_follow_records_that_melt_into_one()
    {
        await AddAsync("""{"accountId":"7"}""", """{"userId":"1"}""", """{"email":"jane@example.com"}""");
        await AddAsync("""{"domain":"example.com"}""", """{"email":"jane@example.com"}""", """{"userId":"2"}""");
        await RemoveAsync("""{"accountId":"7"}""", """{"userId":"1"}""");

        await _client.PostAsync("/users/upsert", """{"identification":{"userId":"1","email":"jane@example.com"}}""");
        await _client.PostAsync("/accounts/upsert", """{"identification":{"accountId":"7","domain":"example.com"}}""");

        Assert.Equal([("1", false), ("2", false)], Members());
        JsonElement summary = (await _client.GetAsync("/_emulator/summary")).Json;
        Assert.Equal(2, summary.GetProperty("memberships").GetInt32());
        Assert.Equal(0, summary.GetProperty("removedMemberships").GetInt32());
    }

    [Fact]
    public async Task Deleted_records_take_their_memberships_along()
    {
        await AddAsync("""{"accountId":"7"}""", """{"userId":"1"}""", """{"userId":"2"}""");
        await AddAsync("""{"accountId":"8"}""", """{"userId":"1"}""", """{"userId":"2"}""");
        await RemoveAsync("""{"accountId":"8"}""", """{"userId":"2"}""");

        await _client.DeleteAsync("/users", """{"identification":{"userId":"1"}}""");
        await _client.DeleteAsync("/accounts", """{"identification":{"accountId":"7"}}""");

        Assert.Equal([("2", true)], Members());
        JsonElement summary = (await _client.GetAsync("/_emulator/summary")).Json;
        Assert.Equal(0, summary.GetProperty("memberships").GetInt32());
        Assert.Equal(1, summary.GetProperty("removedMemberships").GetInt32());
        JsonElement state = (await _client.GetAsync("/_emulator/state")).Json;
        JsonElement member = Assert.Single(state.GetProperty("accounts")[0].GetProperty("members").EnumerateArray());
        Assert.Equal("2", member.GetProperty("userId").GetString());
        Assert.True(member.GetProperty("isRemoved").GetBoolean());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_hundred_thousand_memberships_of_one_account_take_seconds()
    {
        await Parallel.ForAsync(0, 1_000, TestContext.Current.CancellationToken, async (call, _) =>
        {
            string[] users = [.. Enumerable.Range(call * 100, 100).Select(number => $$"""{"userId":"{{number}}"}""")];
            EmulatorReply reply = await AddAsync("""{"accountId":"7"}""", users);
            Assert.Equal(201, reply.Status);
        });

        EmulatedAccount account = Assert.Single(_emulator.Accounts);
        Assert.Equal(100_000, account.Members.Count);
        Assert.Equal(1_000, _emulator.Ledger.AppliedCount);
    }

    private (string? UserId, bool IsRemoved)[] Members() =>
        [.. Assert.Single(_emulator.Accounts).Members.Select(member => (member.UserId, member.IsRemoved))];

    private Task<EmulatorReply> AddAsync(string account, params string[] users) => SendAsync("add", account, users);

    private Task<EmulatorReply> RemoveAsync(string account, params string[] users) => SendAsync("remove", account, users);

    private Task<EmulatorReply> SendAsync(string action, string account, string[] users)
    {
        string items = string.Join(",", users.Select(user => $$"""{"identification":{{user}}}"""));
        return _client.PostAsync($"/accounts/users/{action}", $$"""{"account":{{account}},"users":[{{items}}]}""");
    }
}
