namespace Journy.Import.Values;

/// <summary>Stands for an object of the host's language that has members of its own, and so is no value.</summary>
internal sealed class NestedObject
{
    public static readonly NestedObject Instance = new();

    private NestedObject()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => string.Empty;
}
