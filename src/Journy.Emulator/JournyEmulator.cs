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
    private readonly RequestSchedule _schedule = new();
    private readonly Workspace _workspace;
    private int _disposed;

    private JournyEmulator(EmulatorOptions options)
    {
        Ledger = new Ledger(options.KeepEntries);
        _keys = new KeyRing(
            options.RateLimit,
            limit => new RateWindow(limit, options));
        ApiKey = options.ApiKey ?? KeyRing.CreateSecret();
        _keys.Add(ApiKey, MainKeyLabel, KeyPermissions.All);
        _workspace = new Workspace(options.TimeProvider, options.Domains, options.Segments);
        Faults = new FaultPlan(options.Latency);
        Faults.SwitchRandom(options.FaultSeed, options.RandomFaults);
        foreach (LimitChange change in options.LimitChanges)
        {
            SetRateLimitAt(change.AtRequest, change.Limit);
        }

        if (options.DisableKeyAt is long request)
        {
            DisableKeyAt(request);
        }

        _app = Build(options);
        BaseAddress = new Uri($"{(options.Certificate is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps)}://127.0.0.1:{options.Port}");
    }

    /// <summary>Gets the address that clients use.</summary>
    public Uri BaseAddress { get; private set; }

    /// <summary>Gets a key that may do everything. It is valid in this emulator only.</summary>
    public string ApiKey { get; }

    /// <summary>Gets all requests that were received.</summary>
    public Ledger Ledger { get; }

    /// <summary>Gets what goes wrong, to be changed at any time.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Gets the application that was started last, at work or ended; <see langword="null"/> when there was none.</summary>
    public EmulatedApplication? Application { get; private set; }

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
            if (options.Application is not null)
            {
                emulator.StartApplication(options.Application);
            }
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

    /// <summary>Disables a key: every further call with it is refused with 403. An application that uses it ends.</summary>
    /// <param name="key">The key.</param>
    public void DisableKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Find(key).Disable(0);
    }

    /// <summary>Disables a key in the middle of a run.</summary>
    /// <param name="request">
    /// The sequence number of the first request, of any key, that meets the change; a number that has passed already means the next one.
    /// </param>
    /// <param name="key">The key; <see langword="null"/> takes <see cref="ApiKey"/>.</param>
    public void DisableKeyAt(long request, string? key = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request, 1);
        ApiKey known = Find(key ?? ApiKey);
        _schedule.Add(request, () => known.Disable(request));
    }

    /// <summary>Changes the rate limit. The calls of the past stay in the window and count against the new one.</summary>
    /// <param name="limit">The calls in a window; <see langword="null"/> never refuses any.</param>
    /// <param name="key">The key; <see langword="null"/> takes all, also those to come.</param>
    public void SetRateLimit(int? limit, string? key = null) => LimitSetter(limit, key)();

    /// <summary>Changes the rate limit in the middle of a run.</summary>
    /// <param name="request">
    /// The sequence number of the first request, of any key, that meets the change; a number that has passed already means the next one.
    /// </param>
    /// <param name="limit">The calls in a window; <see langword="null"/> never refuses any.</param>
    /// <param name="key">The key; <see langword="null"/> takes all, also those to come.</param>
    public void SetRateLimitAt(long request, int? limit, string? key = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request, 1);
        _schedule.Add(request, LimitSetter(limit, key));
    }

    /// <summary>Reads the rate window of a key, and the counts of its calls.</summary>
    /// <param name="key">The key.</param>
    /// <returns>All of one moment.</returns>
    public KeyRate RateOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Find(key).Window.Snapshot();
    }

    /// <summary>Lets an application use a key beside the module. One that was started before ends.</summary>
    /// <param name="options">How it is set up.</param>
    /// <param name="key">The key; <see langword="null"/> takes <see cref="ApiKey"/>.</param>
    /// <returns>The application, which begins now.</returns>
    public EmulatedApplication StartApplication(ApplicationOptions options, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        ApiKey known = Find(key ?? ApiKey);
        if (known.IsDisabled)
        {
            throw new ArgumentException("This key is disabled.", nameof(key));
        }

        Application?.Stop();
        Application = known.Window.Attach(options);
        return Application;
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

    /// <summary>Takes away what was to change at later requests.</summary>
    internal void ClearSchedule() => _schedule.Clear();

    private static void Check(EmulatorOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Port, IPEndPoint.MinPort, nameof(options.Port));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Port, IPEndPoint.MaxPort, nameof(options.Port));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RateLimit ?? 1, 1, nameof(options.RateLimit));
        foreach (LimitChange change in options.LimitChanges)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(change.AtRequest, 1, nameof(options.LimitChanges));
            ArgumentOutOfRangeException.ThrowIfLessThan(change.Limit ?? 1, 1, nameof(options.LimitChanges));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(options.DisableKeyAt ?? 1, 1, nameof(options.DisableKeyAt));
        options.Application?.Check();
        options.RandomFaults?.Check();
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

    private ApiKey Find(string key) =>
        _keys.Find(key) ?? throw new ArgumentException("This emulator has no such key.", nameof(key));

    private Action LimitSetter(int? limit, string? key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit ?? 1, 1, nameof(limit));
        if (key is null)
        {
            return () => _keys.SetLimit(limit);
        }

        RateWindow window = Find(key).Window;
        return () => window.SetLimit(limit);
    }

    private WebApplication Build(EmulatorOptions options)
    {
        // The empty builder: no logging, and no settings from the environment or the current directory.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestContent.MaxDrainedBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (options.Certificate is not null)
                {
                    listen.UseHttps(options.Certificate);
                }
            });
        });

        EmulatorServices services = new(
            new ApiService(_workspace), _keys, Ledger, Faults, _schedule, options.TimeProvider, options.KeepBodies, _stopping.Token);
        WebApplication app = builder.Build();
        new ControlEndpoints(this, _workspace).Map(app);
        app.Map("/{**path}", (RequestDelegate)(http => new Exchange(services, http).RunAsync()));
        return app;
    }
}
