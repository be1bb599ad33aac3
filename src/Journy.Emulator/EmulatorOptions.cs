using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;

namespace Journy.Emulator;

/// <summary>How an emulator is set up. Every option has a default that behaves like the real API.</summary>
public sealed class EmulatorOptions
{
    /// <summary>The number of calls a minute that the real API allows a key.</summary>
    public const int DefaultRateLimit = 1_800;

    /// <summary>Gets the port on the loopback address; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// Gets the certificate, with its key, that it shows to speak HTTPS as the real API does; <see langword="null"/> for plain HTTP.
    /// Clients must trust it. It is not disposed of.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Gets the key that may do everything; <see langword="null"/> makes a random one.</summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// Gets the calls that one key may make in a <see cref="RateWindow"/>; <see langword="null"/> never refuses any.
    /// <see cref="JournyEmulator.SetRateLimit"/> changes it later.
    /// </summary>
    public int? RateLimit { get; init; } = DefaultRateLimit;

    /// <summary>Gets the length of the window.</summary>
    public TimeSpan RateWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets how the calls in the window are counted.</summary>
    public RateWindowKind RateWindowKind { get; init; }

    /// <summary>Gets what answers say of the limit.</summary>
    public RateHeader RateHeader { get; init; }

    /// <summary>Gets the age of what the headers say is left, as of a counter that is shared with delay; zero for what is true
    /// now.</summary>
    public TimeSpan RateHeaderAge { get; init; }

    /// <summary>Gets a value indicating whether a call that was refused with 429 takes room in the window too.</summary>
    public bool RefusedCallsCount { get; init; }

    /// <summary>Gets the changes of the limit that come at requests of some number.</summary>
    public IReadOnlyList<LimitChange> LimitChanges { get; init; } = [];

    /// <summary>Gets the sequence number of the request from which on the key is disabled; <see langword="null"/> for none.</summary>
    public long? DisableKeyAt { get; init; }

    /// <summary>Gets the application that uses the same key from the start; <see langword="null"/> for none.</summary>
    public ApplicationOptions? Application { get; init; }

    /// <summary>Gets a value indicating whether the ledger keeps the text of request bodies. Turn it off for very long runs.</summary>
    public bool KeepBodies { get; init; } = true;

    /// <summary>
    /// Gets a value indicating whether the ledger keeps its entries. Turn it off for a million requests: the ledger then only counts them,
    /// and throws if it is asked for entries.
    /// </summary>
    public bool KeepEntries { get; init; } = true;

    /// <summary>Gets the latency at the start; <see cref="FaultPlan.Latency"/> changes it later. A time makes it the same for
    /// all.</summary>
    public Latency Latency { get; init; } = Latency.None;

    /// <summary>Gets the random faults that happen from the start; <see langword="null"/> for none.</summary>
    public FaultMix? RandomFaults { get; init; }

    /// <summary>Gets the seed of <see cref="RandomFaults"/>.</summary>
    public int FaultSeed { get; init; }

    /// <summary>Gets the domains that have a tracking snippet from the start; those of stored accounts have one too.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>Gets the segments.</summary>
    public EmulatorSegments Segments { get; init; } = new();

    /// <summary>
    /// Gets the clock. The rate window reads its <see cref="TimeProvider.GetTimestamp"/>, the ledger its
    /// <see cref="TimeProvider.GetUtcNow"/>, and delays use its timers.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
