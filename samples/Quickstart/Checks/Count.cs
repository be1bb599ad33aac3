namespace Journy.Samples.Quickstart.Checks;

/// <summary>Something that was counted after the import, and what it must be.</summary>
/// <param name="What">What was counted.</param>
/// <param name="Expected">What it must be, by the plan of the sample file.</param>
/// <param name="Actual">What it is.</param>
internal sealed record Count(string What, long Expected, long Actual)
{
    /// <summary>Gets a value indicating whether the count is not what it must be.</summary>
    internal bool IsOff => Expected != Actual;
}
