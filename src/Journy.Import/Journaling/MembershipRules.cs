using System.Collections.Generic;
using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>Users who are put into accounts: a row is sent until it was accepted once.</summary>
internal sealed class MembershipRules : RowRules
{
    private const ulong IsAccepted = 1UL << RecordHash.FreeBits;
    private const ulong WasSeen = 1;

    private readonly JournalTable _table = new();

    public MembershipRules(IJournalLines? lines)
        : base(lines)
    {
    }

    /// <inheritdoc/>
    public override IdentityMap Identities { get; } = new();

    /// <inheritdoc/>
    public override long LiveLines => _table.Count;

    /// <inheritdoc/>
    public override void Prefetch(ulong[] keys) => _table.Prefetch(keys);

    /// <inheritdoc/>
    public override void Load(JournalOp op, ulong first, ulong second, ulong content) => _table[first] = IsAccepted;

    /// <inheritdoc/>
    public override bool IsRepeated(ImportedRow row)
    {
        Identify(row);
        lock (Gate)
        {
            return (_table[row.First] & WasSeen) != 0;
        }
    }

    /// <inheritdoc/>
    public override void Take(ImportedRow row)
    {
        Identify(row);
        bool isUnchanged;
        lock (Gate)
        {
            isUnchanged = (_table[row.First] & IsAccepted) != 0 && !ResendsAll;
            _table[row.First] |= WasSeen;
        }

        Decide(row, isUnchanged ? RowFate.Unchanged : RowFate.Send);
    }

    /// <inheritdoc/>
    public override bool RepeatsUnchanged(long rows) => true;

    /// <inheritdoc/>
    public override void Begin(ImportedRow row)
    {
        // Putting a user into an account twice leaves what once leaves: nothing has to be known beforehand.
    }

    /// <inheritdoc/>
    public override void End(ImportedRow row, RowEnd end)
    {
        if (end != RowEnd.Accepted)
        {
            return;
        }

        Append(JournalOp.Accepted, row);
        lock (Gate)
        {
            _table[row.First] |= IsAccepted;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(JournalOp Op, ulong First, ulong Second, ulong Content)> Live()
    {
        foreach (KeyValuePair<ulong, ulong> entry in _table.Entries())
        {
            if ((entry.Value & IsAccepted) != 0)
            {
                yield return (JournalOp.Accepted, entry.Key, 0, 0);
            }
        }
    }

    private void Identify(ImportedRow row)
    {
        if (row.First == 0)
        {
            row.First = Hash.MembershipOf(row.Record);
            if (row.Record.IsTrimmed)
            {
                // Earlier versions sent white space around identifiers, and knew the row by it.
                ulong written = Hash.MembershipOf(row.Record.WrittenAccount!, row.Record.WrittenUser!);
                lock (Gate)
                {
                    row.First = (_table[written] & IsAccepted) != 0 ? written : row.First;
                }
            }
        }
    }
}
