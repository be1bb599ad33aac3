using System.Collections.Generic;
using System.Linq;
using Journy.Import.Records;

namespace Journy.Import.Journaling;

/// <summary>
/// What the whole input says of users and accounts that rows one by one do not: whether it holds a known sequence, whose rows are too
/// many to wait for each other, and in which order it holds rows whose sets became one.
/// </summary>
internal sealed class WholeInput
{
    private readonly KnownRows _known;
    private readonly KnownLines _knownLines;

    // How much of the rows of a user or account is still to be spared.
    private Dictionary<int, SparedRows>? _spared;

    // Every row that was taken, so that nothing is concluded from an input that has changed meanwhile.
    private KnownSequence _taken;

    public WholeInput(KnownRows known, KnownLines knownLines)
    {
        _known = known;
        _knownLines = knownLines;
    }

    /// <summary>True if it was looked through for sequences that are known, so that no row need wait.</summary>
    public bool WasRead => _spared is not null;

    /// <summary>Takes note of a row that was taken.</summary>
    public void Add(ulong content) => _taken = _taken.With(content);

    /// <summary>The rows of a user or account that are to be spared; null if there are none, or nobody has looked.</summary>
    public SparedRows? SparedOf(int head) => _spared is not null && _spared.TryGetValue(head, out SparedRows? spared) ? spared : null;

    /// <summary>Looks through it for sequences that are known, instead of letting their rows wait.</summary>
    /// <param name="rows">All of its rows, identified.</param>
    public void LookAhead(IEnumerable<ImportedRow> rows)
    {
        Dictionary<int, SparedRows> spared = new();
        InputSequences read = InputSequences.Read(
            rows,
            _known.Identities,
            head => _known.TryGetSequence(head, out _) && (_known.MarksOf(head) & (RowMarks.WasSent | RowMarks.IsOfThisRun)) == 0,
            (head, held) =>
            {
                // From where only what follows is sent, nothing that follows matters.
                KnownSequence known = _known.SequenceOf(head);
                if (held.Sequence.IsSameAs(known) && _known.MayGoOn(head, known))
                {
                    spared[head] = new SparedRows(known.Count);
                }
            });
        foreach (KeyValuePair<int, InputSequence> held in read.Sequences)
        {
            KnownSequence known = _known.SequenceOf(held.Key);
            if (!held.Value.IsUnited && held.Value.Sequence.IsSameAs(known))
            {
                spared[held.Key] = new SparedRows(known.Count);
            }
        }

        _spared = spared;
    }

    /// <summary>Writes down in which order the rows of sets were accepted that became one only when both had some.</summary>
    /// <param name="rows">All of its rows, identified.</param>
    public void NoteOrder(IEnumerable<ImportedRow> rows)
    {
        HashSet<int> heads = _known.TakeUnordered();
        if (heads.Count == 0)
        {
            return;
        }

        InputSequences read = InputSequences.Read(rows, _known.Identities, heads.Contains, (_, _) => { });
        if (!read.All.IsSameAs(_taken))
        {
            // Somebody has changed the input meanwhile: what it holds now is not what was sent.
            return;
        }

        foreach (KeyValuePair<int, InputSequence> held in read.Sequences.Where(held => held.Value.Sequence.Count > 1))
        {
            _knownLines.AppendSequence(held.Key, held.Value.Sequence);
            _known.SetSequence(held.Key, held.Value.Sequence, isPlain: false);
        }
    }
}
