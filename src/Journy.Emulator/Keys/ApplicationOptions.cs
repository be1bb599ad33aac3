using System;

namespace Journy.Emulator;

/// <summary>The customer's own application, which uses the same key beside the module.</summary>
public sealed record ApplicationOptions
{
    /// <summary>Gets the calls a minute that it makes, whatever it is answered.</summary>
    public required int CallsPerMinute { get; init; }

    /// <summary>Gets how the calls lie in time.</summary>
    public ApplicationSpacing Spacing { get; init; }

    /// <summary>Gets the seed of <see cref="ApplicationSpacing.Poisson"/>.</summary>
    public int Seed { get; init; }

    /// <summary>Gets a value indicating whether <see cref="EmulatedApplication.Log"/> keeps each call.</summary>
    public bool KeepLog { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(CallsPerMinute, 1, nameof(CallsPerMinute));
        if (!Enum.IsDefined(Spacing))
        {
            throw new ArgumentOutOfRangeException(nameof(Spacing), Spacing, "There is no such spacing.");
        }
    }
}
