using Journy.Pacing;

namespace Journy.Tests.Pacing;

/// <summary>A rule that says when calls may start. Times are seconds of the caller's clock.</summary>
internal interface ISimulatedRule
{
    /// <summary>How long to wait before looking again; none or less where a call may start now.</summary>
    double Wait(double now);

    CallTicket Start(double now);

    void Leave(CallTicket ticket, int? limit, int? remaining, CallEnd end, double now);

    /// <summary>Takes note of a refusal.</summary>
    /// <returns>False where the run ends.</returns>
    bool TryPause(double now);
}
