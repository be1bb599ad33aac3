namespace Journy.Import.Values;

/// <summary>Stands for a value that a record does not have, where others of its source do: blank, and yet no blank cell that says
/// something of its property.</summary>
internal sealed class AbsentValue
{
    public static readonly AbsentValue Instance = new();

    private AbsentValue()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => string.Empty;
}
