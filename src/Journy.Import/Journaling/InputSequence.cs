namespace Journy.Import.Journaling;

/// <summary>What an input holds of one user or account.</summary>
internal sealed class InputSequence
{
    private ulong _last;

    /// <summary>The rows so far.</summary>
    public KnownSequence Sequence { get; private set; }

    /// <summary>True if one of them makes it one with another.</summary>
    public bool IsUnited { get; private set; }

    /// <summary>Adds the next row.</summary>
    public void Add(ulong content, bool unites)
    {
        IsUnited |= unites;
        Sequence = content == _last ? Sequence : Sequence.With(content);
        _last = content;
    }
}
