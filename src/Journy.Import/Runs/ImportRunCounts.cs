namespace Journy.Import.Runs;

/// <summary>How far a run is.</summary>
/// <param name="Taken">Rows that it was given.</param>
/// <param name="Done">Rows that have ended.</param>
/// <param name="Calls">Those of them that were not spared a call by the journal.</param>
/// <param name="Failed">Those of them that failed.</param>
internal readonly record struct ImportRunCounts(long Taken, long Done, long Calls, long Failed);
