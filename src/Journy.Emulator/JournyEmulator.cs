using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

using Journy.Emulator.Api;
using Journy.Emulator.Control;
using Journy.Emulator.Keys;
using Journy.Emulator.State;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Journy.Emulator;

/// <summary>A local journy.io API on the loopback address, with a memory that can be looked into.</summary>
public sealed class JournyEmulator : IAsyncDisposable
{
    private const string MainKeyLabel = "main";

    /// <summary>How long requests that are just being answered may still take when the emulator stops.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _app;
    private readonly KeyRing _keys;
    private readonly Workspace _workspace;
    private int _disposed;

    private JournyEmulator(EmulatorOptions options)
    {
        _keys = new KeyRing(() =>
            new RateWindow(options.RateLimit, options.RateWindow, options.RefusedCallsCount, options.TimeProvider));
        ApiKey = options.ApiKey ?? KeyRing.CreateSecret();
        _keys.Add(ApiKey, MainKeyLabel, KeyPermissions.All);
        _workspace = new Workspace(options.TimeProvider, options.Domains, options.Segments);
        Faults = new FaultPlan(options.Latency);
        _app = Build(options);
        BaseAddress = new Uri($"http://127.0.0.1:{options.Port}");
    }

    /// <summary>Gets the address that clients use.</summary>
    public Uri BaseAddress { get; private set; }

    /// <summary>Gets a key that may do everything. It is valid in this emulator only.</summary>
    public string ApiKey { get; }

    /// <summary>Gets all requests that were received.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>Gets what goes wrong, to be changed at any time.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Gets a snapshot of the users, in the order of their creation.</summary>
    public IReadOnlyList<EmulatedUser> Users => _workspace.GetUsers();

    /// <summary>Gets a snapshot of the accounts, in the order of their creation.</summary>
    public IReadOnlyList<EmulatedAccount> Accounts => _workspace.GetAccounts();

    /// <summary>Gets a snapshot of the events, in the order of their receipt.</summary>
    public IReadOnlyList<EmulatedEvent> Events => _workspace.GetEvents();

    /// <summary>Starts an emulator.</summary>
    /// <param name="options">How it is set up.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The emulator, ready for requests.</returns>
    /// <exception cref="System.IO.IOException">The port is in use.</exception>
    public static async Task<JournyEmulator> StartAsync(
        EmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new EmulatorOptions();
        Check(options);
        JournyEmulator emulator = new(options);
        try
        {
            await emulator._app.StartAsync(cancellationToken);
            emulator.BaseAddress = new Uri(emulator._app.Urls.Single());
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }

        return emulator;
    }

    /// <summary>Adds a key with some permissions and a rate window of its own.</summary>
    /// <param name="label">What the ledger calls the key.</param>
    /// <param name="permissions">Names from <see cref="KeyPermissions"/>; none makes a key that can only be validated.</param>
    /// <returns>The key.</returns>
    public string AddKey(string label, params string[] permissions)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(label);
        ArgumentNullException.ThrowIfNull(permissions);
        string secret = KeyRing.CreateSecret();
        _keys.Add(secret, label, permissions);
        return secret;
    }

    /// <summary>Disables a key: every further call with it is refused with 403.</summary>
    /// <param name="key">The key.</param>
    public void DisableKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        ApiKey known = _keys.Find(key) ?? throw new ArgumentException("This emulator has no such key.", nameof(key));
        known.Disable();
    }

    /// <summary>Stops at once: requests that hang or wait are dropped.</summary>
    /// <returns>A task that ends when the port is free again.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync();
        using (CancellationTokenSource grace = new(StopGrace))
        {
            await _app.StopAsync(grace.Token);
        }

        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private static void Check(EmulatorOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Port, IPEndPoint.MinPort, nameof(options.Port));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Port, IPEndPoint.MaxPort, nameof(options.Port));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RateLimit ?? 1, 1, nameof(options.RateLimit));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.RateWindow, TimeSpan.Zero, nameof(options.RateWindow));
        if (options.ApiKey is not null)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(options.ApiKey, nameof(options.ApiKey));
        }

        CheckNames(options.Domains, WebNames.IsDomain, nameof(options.Domains));
        CheckNames(options.Segments.Users, IsName, nameof(options.Segments));
        CheckNames(options.Segments.Accounts, IsName, nameof(options.Segments));

        static bool IsName(string text) => !string.IsNullOrWhiteSpace(text);
    }

    private static void CheckNames(IReadOnlyList<string> names, Func<string, bool> isValid, string option)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!isValid(name) || !seen.Add(name))
            {
                throw new ArgumentException($"'{name}' is not valid here, or stands here twice.", option);
            }
        }
    }

    private WebApplication Build(EmulatorOptions options)
    {
        // The empty builder: no logging, and no settings from the environment or the current directory.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestContent.MaxDrainedBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });

        EmulatorServices services = new(
            new ApiService(_workspace), _keys, Ledger, Faults, options.TimeProvider, options.KeepBodies, _stopping.Token);
        WebApplication app = builder.Build();
        new ControlEndpoints(Ledger, _workspace).Map(app);
        app.Map("/{**path}", (RequestDelegate)(http => new Exchange(services, http).RunAsync()));
        return app;
    }
}
