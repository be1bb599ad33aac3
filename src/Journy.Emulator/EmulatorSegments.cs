using System.Collections.Generic;

namespace Journy.Emulator;

/// <summary>The names of the segments that a workspace holds. The API can list segments, but not change them.</summary>
public sealed class EmulatorSegments
{
    /// <summary>Gets the segments of users.</summary>
    public IReadOnlyList<string> Users { get; init; } = ["Active users", "Churn risk", "Power users"];

    /// <summary>Gets the segments of accounts.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = ["Paying customers", "Trials"];
}
