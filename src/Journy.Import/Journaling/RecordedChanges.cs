namespace Journy.Import.Journaling;

/// <summary>What an input would change of the users or accounts that a journal knows.</summary>
/// <param name="Recorded">Of how many the journal knows what journy.io accepted.</param>
/// <param name="Found">How many of those the input has rows of.</param>
/// <param name="Changed">How many of those would be sent, since their rows are not what was accepted.</param>
/// <param name="Named">How many the input names in all.</param>
internal readonly record struct RecordedChanges(long Recorded, long Found, long Changed, long Named)
{
    // Of an input that may be somebody else's.
    private const double NearlyAll = 90;

    /// <summary>How many are recorded and not in the input.</summary>
    public long Missing => Recorded - Found;

    /// <summary>How many are in the input and not recorded.</summary>
    public long New => Named - Found;

    /// <summary>The share of the recorded ones that would change, in percent.</summary>
    public double ChangedPercent => PercentOf(Changed, Recorded);

    /// <summary>True if nearly all recorded ones are missing, and nearly all in the input are new: it may be of other people
    /// altogether, or of another workspace.</summary>
    public bool IsOfOthers => Recorded > 0 && Named > 0 && PercentOf(Missing, Recorded) >= NearlyAll && PercentOf(New, Named) >= NearlyAll;

    private static double PercentOf(long part, long whole) => whole == 0 ? 0 : 100.0 * part / whole;
}
