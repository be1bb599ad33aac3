using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Contract;
using Xunit;

namespace Journy.Tests.Engine;

/// <summary>
/// A test with an emulator of its own and a session connected to it. Every request that the module made of it must be one that
/// journy.io's own document describes.
/// </summary>
public abstract class EmulatorTest : IAsyncLifetime
{
    private ShellSession? _session;
    private JournyEmulator? _emulator;

    /// <summary>The emulator, without a limit unless a test class says otherwise.</summary>
    protected JournyEmulator Emulator => _emulator ?? throw new InvalidOperationException("The emulator has not started.");

    private protected ShellSession Session => _session ??= ShellSession.Connected(Emulator.BaseAddress, Emulator.ApiKey, "-SkipKeyCheck");

    /// <summary>What the emulator is started with.</summary>
    protected virtual EmulatorOptions Options => new() { RateLimit = null };

    /// <summary>Ends with the test.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The writes that the emulator received, in order.</summary>
    protected IReadOnlyList<LedgerEntry> Writes => Emulator.Ledger.Snapshot().Where(entry => entry.Method != "GET").ToList();

    /// <summary>The body of the only write that the emulator received.</summary>
    protected JsonElement OnlyBody => JsonDocument.Parse(Writes.Single().Body!).RootElement;

    public async ValueTask InitializeAsync() => _emulator = await JournyEmulator.StartAsync(Options, Cancel);

    public async ValueTask DisposeAsync()
    {
        _session?.Dispose();
        await Emulator.DisposeAsync();
        GC.SuppressFinalize(this);
        if (Options.KeepEntries)
        {
            RequestContract.Verify(Emulator.Ledger.Snapshot(), Options.KeepBodies);
        }
    }
}
