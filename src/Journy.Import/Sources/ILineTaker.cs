using Journy.Import.Values;

namespace Journy.Import.Sources;

/// <summary>Takes rows by their lines, so that their cells need not be read.</summary>
internal interface ILineTaker
{
    /// <summary>What a line is known by, its line end included.</summary>
    LineDigest DigestOf(char[] text, int start, int count);

    /// <summary>Takes the row of a line.</summary>
    /// <returns>False if it must be read.</returns>
    bool TryTake(LineDigest digest);
}
