namespace Journy.Import.Journaling;

/// <summary>Rows of one user or account that are to be spared.</summary>
internal sealed class SparedRows
{
    private int _count;
    private ulong _last;

    public SparedRows(int count) => _count = count;

    /// <summary>Whether the next row is one of them.</summary>
    public bool TryTake(ulong content)
    {
        if (content == _last)
        {
            return true;
        }

        _last = content;
        return _count-- > 0;
    }
}
