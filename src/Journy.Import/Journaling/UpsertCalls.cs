using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>The journal's account of the calls of users or accounts: what holds once one has begun, and once it has ended.</summary>
internal sealed class UpsertCalls
{
    private readonly KnownRows _known;
    private readonly KnownLines _knownLines;
    private readonly IJournalLines? _lines;

    public UpsertCalls(KnownRows known, KnownLines knownLines, IJournalLines? lines)
    {
        _known = known;
        _knownLines = knownLines;
        _lines = lines;
    }

    private IdentityMap Identities => _known.Identities;

    /// <summary>A call for a row is about to go out.</summary>
    /// <exception cref="JournyInputException">The journal cannot be written; the call must not go out.</exception>
    public void Begin(ImportedRow row)
    {
        if (row.IsUnderWay)
        {
            return;
        }

        if (row.Noted != 0)
        {
            _lines!.Flush(row.Noted);
            row.IsUnderWay = true;
            return;
        }

        bool isNoted;
        bool follows;
        lock (Identities.Gate)
        {
            int head = Identities.Find(row.First);
            RowMarks marks = _known.MarksOf(head);
            bool isKnown = _known.LastOf(head) != 0;
            follows = isKnown && (marks & (RowMarks.IsOfThisRun | RowMarks.IsLoose)) == RowMarks.IsOfThisRun;
            isNoted = isKnown || row.Unites || (marks & RowMarks.IsLoose) != 0;
        }

        // Before the call: should the process end in its midst, what was accepted before no longer holds, and two identifiers
        // may have become one user's.
        if (isNoted)
        {
            (ulong first, ulong second) = row.FollowsSecond ? (row.Second, row.First) : (row.First, row.Second);
            _lines?.Append(follows ? JournalOp.Following : JournalOp.Replacing, first, second, 0);
        }

        row.IsUnderWay = true;
        row.IsFollowing = follows;
        if (!follows)
        {
            lock (Identities.Gate)
            {
                _known.Forget(Identities.Find(row.First));
            }
        }
    }

    /// <summary>A call for a row has ended.</summary>
    /// <param name="row">The row.</param>
    /// <param name="end">How.</param>
    /// <param name="run">The run whose input said what the row says.</param>
    /// <exception cref="JournyInputException">The journal cannot be written.</exception>
    public void End(ImportedRow row, RowEnd end, long run)
    {
        if (!row.IsUnderWay)
        {
            return;
        }

        if (end != RowEnd.Accepted)
        {
            lock (Identities.Gate)
            {
                int head = Identities.Find(row.First);
                _known.Forget(head);
                _known.Mark(head, RowMarks.IsLoose | RowMarks.IsBroken);
            }

            if (row.IsFollowing)
            {
                // What follows on it would be taken for a sequence with what came before it.
                _lines?.Append(JournalOp.Replacing, row.First, row.Second, 0);
            }

            if (end == RowEnd.Partial)
            {
                _knownLines.AppendOf(run, JournalOp.Confirmed, row.First, row.Second);
                lock (Identities.Gate)
                {
                    _known.NoteRun(Identities.Find(row.First), run);
                }
            }

            _knownLines.NoteAwaiting(run, row.First, row.Second);
            return;
        }

        _knownLines.AppendOf(run, JournalOp.Accepted, row.First, row.Second, row.Content);
        lock (Identities.Gate)
        {
            int head = Identities.Find(row.First);
            _known.Accept(head, row.Content, _known.NamesAll(head, row.Second));
            _known.NoteRun(head, run);
        }
    }
}
