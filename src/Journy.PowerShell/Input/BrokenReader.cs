using System;

namespace Journy.Input;

/// <summary>Stands for the rows of a data reader that failed before its end.</summary>
/// <param name="Count">How many rows were read.</param>
/// <param name="Failure">What it threw.</param>
internal sealed record BrokenReader(long Count, Exception Failure);
