using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

public sealed class StrictnessTests(StrictnessTests.SharedEmulator shared) : IClassFixture<StrictnessTests.SharedEmulator>
{
    [Theory]
    [InlineData("/users/upsert", """{"identification":{}}""", "identification")]
    [InlineData("/users/upsert", """{}""", "identification")]
    [InlineData("/users/upsert", """{"identification":null}""", "identification")]
    [InlineData("/users/upsert", """{"identification":"42"}""", "identification")]
    [InlineData("/users/upsert", """{"identification":{"userId":null}}""", "identification.userId")]
    [InlineData("/users/upsert", """{"identification":{"userId":""}}""", "identification.userId")]
    [InlineData("/users/upsert", """{"identification":{"userId":" "}}""", "identification.userId")]
    [InlineData("/users/upsert", """{"identification":{"userId":42}}""", "identification.userId")]
    [InlineData("/users/upsert", """{"identification":{"userId":"\ud800"}}""", "identification.userId")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42","email":null}}""", "identification.email")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42","email":"jane"}}""", "identification.email")]
    [InlineData("/users/upsert", """{"identification":{"email":"jane@example"}}""", "identification.email")]
    [InlineData("/users/upsert", """{"identification":{"email":"ja ne@example.com"}}""", "identification.email")]
    [InlineData("/users/upsert", """{"identification":{"email":"jane@-example.com"}}""", "identification.email")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42","accountId":"1"}}""", "identification.accountId")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42","userid":"1"}}""", "identification.userid")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42","userId":"42"}}""", "identification.userId")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"identification":{"userId":"42"}}""", "identification")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"property":{}}""", "property")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"properties":null}""", "properties")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"properties":[]}""", "properties")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"properties":{"a":{}}}""", "properties.a")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"properties":{"a":1,"a":1}}""", "properties.a")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"properties":{"":1}}""", "properties.")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"properties":{"\udc00":1}}""", "properties")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"properties":{"a":"\ud800"}}""", "properties.a")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"properties":{"a":1e999}}""", "properties.a")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"properties":{"a":["x",""]}}""", "properties.a.1")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"properties":{"a":[null]}}""", "properties.a.0")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},"properties":{"a":[["x"]]}}""", "properties.a.0")]
    [InlineData("/users/upsert", """[]""", "body")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"}""", "body")]
    [InlineData("/users/upsert", """{"identification":{"userId":"42"},}""", "body")]
    [InlineData("/users/upsert", "", "body")]
    [InlineData("/accounts/upsert", """{"identification":{"userId":"42"}}""", "identification", "identification.userId")]
    [InlineData("/accounts/upsert", """{"identification":{"domain":"https://example.com"}}""", "identification.domain")]
    [InlineData("/accounts/upsert", """{"identification":{"domain":"example"}}""", "identification.domain")]
    [InlineData("/accounts/upsert", """{"identification":{"domain":"a..com"}}""", "identification.domain")]
    [InlineData(
        "/accounts/upsert",
        """{"identification":{"accountId":""},"properties":{"a":{},"b":[""]},"x":1}""",
        "identification.accountId",
        "properties.a",
        "properties.b.0",
        "x")]
    [InlineData("/accounts/users/add", """{}""", "account", "users")]
    [InlineData("/accounts/users/add", """{"account":{"accountId":"1"},"users":null}""", "users")]
    [InlineData("/accounts/users/add", """{"account":{"accountId":"1"},"users":{}}""", "users")]
    [InlineData("/accounts/users/add", """{"account":{"accountId":"1"},"users":[]}""", "users")]
    [InlineData(
        "/accounts/users/add", """{"account":{"accountId":"1"},"users":[{"userId":"1"}]}""", "users.0.identification", "users.0.userId")]
    [InlineData(
        "/accounts/users/add",
        """{"account":{"accountId":"1"},"users":["1",null,{"identification":{"userId":"1"}},{"identification":{}}]}""",
        "users.0",
        "users.1",
        "users.3.identification")]
    [InlineData(
        "/accounts/users/add",
        """{"account":{"accountId":"1"},"users":[{"identification":{"userId":"1","userId":"1"},"role":"admin"}]}""",
        "users.0.identification.userId",
        "users.0.role")]
    [InlineData(
        "/accounts/users/add",
        """{"identification":{"accountId":"1"},"account":{"userId":"1"},"users":[{"identification":{"email":"x"}}]}""",
        "account",
        "account.userId",
        "identification",
        "users.0.identification.email")]
    [InlineData("/accounts/users/remove", """{"account":{},"users":[],"users":[]}""", "account", "users")]
    [InlineData(
        "/accounts/users/remove",
        """{"account":{"domain":"x"},"users":[{"identification":{"email":"x"}}]}""",
        "account.domain",
        "users.0.identification.email")]
    [InlineData("/accounts/users/remove", "", "body")]
    [InlineData("/link", """{}""", "deviceId", "identification")]
    [InlineData("/link", """{"deviceId":"","identification":{"userId":"42"}}""", "deviceId")]
    [InlineData("/link", """{"deviceId":null,"identification":{"userId":"42"}}""", "deviceId")]
    [InlineData("/link", """{"deviceId":42,"identification":{"userId":""}}""", "deviceId", "identification.userId")]
    [InlineData("/link", """{"deviceId":"a","identification":{"userId":"42"},"properties":{}}""", "properties")]
    [InlineData("/track", """{}""", "identification", "name")]
    [InlineData("/track", """{"identification":{},"name":" "}""", "identification", "name")]
    [InlineData("/track", """{"identification":{"userId":"42"},"name":"n"}""", "identification", "identification.userId")]
    [InlineData("/track", """{"identification":{"user":null},"name":"n"}""", "identification.user")]
    [InlineData(
        "/track",
        """{"identification":{"user":{},"account":{"domain":"x"}},"name":"n"}""",
        "identification.account.domain",
        "identification.user")]
    [InlineData("/track", """{"identification":{"user":{"userId":"42"},"user":{"userId":"42"}},"name":"n"}""", "identification.user")]
    [InlineData("/track", """{"identification":{"user":{"userId":"42"}},"name":42}""", "name")]
    [InlineData("/track", """{"identification":{"user":{"userId":"42"}},"name":"n","triggeredAt":null}""", "triggeredAt")]
    [InlineData("/track", """{"identification":{"user":{"userId":"42"}},"name":"n","triggeredAt":1738404000}""", "triggeredAt")]
    [InlineData("/track", """{"identification":{"user":{"userId":"42"}},"name":"n","recordedAt":"2025-02-01T10:00:00Z"}""", "recordedAt")]
    [InlineData("/track", """{"identification":{"user":{"userId":"42"}},"name":"n","metadata":null}""", "metadata")]
    [InlineData(
        "/track",
        """{"identification":{"user":{"userId":"42"}},"name":"n","metadata":{"a":null,"b":["x"],"c":{},"d":1e999,"e":"\ud800"," ":1}}""",
        "metadata. ",
        "metadata.a",
        "metadata.b",
        "metadata.c",
        "metadata.d",
        "metadata.e")]
    [InlineData("/track", """{"identification":{"user":{"userId":"42"}},"name":"n","metadata":{"a":1,"a":1}}""", "metadata.a")]
    [InlineData(
        "/events",
        """{"identification":{"account":{"accountId":""}},"name":"n","metadata":{"a":[]}}""",
        "identification.account.accountId",
        "metadata.a")]
    public async Task A_bad_body_is_400_and_names_every_bad_field(string path, string body, params string[] fields)
    {
        EmulatorReply reply = await shared.Client.PostAsync(path, body);

        Assert.Equal(400, reply.Status);
        Assert.Equal("application/json", reply.ContentType);
        Assert.Equal(fields, reply.BadFields);
        Assert.Empty(reply.BadHeaders);
        Assert.Contains("X-RateLimit-Remaining", reply.Headers.Keys);
        LedgerEntry entry = shared.Emulator.Ledger.Snapshot()[^1];
        Assert.Equal(400, entry.Status);
        Assert.False(entry.Applied);
        Assert.Equal(body.Length == 0 ? null : body, entry.Body);
        Assert.Empty(shared.Emulator.Users);
        Assert.Empty(shared.Emulator.Accounts);
        Assert.Empty(shared.Emulator.Events);
    }

    [Theory]
    [InlineData("/users", """{"identification":{"email":""}}""", "identification.email")]
    [InlineData("/users", """{"identification":{"userId":"42"},"properties":{}}""", "properties")]
    [InlineData("/users", "", "body")]
    [InlineData("/accounts", """{"identification":{"accountId":7}}""", "identification.accountId")]
    public async Task A_bad_delete_is_400(string path, string body, params string[] fields)
    {
        EmulatorReply reply = await shared.Client.DeleteAsync(path, body);

        Assert.Equal(400, reply.Status);
        Assert.Equal(fields, reply.BadFields);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_400()
    {
        byte[] bytes = Encoding.Latin1.GetBytes("""{"identification":{"userId":"Zoë"}}""");
        ByteArrayContent content = new(bytes);
        content.Headers.Add("content-type", "application/json");

        EmulatorReply reply = await shared.Client.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/users/upsert") { Content = content });

        Assert.Equal(400, reply.Status);
        Assert.Equal(["body"], reply.BadFields);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/json")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task Another_content_type_is_400(string? contentType)
    {
        EmulatorReply reply = await shared.Client.SendAsync(
            HttpMethod.Post, "/users/upsert", """{"identification":{"userId":""}}""", contentType);

        Assert.Equal(400, reply.Status);
        Assert.Equal(["content-type"], reply.BadHeaders);
        Assert.Equal(["identification.userId"], reply.BadFields);
    }

    [Fact]
    public async Task A_client_without_a_name_and_an_unknown_query_are_400()
    {
        using EmulatorClient nameless = new(shared.Emulator);
        nameless.Headers.UserAgent.Clear();

        EmulatorReply reply = await nameless.GetAsync("/validate?verbose=1");

        Assert.Equal(400, reply.Status);
        Assert.Equal(["user-agent"], reply.BadHeaders);
        Assert.Equal(["verbose"], reply.BadQuery);
    }

    [Theory]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/Validate", 404)]
    [InlineData("GET", "/validate/", 404)]
    [InlineData("POST", "/users/upserts", 404)]
    [InlineData("GET", "/_emulator/nothing", 404)]
    [InlineData("POST", "/_emulator/state", 404)]
    [InlineData("GET", "/users/upsert", 405)]
    [InlineData("POST", "/users", 405)]
    [InlineData("GET", "/track", 405)]
    [InlineData("DELETE", "/events", 405)]
    [InlineData("POST", "/segments/users", 405)]
    [InlineData("GET", "/properties", 404)]
    public async Task Unknown_addresses_are_404_and_other_methods_405(string method, string path, int status)
    {
        EmulatorReply reply = await shared.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 405, reply.Headers.ContainsKey("Allow"));
        Assert.NotEmpty(reply.Json.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task A_body_above_a_megabyte_is_413_and_the_next_request_is_fine()
    {
        string large = $$$"""{"identification":{"userId":"42"},"properties":{"a":"{{{new string('x', 3_000_000)}}}"}}""";

        EmulatorReply reply = await shared.Client.PostAsync("/users/upsert", large);
        EmulatorReply next = await shared.Client.GetAsync("/validate");

        Assert.Equal(413, reply.Status);
        Assert.Equal(413, reply.Json.GetProperty("meta").GetProperty("status").GetInt32());
        Assert.Equal(200, next.Status);
        Assert.Null(shared.Emulator.Ledger.Snapshot().Single(entry => entry.Status == 413).Body);
    }

    public sealed class SharedEmulator : IAsyncLifetime
    {
        internal JournyEmulator Emulator { get; private set; } = null!;

        internal EmulatorClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Emulator = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
            Client = new EmulatorClient(Emulator);
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await Emulator.DisposeAsync();
        }
    }
}
