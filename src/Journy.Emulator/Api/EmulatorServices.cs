using System;
using System.Threading;
using Journy.Emulator.Keys;

namespace Journy.Emulator.Api;

/// <summary>What every request of one emulator shares.</summary>
internal sealed record EmulatorServices(
    ApiService Api,
    KeyRing Keys,
    Ledger Ledger,
    FaultPlan Faults,
    RequestSchedule Schedule,
    TimeProvider Time,
    bool KeepBodies,
    CancellationToken Stopping);
