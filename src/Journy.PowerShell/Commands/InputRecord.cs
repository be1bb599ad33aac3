using Journy.Import.Records;

namespace Journy.Commands;

/// <summary>A record on its way: what it is and where it came from.</summary>
/// <param name="Bound">The record.</param>
/// <param name="InputIndex">Its place in the input, from 0.</param>
internal sealed record InputRecord(BoundRecord Bound, long InputIndex)
{
    public JournyIdentity Identity => Bound.Identity!;
}
