using System;

namespace Journy.Emulator.Faults;

/// <summary>A rule of a plan, and the handle that takes it away.</summary>
internal sealed class FaultRule(Func<EmulatorRequest, Fault?> decide, FaultPlan plan) : IDisposable
{
    public void Dispose() => plan.Remove(this);

    internal Fault? Decide(EmulatorRequest request) => decide(request);
}
