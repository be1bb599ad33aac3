using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>Of whom it is recorded what journy.io accepted, and no row of the input, taken to its end, is about them.</summary>
internal sealed class Absence
{
    private readonly KnownRows _known;
    private readonly IJournalLines? _lines;

    public Absence(KnownRows known, IJournalLines? lines)
    {
        _known = known;
        _lines = lines;
    }

    private IdentityMap Identities => _known.Identities;

    /// <summary>Notes that a row of the input is about somebody, though it is not sent.</summary>
    public void Name(ulong key)
    {
        if (key != 0 && Identities.Find(key) is not 0 and int head)
        {
            _known.Mark(head, RowMarks.IsNamed);
        }
    }

    /// <summary>How many they are.</summary>
    public long Count()
    {
        lock (Identities.Gate)
        {
            long count = 0;
            for (int number = 1; number <= Identities.Count; number++)
            {
                count += Identities.HeadOf(number) == number && IsAbsent(number) ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>Whether somebody, by the hashes of both identifiers, is one of them; true once for each.</summary>
    public bool TryTake((ulong First, ulong Second) keys)
    {
        lock (Identities.Gate)
        {
            int head = Identities.Find(keys.First);
            int other = keys.Second == 0 ? head : Identities.Find(keys.Second);

            // One of two identifiers that names somebody else by now says nothing of who is gone.
            if (head == 0 || head != other || !IsAbsent(head))
            {
                return false;
            }

            _known.Mark(head, RowMarks.IsNamed);
            return true;
        }
    }

    /// <summary>Forgets what journy.io accepted of somebody, so that they are sent again if they come back.</summary>
    /// <exception cref="JournyInputException">The journal cannot be written.</exception>
    public void Forget((ulong First, ulong Second) keys)
    {
        lock (Identities.Gate)
        {
            _lines?.Append(JournalOp.Replacing, keys.First, 0, 0);
            _known.Forget(Identities.Find(keys.First));
        }
    }

    private bool IsAbsent(int head) => _known.LastOf(head) != 0 && (_known.MarksOf(head) & (RowMarks.HasRows | RowMarks.IsNamed)) == 0;
}
