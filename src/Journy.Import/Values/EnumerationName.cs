namespace Journy.Import.Values;

/// <summary>A value of an enumeration whose type is not at hand, as it comes out of a job.</summary>
internal readonly record struct EnumerationName(string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
