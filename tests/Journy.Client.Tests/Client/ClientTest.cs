using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Emulator;
using Journy.Pacing;
using Xunit;

namespace Journy.Tests.Client;

/// <summary>A test of the client over real HTTP, on a clock that costs no time.</summary>
public abstract class ClientTest : IAsyncLifetime
{
    private JournyEmulator? _emulator;

    protected JournyEmulator Emulator => _emulator ?? throw new InvalidOperationException("The emulator has not started.");

    private protected InstantClock Clock { get; } = new();

    /// <summary>Ends with the test.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Ends nothing.</summary>
    protected static CancellationToken Never => CancellationToken.None;

    /// <summary>What the emulator is started with: no limit, and a key that stands out.</summary>
    protected virtual EmulatorOptions Options => new() { RateLimit = null, ApiKey = "client-key-4711" };

    /// <summary>A port of this machine on which nobody listens.</summary>
    protected static Uri NobodysAddress
    {
        get
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        }
    }

    public async ValueTask InitializeAsync() => _emulator = await JournyEmulator.StartAsync(Options, Cancel);

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A client with a rate window of its own, for the emulator unless an address is given.</summary>
    private protected JournyClient NewClient(Uri? address = null, TimeSpan? timeout = null, IClock? clock = null, string? key = null)
    {
        IClock used = clock ?? Clock;
        return new JournyClient(new JournyClientOptions(address ?? Emulator.BaseAddress, ApiKey.From(key ?? Emulator.ApiKey)!)
        {
            Clock = used,
            RateLimiter = new RateLimiter(used),
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
        });
    }

    private protected static UpsertRequest NewUpsert(string userId = "1") => new(new UserIdentity(userId, null), new PropertyBag());

    private protected static Task<JournyAnswer<TContent>> SendAsync<TContent>(JournyClient client, JournyRequest<TContent> request) =>
        client.SendAsync(request, Never, Cancel);

    private protected static Task<JournyAnswer<IReadOnlyDictionary<string, string>>> UpsertAsync(JournyClient client) =>
        SendAsync(client, NewUpsert());

    /// <summary>The failure of a call that must fail.</summary>
    private protected static Task<JournyApiException> FailureOf(JournyClient client) =>
        Assert.ThrowsAsync<JournyApiException>(() => UpsertAsync(client));
}
