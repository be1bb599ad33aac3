using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

public sealed class FaultTests : IAsyncLifetime
{
    private const string Jane = """{"identification":{"userId":"42"}}""";

    /// <summary>Less than the 30 seconds that a host gives its calls to end, and far more than it takes on a busy machine.</summary>
    private static readonly TimeSpan LongestDisposal = TimeSpan.FromSeconds(20);

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
    public async Task A_rule_picks_its_request_and_the_answer_is_exactly_what_it_says()
    {
        _emulator.Faults.Add(request => request.Sequence == 2 ? Fault.Respond(502, "text/html", "<html>Bad gateway</html>") : null);

        EmulatorReply[] replies = [await UpsertAsync(), await UpsertAsync(), await UpsertAsync()];

        Assert.Equal([201, 502, 201], replies.Select(reply => reply.Status));
        Assert.Equal("text/html", replies[1].ContentType);
        Assert.Equal("<html>Bad gateway</html>", replies[1].Body);
        Assert.DoesNotContain("X-RateLimit-Limit", replies[1].Headers.Keys);
        Assert.Equal([true, false, true], _emulator.Ledger.Snapshot().Select(entry => entry.Applied));
        Assert.Equal([201, 502, 201], _emulator.Ledger.Snapshot().Select(entry => entry.Status));
        Assert.Equal("1798", replies[2].Headers["X-RateLimit-Remaining"]);
    }

    [Fact]
    public async Task A_rule_sees_the_whole_request_and_can_be_taken_away()
    {
        List<string?> seen = [];
        IDisposable rule = _emulator.Faults.Add(request =>
        {
            seen.Add($"{request.Method} {request.Path}{request.Query} {request.KeyLabel} {request.UserAgent} {request.Body}");
            return Fault.Respond(503, headers: [new("Retry-After", "7")]);
        });

        EmulatorReply first = await _client.PostAsync("/users/upsert?a=b", Jane);
        rule.Dispose();
        EmulatorReply second = await UpsertAsync();

        Assert.Equal(503, first.Status);
        Assert.Equal("7", first.Headers["Retry-After"]);
        Assert.Equal(string.Empty, first.Body);
        Assert.Equal(201, second.Status);
        Assert.Equal(["POST /users/upsert?a=b main emulator-tests/1.0 " + Jane], seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_can_be_replaced_before_or_after_applying(bool afterApplying)
    {
        _emulator.Faults.Add(Fault.Respond(500, "application/json", """{"meta":{"requ""", afterApplying: afterApplying));

        EmulatorReply reply = await UpsertAsync();

        Assert.Equal(500, reply.Status);
        Assert.Equal("""{"meta":{"requ""", reply.Body);
        Assert.Equal(afterApplying ? 1 : 0, _emulator.Users.Count);
        LedgerEntry entry = Assert.Single(_emulator.Ledger.Snapshot());
        Assert.Equal((500, afterApplying), (entry.Status, entry.Applied));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(302)]
    [InlineData(201)]
    public async Task Empty_answers_and_redirects(int status)
    {
        _emulator.Faults.Add(Fault.Respond(status, headers: [new("Location", "http://example.com/elsewhere")]));

        EmulatorReply reply = await UpsertAsync();

        Assert.Equal(status, reply.Status);
        Assert.Equal(string.Empty, reply.Body);
        Assert.Null(reply.ContentType);
        Assert.Equal("http://example.com/elsewhere", reply.Headers["Location"]);
    }

    [Fact]
    public async Task An_error_of_the_API_has_its_shape_and_headers()
    {
        _emulator.Faults.Add(Fault.Error(500, "Broken.", [new("X-RateLimit-Remaining", "3")]));

        EmulatorReply reply = await UpsertAsync();

        Assert.Equal(500, reply.Status);
        Assert.Equal("Broken.", reply.Json.GetProperty("message").GetString());
        Assert.Equal(_emulator.Ledger.Snapshot()[0].RequestId, reply.Json.GetProperty("meta").GetProperty("requestId").GetString());
        Assert.Equal("1800", reply.Headers["X-RateLimit-Limit"]);
        Assert.Equal("3", reply.Headers["X-RateLimit-Remaining"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_can_be_dropped_before_or_after_applying(bool afterApplying)
    {
        _emulator.Faults.Add(Fault.Abort(afterApplying));

        await Assert.ThrowsAsync<HttpRequestException>(UpsertAsync);

        Assert.Equal(afterApplying ? 1 : 0, _emulator.Users.Count);
        LedgerEntry entry = Assert.Single(_emulator.Ledger.Snapshot());
        Assert.Equal((null, afterApplying, true), (entry.Status, entry.Applied, entry.IsEnded));
    }

    [Fact]
    public async Task A_truncated_answer_breaks_off_inside_the_body()
    {
        _emulator.Faults.Add(Fault.Truncate(10));

        HttpRequestException exception = await Assert.ThrowsAsync<HttpRequestException>(UpsertAsync);

        Assert.Equal(
            HttpRequestError.ResponseEnded, (exception.InnerException as HttpIOException)?.HttpRequestError ?? exception.HttpRequestError);
        Assert.True(Assert.Single(_emulator.Ledger.Snapshot()).Applied);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hung_request_ends_when_its_client_gives_up(bool afterApplying)
    {
        _emulator.Faults.Add(Fault.Hang(afterApplying));
        using HttpClient client = new() { BaseAddress = _emulator.BaseAddress };
        client.DefaultRequestHeaders.Add("x-api-key", _emulator.ApiKey);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("emulator-tests/1.0");
        using CancellationTokenSource patience = new();
        using StringContent content = new(Jane, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        Task<HttpResponseMessage> call = client.PostAsync(new Uri("/users/upsert", UriKind.Relative), content, patience.Token);
        await _emulator.Ledger.WaitForAsync(
            entry => entry.Body == Jane && entry.Applied == afterApplying, 1, TestContext.Current.CancellationToken);
        Assert.Equal(1, _emulator.Ledger.InFlightCount);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await _emulator.Ledger.WaitForAsync(entry => entry.IsEnded, 1, TestContext.Current.CancellationToken);
        Assert.Null(Assert.Single(_emulator.Ledger.Snapshot()).Status);
        Assert.Equal(afterApplying ? 1 : 0, _emulator.Ledger.AppliedCount);
    }

    [Fact]
    public async Task Latency_and_delays_add_up_and_can_be_switched_off()
    {
        _emulator.Faults.Latency = TimeSpan.FromMilliseconds(60);
        _emulator.Faults.Add(Fault.Delay(TimeSpan.FromMilliseconds(60), afterApplying: true));
        _emulator.Faults.Add(request => request.Sequence == 2 ? Fault.Respond(418) : null);

        Stopwatch watch = Stopwatch.StartNew();
        EmulatorReply slow = await UpsertAsync();
        TimeSpan elapsed = watch.Elapsed;
        EmulatorReply spoilt = await UpsertAsync();
        _emulator.Faults.Clear();
        EmulatorReply last = await UpsertAsync();

        Assert.True(elapsed >= TimeSpan.FromMilliseconds(110), $"It took {elapsed}.");
        Assert.Equal([201, 418, 201], [slow.Status, spoilt.Status, last.Status]);
        Assert.Equal(TimeSpan.Zero, _emulator.Faults.Latency);
    }

    [Fact]
    public async Task A_rule_that_throws_shows_itself()
    {
        _emulator.Faults.Add(_ => throw new NotSupportedException("My rule is wrong."));

        EmulatorReply reply = await UpsertAsync();

        Assert.Equal(500, reply.Status);
        Assert.Contains("My rule is wrong.", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposal_waits_for_nothing_that_hangs()
    {
        _emulator.Faults.Add(request => request.Sequence % 2 == 0 ? Fault.Hang() : Fault.Delay(TimeSpan.FromHours(1)));
        Task<EmulatorReply>[] calls = [.. Enumerable.Range(0, 20).Select(_ => UpsertAsync())];
        await _emulator.Ledger.WaitForAsync(entry => entry.Body is not null, 20, TestContext.Current.CancellationToken);

        await _emulator.DisposeAsync().AsTask().WaitAsync(LongestDisposal, TestContext.Current.CancellationToken);

        foreach (Task<EmulatorReply> call in calls)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => call);
        }

        Assert.Equal(0, _emulator.Ledger.InFlightCount);
    }

    [Fact]
    public async Task Disposal_waits_for_no_body_that_never_comes()
    {
        using TcpClient tcp = new();
        await tcp.ConnectAsync(IPAddress.Loopback, _emulator.BaseAddress.Port, TestContext.Current.CancellationToken);
        byte[] half = Encoding.ASCII.GetBytes("POST /users/upsert HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
        await tcp.GetStream().WriteAsync(half, TestContext.Current.CancellationToken);
        await _emulator.Ledger.WaitForAsync(1, TestContext.Current.CancellationToken);

        await _emulator.DisposeAsync().AsTask().WaitAsync(LongestDisposal, TestContext.Current.CancellationToken);

        LedgerEntry entry = Assert.Single(_emulator.Ledger.Snapshot());
        Assert.Equal((null, false, true), (entry.Status, entry.Applied, entry.IsEnded));
    }

    private Task<EmulatorReply> UpsertAsync() => _client.PostAsync("/users/upsert", Jane);
}
