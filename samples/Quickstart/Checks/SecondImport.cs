namespace Journy.Samples.Quickstart.Checks;

/// <summary>What became of the rows when the same file was imported again.</summary>
/// <param name="Sent">How many were sent and accepted.</param>
/// <param name="Unchanged">How many were not sent, since journy.io had accepted them before.</param>
/// <param name="Failed">How many failed again.</param>
internal sealed record SecondImport(long Sent, long Unchanged, long Failed);
