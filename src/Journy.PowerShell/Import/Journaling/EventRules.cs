using System.Collections.Generic;
using Journy.Binding;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// Events: each is recorded once. Equal rows are told apart by how many came before them. What was under way when a run was cut
/// off is neither sent again nor taken for recorded.
/// </summary>
internal sealed class EventRules : RowRules
{
    private const ulong WasSeen = 1;
    private const ulong IsRefused = 1UL << RecordHash.FreeBits;
    private const ulong IsUncertain = 2UL << RecordHash.FreeBits;
    private const ulong IsAccepted = 3UL << RecordHash.FreeBits;

    public EventRules(IJournalLines? lines)
        : base(lines)
    {
    }

    /// <summary>True where the input holds only rows that an earlier run did not get in: each stands for one of those.</summary>
    public bool TakesLeftovers { get; set; }

    /// <summary>True where the user sends events of which nobody knows whether they were recorded.</summary>
    public bool SendsUncertain { get; set; }

    /// <inheritdoc/>
    public override IdentityMap Identities { get; } = new();

    /// <inheritdoc/>
    public override long LiveLines => Table.Count;

    /// <inheritdoc/>
    public override void Load(JournalOp op, ulong first, ulong second, ulong content) => Table[first] = op switch
    {
        JournalOp.Accepted => IsAccepted,
        JournalOp.Refused => IsRefused,
        _ => IsUncertain,
    };

    /// <inheritdoc/>
    public override bool IsRepeated(ImportedRow row)
    {
        lock (Gate)
        {
            return (Table[KeyOf(Hash.EventOf(row.Record), 0)] & WasSeen) != 0;
        }
    }

    /// <inheritdoc/>
    public override void Take(ImportedRow row)
    {
        ulong state;
        lock (Gate)
        {
            // Earlier versions sent white space around identifiers, and knew the row by it: trimmed it would count once more.
            BoundRecord record = row.Record;
            row.First = (record.IsTrimmed ? Choose(Hash.EventOf(record, record.WrittenUser, record.WrittenAccount), isKnown: true) : null)
                ?? Choose(Hash.EventOf(record), isKnown: false)!.Value;
            state = Table[row.First] & ContentMask;
            Table[row.First] |= WasSeen;
        }

        Decided(row, state switch
        {
            _ when ResendsAll => RowFate.Send,
            IsAccepted => RowFate.Unchanged,
            IsUncertain when !SendsUncertain => RowFate.Unknown,
            _ => RowFate.Send,
        });
    }

    /// <inheritdoc/>
    public override void Begin(ImportedRow row)
    {
        if (!row.IsUnderWay)
        {
            Note(row, JournalOp.Sending, IsUncertain);
            row.IsUnderWay = true;
        }
    }

    /// <inheritdoc/>
    public override void End(ImportedRow row, RowEnd end)
    {
        if (!row.IsUnderWay)
        {
            return;
        }

        switch (end)
        {
            case RowEnd.Accepted:
                Note(row, JournalOp.Accepted, IsAccepted);
                break;
            case RowEnd.Refused or RowEnd.Partial:
                Note(row, JournalOp.Refused, IsRefused);
                break;
            default:
                Note(row, JournalOp.Uncertain, IsUncertain);
                break;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(JournalOp Op, ulong First, ulong Second, ulong Content)> Live()
    {
        foreach (KeyValuePair<ulong, ulong> entry in Table.Entries())
        {
            switch (entry.Value & ContentMask)
            {
                case IsAccepted:
                    yield return (JournalOp.Accepted, entry.Key, 0, 0);
                    break;
                case IsUncertain:
                    yield return (JournalOp.Uncertain, entry.Key, 0, 0);
                    break;
                case IsRefused:
                    yield return (JournalOp.Refused, entry.Key, 0, 0);
                    break;
            }
        }
    }

    // The n-th of equal events: a hash of its own, with the free bits clear and never 0.
    private static ulong KeyOf(ulong content, int number)
    {
        ulong mixed = content + ((ulong)number * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed = (mixed ^ (mixed >> 31)) & ContentMask;
        return mixed == 0 ? 1UL << RecordHash.FreeBits : mixed;
    }

    /// <summary>
    /// Which of the equal events a row is: the first that no row of this run was yet. A row of a file of leftovers is one that was
    /// surely not recorded, before it is one that may have been.
    /// </summary>
    /// <param name="content">What the event says.</param>
    /// <param name="isKnown">True to choose among the events that the journal knows.</param>
    /// <returns>Null if it knows none that is left.</returns>
    private ulong? Choose(ulong content, bool isKnown)
    {
        ulong? next = null;
        ulong? uncertain = null;
        for (int number = 0; ; number++)
        {
            ulong key = KeyOf(content, number);
            ulong value = Table[key];
            if (isKnown && value == 0)
            {
                return uncertain ?? next;
            }

            bool isFree = (value & WasSeen) == 0;
            if (isFree)
            {
                next ??= key;
                if (!TakesLeftovers || (value & ContentMask) == IsRefused)
                {
                    return key;
                }

                if ((value & ContentMask) == IsUncertain)
                {
                    uncertain ??= key;
                }
            }

            // Where none of the equal events is left over, the row is one that is known, or a new one.
            if (value == 0)
            {
                return uncertain ?? next!.Value;
            }
        }
    }

    private void Note(ImportedRow row, JournalOp op, ulong state)
    {
        Append(op, row);
        lock (Gate)
        {
            Table[row.First] = state | (Table[row.First] & WasSeen);
        }
    }
}
