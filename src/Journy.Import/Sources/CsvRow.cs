namespace Journy.Import.Sources;

/// <summary>One row of a file.</summary>
/// <param name="Line">The physical line, from 1, on which the row begins.</param>
/// <param name="Cells">The cells as they stand in the file; a ragged row has its own number of them, a damaged one none.</param>
/// <param name="Problem">Why the row cannot be sent, or null.</param>
/// <param name="Text">The row as it stands in the file, without its line end, where somebody may want it; else null.</param>
internal readonly record struct CsvRow(long Line, string[] Cells, JournyInputException? Problem, string? Text = null);
