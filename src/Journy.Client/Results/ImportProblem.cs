namespace Journy;

/// <summary>A row that cannot be sent.</summary>
public sealed class ImportProblem
{
    /// <summary>Its line in the file, or its number in the pipeline, from 1.</summary>
    public long Line { get; internal init; }

    /// <summary>Why, and how to fix it.</summary>
    public string Message { get; internal init; } = string.Empty;

    /// <summary>The line and the reason.</summary>
    /// <returns>Both as one text.</returns>
    public override string ToString() => $"{Line}: {Message}";
}
