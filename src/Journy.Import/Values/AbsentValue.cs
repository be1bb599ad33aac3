namespace Journy.Import.Values;

/// <summary>Stands for a value that this record does not have and others of its source have. It is blank, but unlike a blank cell it says
/// nothing of its property, whatever blanks mean.</summary>
internal sealed class AbsentValue
{
    public static readonly AbsentValue Instance = new();

    private AbsentValue()
    {
    }

    /// <inheritdoc/>
    public override string ToString() => string.Empty;
}
