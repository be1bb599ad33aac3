using Journy.Emulator.Api;

namespace Journy.Emulator.Faults;

/// <summary>How a request goes on after a fault: as it was, with another answer, or not at all.</summary>
internal readonly record struct FaultOutcome(ApiAnswer? Answer, bool DropsConnection)
{
    internal static FaultOutcome Continue => default;

    internal static FaultOutcome Drop => new(null, true);

    internal static FaultOutcome Send(ApiAnswer answer) => new(answer, false);
}
