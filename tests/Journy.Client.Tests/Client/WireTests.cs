using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Pacing;
using Xunit;

namespace Journy.Tests.Client;

/// <summary>What stands on the wire, byte for byte.</summary>
public sealed class WireTests : ClientTest
{
    private const string Created = """{"meta": {"requestId": "r"}, "data": {"permissions": ["TrackData"]}}""";

    [Theory]
    [InlineData("", "/users/upsert")]
    [InlineData("proxy", "/proxy/users/upsert")]
    [InlineData("proxy/journy/", "/proxy/journy/users/upsert")]
    [InlineData("a%20b", "/a%20b/users/upsert")]
    public async Task A_path_of_the_base_address_stays_in_front(string prefix, string path)
    {
        await using RawServer server = new(RawServer.Json(201, Created));
        Assert.Null(BaseAddress.Check(server.Address.AbsoluteUri + prefix, out Uri? address));
        await UpsertAsync(NewClient(address));
        Assert.StartsWith($"POST {path} HTTP/1.1\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_names_the_path_of_the_base_address()
    {
        Uri address = new(Emulator.BaseAddress, "proxy/");
        JournyApiException failure = await FailureOf(NewClient(address));
        Assert.Contains(address.AbsoluteUri.TrimEnd('/') + " answered HTTP 404", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upsert_says_who_it_is_and_what_it_holds()
    {
        await using RawServer server = new(RawServer.Json(201, Created));
        PropertyBag properties = new();
        properties.Add("plan", JournyValue.FromText("größer+"));
        properties.Add("mrr", JournyValue.FromNumber("9.99"));
        properties.Add("old", JournyValue.Null);
        await SendAsync(server, new UpsertRequest(new UserIdentity("42", "jane@example.com"), properties));

        (string line, ILookup<string, string> headers, string body) = Parse(server);
        Assert.Equal("POST /users/upsert HTTP/1.1", line);
        Assert.Equal(["wire-key"], headers["x-api-key"]);
        Assert.Equal(["journy-powershell/9.8.7 (test)"], headers["user-agent"]);
        Assert.Equal(["application/json"], headers["content-type"]);
        Assert.Equal(["application/json"], headers["accept"]);
        Assert.Empty(headers["expect"]);
        Assert.Empty(headers["transfer-encoding"]);

        // UTF-8 without a byte order mark, as many bytes as the head says.
        Assert.Equal(
            """{"identification":{"userId":"42","email":"jane@example.com"},"properties":{"plan":"größer+","mrr":9.99,"old":null}}""",
            Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body)));
        Assert.Equal([$"{body.Length}"], headers["content-length"]);
    }

    [Fact]
    public async Task A_deletion_has_a_body()
    {
        await using RawServer server = new(RawServer.Json(202, """{"meta": {"requestId": "r"}}"""));
        await SendAsync(server, new DeleteRequest(new AccountIdentity(null, "example.com")));
        (string line, ILookup<string, string> headers, string body) = Parse(server);
        Assert.Equal("DELETE /accounts HTTP/1.1", line);
        Assert.Equal(["application/json"], headers["content-type"]);
        Assert.Equal("""{"identification":{"domain":"example.com"}}""", body);
    }

    [Fact]
    public async Task A_read_has_none()
    {
        await using RawServer server = new(RawServer.Json(200, Created));
        Assert.Equal(["TrackData"], await SendAsync(server, new ValidateRequest()));
        (string line, ILookup<string, string> headers, string body) = Parse(server);
        Assert.Equal("GET /validate HTTP/1.1", line);
        Assert.Empty(headers["content-type"]);
        Assert.Empty(body);
    }

    [Fact]
    public async Task A_read_that_the_server_hangs_up_on_is_sent_as_often_as_it_is_tried()
    {
        // .NET by itself sends a request without a content four times.
        await using RawServer server = new([]);
        JournyApiException failure = await Assert.ThrowsAsync<JournyApiException>(() => SendAsync(server, new ValidateRequest()));
        Assert.Equal((JournyReason.ConnectionFailed, 6), (failure.Reason, failure.Attempts));
        Assert.Equal((6, 6), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task Cookies_of_the_server_are_not_sent_back()
    {
        await using RawServer server = new(
            $"HTTP/1.1 201 X\r\nSet-Cookie: session=1\r\nContent-Length: {Created.Length}\r\nConnection: close\r\n\r\n{Created}");
        JournyClient client = NewClient(server.Address);
        await UpsertAsync(client);
        await UpsertAsync(client);
        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.DoesNotContain("cookie", request, StringComparison.OrdinalIgnoreCase));
    }

    private async Task<TContent> SendAsync<TContent>(RawServer server, JournyRequest<TContent> request)
    {
        JournyClient client = new(new JournyClientOptions(server.Address, ApiKey.From(" wire-key\n")!)
        {
            UserAgent = "journy-powershell/9.8.7 (test)",
            Clock = Clock,
            RateLimiter = new RateLimiter(Clock),
        });
        return (await client.SendAsync(request, Never, Cancel)).Content;
    }

    private static (string Line, ILookup<string, string> Headers, string Body) Parse(RawServer server)
    {
        string[] parts = Assert.Single(server.Requests).Split("\r\n\r\n", 2);
        string[] head = parts[0].Split("\r\n");
        return (
            head[0],
            head.Skip(1).Select(line => line.Split(": ", 2)).ToLookup(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase),
            parts[1]);
    }
}
