using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Client;

/// <summary>What the client makes of every kind of answer.</summary>
public sealed class AnswerTests : ClientTest
{
    private static readonly string[] RedirectTargets =
        ["http://other.example/login", "//other.example", "/elsewhere", "http://[", "not a place"];

    [Theory]
    [InlineData(400, JournyReason.BadArguments, 1)]
    [InlineData(401, JournyReason.Unauthorized, 1)]
    [InlineData(403, JournyReason.Forbidden, 1)]
    [InlineData(404, JournyReason.NotFound, 1)]
    [InlineData(405, JournyReason.BadArguments, 1)]
    [InlineData(408, JournyReason.ServerError, 6)]
    [InlineData(413, JournyReason.BadArguments, 1)]
    [InlineData(422, JournyReason.Unprocessable, 1)]
    [InlineData(429, JournyReason.TooManyRequests, 4)]
    [InlineData(500, JournyReason.ServerError, 6)]
    [InlineData(501, JournyReason.ServerError, 6)]
    [InlineData(503, JournyReason.ServerError, 6)]
    [InlineData(504, JournyReason.ServerError, 6)]
    [InlineData(599, JournyReason.ServerError, 6)]
    public async Task Every_refusal_keeps_status_request_ID_and_what_was_said(int status, JournyReason reason, int attempts)
    {
        Emulator.Faults.Add(Fault.Error(status, "Not on a Sunday."));

        JournyApiException failure = await FailureOf(NewClient());

        Assert.Equal(reason, failure.Reason);
        Assert.Equal(status, failure.Status);
        Assert.Equal(attempts, failure.Attempts);
        LedgerEntry last = Emulator.Ledger.Snapshot()[^1];
        Assert.Equal(last.RequestId, failure.RequestId);
        Assert.Contains(last.RequestId, failure.Message, StringComparison.Ordinal);
        Assert.Contains("Not on a Sunday", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"HTTP {status}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(Emulator.BaseAddress.Authority, failure.Message, StringComparison.Ordinal);
        Assert.Equal(attempts, Emulator.Ledger.Count);
        Assert.Equal(0, Emulator.Ledger.AppliedCount);
        Assert.All(failure.AttemptLog, attempt => Assert.Equal($"{status}", attempt.Outcome));
        Assert.Equal(Emulator.Ledger.Snapshot().Select(entry => entry.RequestId), failure.AttemptLog.Select(attempt => attempt.RequestId));
        Assert.NotNull(failure.CallsLimit);
        Assert.NotNull(failure.CallsRemaining);
    }

    [Theory]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(429, true)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    [InlineData(422, false)]
    [InlineData(500, false)]
    [InlineData(302, false)]
    public async Task Only_what_would_meet_every_further_call_ends_a_run(int status, bool endsRun)
    {
        Emulator.Faults.Add(Fault.Error(status));
        Assert.Equal(endsRun, (await FailureOf(NewClient())).EndsRun);
    }

    [Fact]
    public async Task A_400_shows_every_field_and_parameter()
    {
        const string Body = """
            {
              "meta": { "requestId": "req-1", "status": 400 },
              "message": "The request is not valid.",
              "errors": {
                "fields": { "properties.mrr": "must be a number.", "identification.email": "is no address", "odd": { "a": [1] } },
                "parameters": {
                  "header": { "x-api-key": "is odd" },
                  "query": { "domain": "is missing", "page": "is negative" },
                  "path": { "id": "is unknown" }
                }
              }
            }
            """;
        Emulator.Faults.Add(Fault.Respond(400, "application/json", Body));

        JournyApiException failure = await FailureOf(NewClient());

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["properties.mrr"] = "must be a number.",
                ["identification.email"] = "is no address",
                ["odd"] = """{ "a": [1] }""",
            },
            failure.Fields);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["header.x-api-key"] = "is odd",
                ["query.domain"] = "is missing",
                ["query.page"] = "is negative",
                ["path.id"] = "is unknown",
            },
            failure.Parameters);
        Assert.All(
            failure.Fields.Concat(failure.Parameters),
            error => Assert.Contains($"{error.Key}: {error.Value.TrimEnd('.')}.", failure.Message, StringComparison.Ordinal));
        Assert.Equal("req-1", failure.RequestId);
        Assert.DoesNotContain("..", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_API_s_own_400_names_the_field()
    {
        JournyApiException failure = await Assert.ThrowsAsync<JournyApiException>(
            () => SendAsync(NewClient(), new UpsertRequest(new UserIdentity(null, null), new PropertyBag())));
        Assert.Equal(JournyReason.BadArguments, failure.Reason);
        Assert.Contains(failure.Fields.Keys, field => field.StartsWith("identification", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200, "text/html", "<html><body>Please log in</body></html>", JournyReason.UnexpectedAnswer, 6, "text/html")]
    [InlineData(201, "application/json", "", JournyReason.UnexpectedAnswer, 6, "an empty body")]
    [InlineData(201, null, "", JournyReason.UnexpectedAnswer, 6, "an empty body")]
    [InlineData(201, "application/json", """{"meta": {"requ""", JournyReason.UnexpectedAnswer, 6, "cut-off JSON")]
    [InlineData(201, "application/json", "[1]", JournyReason.UnexpectedAnswer, 6, "JSON")]
    [InlineData(201, "application/json", "null", JournyReason.UnexpectedAnswer, 6, "JSON")]
    [InlineData(204, null, "", JournyReason.UnexpectedAnswer, 6, "an empty body")]
    [InlineData(400, "text/html", "<h1>Bad</h1>", JournyReason.BadArguments, 1, "text/html")]
    [InlineData(401, "text/html", "<h1>Who?</h1>", JournyReason.Unauthorized, 1, "text/html")]
    [InlineData(403, "application/json", "", JournyReason.Forbidden, 1, "an empty body")]
    [InlineData(404, "application/json", "{", JournyReason.NotFound, 1, "cut-off JSON")]
    [InlineData(500, "application/json", """{"message": 7, "errors": "all", "meta": []}""", JournyReason.ServerError, 6, "HTTP 500")]
    [InlineData(500, "application/json", "[]", JournyReason.ServerError, 6, "HTTP 500")]
    [InlineData(502, "text/html", "<html>Bad gateway</html>", JournyReason.ServerError, 6, "text/html")]
    [InlineData(503, null, "", JournyReason.ServerError, 6, "an empty body")]
    [InlineData(504, "text/plain", "upstream time-out", JournyReason.ServerError, 6, "text/plain")]
    public async Task An_answer_that_is_not_journy_io_s_keeps_its_status(
        int status, string? contentType, string body, JournyReason reason, int attempts, string said)
    {
        Emulator.Faults.Add(Fault.Respond(status, contentType, body, afterApplying: true));

        JournyApiException failure = await FailureOf(NewClient());

        Assert.Equal((reason, status, attempts), (failure.Reason, failure.Status, failure.Attempts));
        Assert.Null(failure.RequestId);
        Assert.Null(failure.InnerException);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{Emulator.BaseAddress.Authority} answered HTTP {status}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("<", failure.Message, StringComparison.Ordinal);
        Assert.Equal((attempts, attempts), (Emulator.Ledger.Count, Emulator.Ledger.AppliedCount));
    }

    [Theory]
    [InlineData(JournyAction.Remove, true)]
    [InlineData(JournyAction.Add, false)]
    public async Task A_204_without_a_body_is_a_success_of_the_one_operation_that_is_described_so(JournyAction action, bool isSuccess)
    {
        Emulator.Faults.Add(Fault.Respond(204));
        MembershipRequest request = new(new AccountIdentity("a", null), [new UserIdentity("1", null)], action);
        if (isSuccess)
        {
            Assert.Equal(204, (await SendAsync(NewClient(), request)).Head.Status);
            return;
        }

        JournyApiException failure = await Assert.ThrowsAsync<JournyApiException>(() => SendAsync(NewClient(), request));
        Assert.Equal((JournyReason.UnexpectedAnswer, 204, 6), (failure.Reason, failure.Status, failure.Attempts));
    }

    [Fact]
    public async Task An_answer_with_a_byte_order_mark_is_read()
    {
        Emulator.Faults.Add(Fault.Respond(201, "application/json", "\uFEFF{\"meta\": {\"requestId\": \"marked\"}}"));
        Assert.Equal("marked", (await UpsertAsync(NewClient())).Head.RequestId);
    }

    [Fact]
    public async Task A_refusal_with_20_000_fields_tells_of_as_many_as_there_is_room_for_and_counts_the_rest()
    {
        string fields = string.Join(',', Enumerable.Range(0, 20_000).Select(number => $"\"properties.p{number:D5}\": \"is not known\""));
        Emulator.Faults.Add(Fault.Respond(
            400,
            "application/json",
            $"{{\"message\": \"No.\", \"meta\": {{\"requestId\": \"r\"}}, \"errors\": {{\"fields\": {{{fields}}}}}}}"));

        JournyApiException failure = await FailureOf(NewClient());

        Assert.InRange(failure.Message.Length, 1500, 2100);
        int shown = Enumerable.Range(0, 20_000)
            .Count(number => failure.Message.Contains($" properties.p{number:D5}: is not known.", StringComparison.Ordinal));
        Assert.InRange(shown, 20, 100);
        Assert.Contains(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $" … and {20_000 - shown:N0} more fields."),
            failure.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(" Request ID: r.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(20_000, failure.Fields.Count);
    }

    [Theory]
    [InlineData(400, """{"message": "a \ud83d cut", "errors": {"fields": {"name\ud83d": "odd \udc00"}}}""", JournyReason.BadArguments)]
    [InlineData(422, """{"message": "x", "meta": {"requestId": "\ud83d"}}""", JournyReason.Unprocessable)]
    [InlineData(404, """{"message": "x", "errors": {"parameters": {"query\ud83d": {"a": "b"}}}}""", JournyReason.NotFound)]
    public async Task A_letter_that_was_cut_in_half_never_hides_the_status(int status, string body, JournyReason reason)
    {
        Emulator.Faults.Add(Fault.Respond(status, "application/json", body));
        JournyApiException failure = await FailureOf(NewClient());
        Assert.Equal((reason, status), (failure.Reason, failure.Status));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_never_hide_the_status()
    {
        byte[] body = [.. "{\"message\": \"caf"u8, 0xE9, .. "\", \"errors\": {\"fields\": {\"n"u8, 0xFF, .. "\": \""u8, 0xC3, .. "\"}}}"u8];
        byte[] head = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        await using RawServer server = new([.. head, .. body]);
        JournyApiException failure = await FailureOf(NewClient(server.Address));
        Assert.Equal((JournyReason.BadArguments, 400), (failure.Reason, failure.Status));
        Assert.Contains("caf", failure.Message, StringComparison.Ordinal);
        Assert.Single(failure.Fields);
    }

    [Fact]
    public async Task A_reason_for_a_rejected_property_that_was_cut_in_half_does_not_undo_a_success()
    {
        Emulator.Faults.Add(Fault.Respond(
            201,
            "application/json",
            """{"meta": {"requestId": "r"}, "rejected": {"mrr": "not \ud83d", "\ud83d": "no"}}""",
            afterApplying: true));
        JournyAnswer<IReadOnlyDictionary<string, string>> answer = await UpsertAsync(NewClient());
        Assert.Equal(2, answer.Content.Count);
        Assert.Contains("not", answer.Content["mrr"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_characters_of_the_server_are_never_shown()
    {
        Emulator.Faults.Add(Fault.Respond(
            400,
            "application/json",
            """{"message": "a\u001b[31mb\r\nc\u007f\u009b", "meta": {"requestId": "r\u0007"},"""
            + """ "errors": {"fields": {"f\u0000": "g\u202e"}}}"""));
        JournyApiException failure = await FailureOf(NewClient());
        Assert.DoesNotContain(failure.Message, character => char.IsControl(character) || character == '\u202e');
        Assert.Equal("r", failure.RequestId);
        Assert.Equal(KeyValuePair.Create("f", "g"), Assert.Single(failure.Fields));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_never_followed(int status)
    {
        await using RawServer target = new(RawServer.Json(200, """{"data": {"permissions": []}}"""));
        Emulator.Faults.Add(Fault.Respond(
            status, "application/json", """{"message": "moved"}""", [KeyValuePair.Create("Location", target.Address.AbsoluteUri)]));

        JournyApiException failure = await FailureOf(NewClient());

        Assert.Equal((JournyReason.Redirected, status, 1), (failure.Reason, failure.Status, failure.Attempts));
        Assert.Contains("127.0.0.1", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, target.Connections);
        Assert.Equal(1, Emulator.Ledger.Count);
    }

    [Fact]
    public async Task A_redirect_without_a_usable_target_is_one_too()
    {
        foreach (string location in RedirectTargets)
        {
            using IDisposable fault = Emulator.Faults.Add(Fault.Respond(302, headers: [KeyValuePair.Create("Location", location)]));
            Assert.Equal(JournyReason.Redirected, (await FailureOf(NewClient())).Reason);
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task An_answer_is_read_up_to_8_MB(int above, bool isRead)
    {
        const string Start = """{"meta": {"requestId": "r"}, "message": " """;
        string body = Start + new string('x', AnswerReader.MostBytes - Start.Length - 2 + above) + "\"}";
        Emulator.Faults.Add(Fault.Respond(201, "application/json", body, afterApplying: true));
        JournyClient client = NewClient();
        if (isRead)
        {
            Assert.Equal("r", (await UpsertAsync(client)).Head.RequestId);
            return;
        }

        JournyApiException failure = await FailureOf(client);
        Assert.Equal((JournyReason.UnexpectedAnswer, 201, 6), (failure.Reason, failure.Status, failure.Attempts));
        Assert.Contains("8 MB", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_that_names_no_length_is_given_up_at_8_MB()
    {
        byte[] head = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n\r\n"u8.ToArray();
        await using RawServer server = new([.. head, .. new byte[AnswerReader.MostBytes + 1]], thenHangs: true);
        JournyApiException failure = await FailureOf(NewClient(server.Address));
        Assert.Equal((JournyReason.UnexpectedAnswer, 201), (failure.Reason, failure.Status));
        Assert.Contains("8 MB", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1800", "1799", 1800, 1799)]
    [InlineData("60", "0", 60, 0)]
    [InlineData("1", "1", 1, 1)]
    [InlineData("0", "0", null, null)]
    [InlineData("10", "11", null, null)]
    [InlineData("10", "-1", null, null)]
    [InlineData("-10", "-11", null, null)]
    [InlineData("many", "5", null, null)]
    [InlineData("10", "few", null, null)]
    [InlineData("10", "", null, null)]
    [InlineData("1.5", "1", null, null)]
    [InlineData("99999999999", "5", null, null)]
    [InlineData("10", null, null, null)]
    [InlineData(null, "10", null, null)]
    public async Task Limit_headers_count_only_where_they_make_sense(string? limit, string? remaining, int? readLimit, int? readRemaining)
    {
        List<KeyValuePair<string, string>> headers = [];
        if (limit is not null)
        {
            headers.Add(KeyValuePair.Create("X-RateLimit-Limit", limit));
        }

        if (remaining is not null)
        {
            headers.Add(KeyValuePair.Create("X-RateLimit-Remaining", remaining));
        }

        Emulator.Faults.Add(Fault.Respond(201, "application/json", """{"meta": {"requestId": "r"}}""", headers, afterApplying: true));
        JournyClient client = NewClient();
        AnswerHead head = (await UpsertAsync(client)).Head;
        Assert.Equal((readLimit, readRemaining), (head.CallsLimit, head.CallsRemaining));
        for (int call = 0; call < 20; call++)
        {
            await UpsertAsync(client);
        }

        // Nobody hangs or crawls on nonsense; a limit that is used up does slow down, as one of a single call is by the first.
        Assert.Equal(readRemaining is 0 || readLimit is 1, Clock.Waited > TimeSpan.FromSeconds(1));
    }
}
