using System.Collections.Generic;

namespace Journy.Tests.ImportCommand;

/// <summary>A row of an export.</summary>
/// <param name="Event">The true event that it is; equal rows are one number, and as many events as there are of them.</param>
/// <param name="Cells">What it says in each column that the export ever has.</param>
internal sealed record ExportedRow(int Event, IReadOnlyDictionary<string, string> Cells);
