using System;
using System.Collections.Generic;
using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Preview;

/// <summary>
/// What a preview tells of the identifiers of users or accounts: aliases (e-mail addresses, domains) that several IDs share, and
/// who is named by one identifier only.
/// </summary>
internal sealed class PreviewIdentifiers
{
    private readonly IdentityMap _identities;

    // By the number of an alias: that of its first ID, negative if it has another one; 0 if no row names them together.
    private readonly BlockList<int> _idOfAlias = new();

    // By the number of an identifier: how rows name it alone.
    private readonly BlockList<Naming> _namedAlone = new();
    private readonly HashSet<int> _sharingIds = new();
    private int _likely;

    /// <summary>Begins with nothing.</summary>
    /// <param name="identities">The identifiers of all rows that were decided about, and of the journal.</param>
    public PreviewIdentifiers(IdentityMap identities) => _identities = identities;

    private enum Naming : byte
    {
        None,
        ById,
        ByAlias,
    }

    /// <summary>Aliases that rows with several IDs name.</summary>
    public long SharedAliases { get; private set; }

    /// <summary>The IDs of those rows.</summary>
    public long SharingIds => _sharingIds.Count;

    /// <summary>Takes a row of users or accounts that was decided about.</summary>
    public void Add(ImportedRow row)
    {
        int first = NumberOf(row.First);
        int second = row.Second == 0 ? 0 : NumberOf(row.Second);
        if (row.Second == 0)
        {
            if (first != 0)
            {
                _namedAlone.Reserve(first);
                _namedAlone[first] = row.Record.Identity!.Id is null ? Naming.ByAlias : Naming.ById;
            }
        }
        else if (first != 0 && second != 0)
        {
            _idOfAlias.Reserve(second);
            ref int known = ref _idOfAlias[second];
            if (known == 0)
            {
                known = first;
            }
            else if (Math.Abs(known) != first)
            {
                SharedAliases += known > 0 ? 1 : 0;
                known = -Math.Abs(known);
                _sharingIds.Add(-known);
                _sharingIds.Add(first);
            }
        }
    }

    /// <summary>Who is named by an ID only, and who by an alias only, in all rows and in the journal.</summary>
    public (long ByIdOnly, long ByAliasOnly) CountNamedAlone()
    {
        long byId = 0;
        long byAlias = 0;
        _namedAlone.Reserve(_identities.Count);
        for (int number = 1; number <= _identities.Count; number++)
        {
            if (_namedAlone[number] != Naming.None && _identities.SizeOf(_identities.HeadOf(number)) == 1)
            {
                byId += _namedAlone[number] == Naming.ById ? 1 : 0;
                byAlias += _namedAlone[number] == Naming.ByAlias ? 1 : 0;
            }
        }

        return (byId, byAlias);
    }

    // Identifiers mostly come in the order of their numbers. 0 for a row that is older than an earlier one.
    private int NumberOf(ulong key)
    {
        int number = _identities.NumberOf(key, _likely);
        _likely = number + 1;
        return number;
    }
}
