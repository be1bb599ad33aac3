using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

/// <summary>What takes time, on a clock that only the test moves.</summary>
public sealed class SlowAnswerTests : IAsyncLifetime
{
    private const string Jane = """{"identification":{"userId":"42"}}""";
    private const string Membership = """{"account":{"accountId":"1"},"users":[{"identification":{"userId":"42"}}]}""";

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

    [Fact]
    public async Task A_fixed_latency_is_waited_for_on_the_emulators_clock()
    {
        _emulator.Faults.Latency = TimeSpan.FromMilliseconds(150);

        Task<EmulatorReply> call = _client.PostAsync("/users/upsert", Jane);

        Assert.Equal(TimeSpan.FromMilliseconds(150), await _time.NextWaitAsync());
        _time.Advance(TimeSpan.FromMilliseconds(149));
        Assert.Equal(1, _emulator.Ledger.InFlightCount);
        Assert.Empty(_emulator.Users);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(201, (await call).Status);
    }

    [Fact]
    public async Task A_request_before_the_one_that_disables_the_key_is_taken_even_if_it_is_worked_on_later()
    {
        _emulator.Faults.Add(request => request.Sequence == 1 ? Fault.Delay(TimeSpan.FromSeconds(1)) : null);
        _emulator.DisableKeyAt(2);

        Task<EmulatorReply> first = _client.PostAsync("/users/upsert", Jane);
        await _time.NextWaitAsync();
        EmulatorReply second = await _client.PostAsync("/users/upsert", Jane);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(403, second.Status);
        Assert.Equal(201, (await first).Status);
    }

    [Fact]
    public async Task A_random_latency_is_drawn_for_each_request_and_comes_again_with_its_seed()
    {
        Latency latency = Latency.Random(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed: 7);
        _emulator.Faults.Latency = latency;
        List<TimeSpan> waits = [];
        for (int request = 1; request <= 20; request++)
        {
            Task<EmulatorReply> call = _client.PostAsync("/users/upsert", Jane);
            waits.Add(await _time.NextWaitAsync());
            _time.Advance(waits[^1]);
            Assert.Equal(201, (await call).Status);
        }

        Latency same = Latency.Random(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), seed: 7);
        Assert.Equal(Enumerable.Range(1, 20).Select(sequence => same.Of(sequence)), waits);
    }

    [Fact]
    public void A_random_latency_fills_its_range_evenly()
    {
        Latency latency = Latency.Random(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(29), seed: 1);

        Dictionary<double, int> counts = Enumerable.Range(1, 10_000)
            .CountBy(sequence => latency.Of(sequence).TotalMilliseconds)
            .ToDictionary();

        Assert.Equal(Enumerable.Range(20, 10).Select(milliseconds => (double)milliseconds), counts.Keys.Order());
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1_150));
    }

    [Fact]
    public async Task A_trickle_sends_its_last_piece_after_the_whole_time()
    {
        _emulator.Faults.Add(Fault.Trickle(TimeSpan.FromSeconds(10), pieces: 4));
        Task<EmulatorReply> call = _client.PostAsync("/users/upsert", Jane);

        for (int piece = 1; piece <= 4; piece++)
        {
            Assert.Equal(TimeSpan.FromSeconds(2.5), await _time.NextWaitAsync());
            Assert.Equal(1, _emulator.Ledger.InFlightCount);
            Assert.Equal(201, _emulator.Ledger.Snapshot()[0].Status);
            _time.Advance(TimeSpan.FromSeconds(2.5));
        }

        EmulatorReply reply = await call;
        Assert.Equal(201, reply.Json.GetProperty("meta").GetProperty("status").GetInt32());
        Assert.Equal(0, _emulator.Ledger.InFlightCount);
        Assert.Single(_emulator.Users);
    }

    [Fact]
    public async Task A_trickle_shows_its_headers_at_once_and_ends_with_its_client()
    {
        _emulator.Faults.Add(Fault.Trickle(TimeSpan.FromHours(1)));
        using HttpClient http = new() { BaseAddress = _emulator.BaseAddress };
        http.DefaultRequestHeaders.Add("x-api-key", _emulator.ApiKey);
        http.DefaultRequestHeaders.UserAgent.ParseAdd("emulator-tests/1.0");
        Uri validate = new("/validate", UriKind.Relative);

        using (HttpResponseMessage response = await http.GetAsync(
            validate, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            Assert.Equal(_time.GetUtcNow(), response.Headers.Date);
            await _time.NextWaitAsync();
            _time.Advance(TimeSpan.FromMinutes(6));
            using Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            Assert.Equal('{', body.ReadByte());
            Assert.Equal(1, _emulator.Ledger.InFlightCount);
        }

        await _emulator.Ledger.WaitForAsync(entry => entry.IsEnded, 1, TestContext.Current.CancellationToken);
        Assert.Equal(200, _emulator.Ledger.Snapshot()[0].Status);
    }

    [Fact]
    public async Task An_answer_without_a_body_does_not_trickle()
    {
        await _client.PostAsync("/accounts/users/add", Membership);
        _emulator.Faults.Add(Fault.Trickle(TimeSpan.FromHours(1)));

        Assert.Equal(204, (await _client.PostAsync("/accounts/users/remove", Membership)).Status);
        Assert.Equal(0, _emulator.Ledger.InFlightCount);
    }
}
