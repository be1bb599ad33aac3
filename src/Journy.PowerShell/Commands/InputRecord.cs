using System.Collections.Generic;
using Journy.Binding;
using Journy.Results;

namespace Journy.Commands;

/// <summary>A record on its way: what it is and where it came from.</summary>
/// <param name="Bound">The record.</param>
/// <param name="InputIndex">Its place in the input, from 0.</param>
internal sealed record InputRecord(BoundRecord Bound, long InputIndex)
{
    public JournyIdentity Identity => Bound.Identity!;

    /// <summary>
    /// Whom the record is about, as keys that two records of one user or account share: either identifier alone is enough.
    /// </summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            List<string> keys = new(2);
            if (Identity.Id is not null)
            {
                keys.Add("id " + Identity.Id);
            }

            if (Identity.Alias is not null)
            {
                keys.Add("alias " + Identity.Alias.ToUpperInvariant());
            }

            return keys;
        }
    }
}
