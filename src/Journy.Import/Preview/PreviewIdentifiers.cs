using System.Collections.Generic;
using System.Linq;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Preview;

/// <summary>
/// What a preview tells of the identifiers of users or accounts: aliases (e-mail addresses, domains) that several IDs share, and
/// who is named by one identifier only.
/// </summary>
internal sealed class PreviewIdentifiers
{
    // Beside the hash of an alias's first ID: it has another one.
    private const ulong IsShared = 1;
    private const ulong IsId = 1UL << RecordHash.FreeBits;
    private const ulong IsAlias = 2UL << RecordHash.FreeBits;

    private readonly JournalTable _idOfAlias = new();
    private readonly JournalTable _namedAlone = new();
    private readonly HashSet<ulong> _sharingIds = new();

    /// <summary>Aliases that rows with several IDs name.</summary>
    public long SharedAliases { get; private set; }

    /// <summary>The IDs of those rows.</summary>
    public long SharingIds => _sharingIds.Count;

    /// <summary>Takes a row of users or accounts that can be sent.</summary>
    public void Add(ImportedRow row)
    {
        if (row.Second == 0)
        {
            _namedAlone[row.First] = row.Record.Identity!.Id is null ? IsAlias : IsId;
            return;
        }

        ulong known = _idOfAlias[row.Second];
        ulong first = known & ~IsShared;
        if (known == 0)
        {
            _idOfAlias[row.Second] = row.First;
        }
        else if (first != row.First)
        {
            SharedAliases += known == first ? 1 : 0;
            _idOfAlias[row.Second] = first | IsShared;
            _sharingIds.Add(first);
            _sharingIds.Add(row.First);
        }
    }

    /// <summary>Who is named by an ID only, and who by an alias only, in all rows and in the journal.</summary>
    public (long ByIdOnly, long ByAliasOnly) CountNamedAlone(IdentityMap identities)
    {
        ulong[] alone = _namedAlone.Entries().Where(entry => identities.SizeOf(identities.Find(entry.Key)) == 1).Select(entry => entry.Value).ToArray();
        return (alone.LongCount(kind => kind == IsId), alone.LongCount(kind => kind == IsAlias));
    }
}
