namespace Journy.Tests.Import.Journaling;

/// <summary>What a run of a model came to.</summary>
/// <param name="Calls">Calls that it made.</param>
/// <param name="Unchanged">Rows that it spared.</param>
/// <param name="IsClean">True where it came to its end and every call was taken whole.</param>
internal sealed record ModelRun(int Calls, int Unchanged, bool IsClean);
