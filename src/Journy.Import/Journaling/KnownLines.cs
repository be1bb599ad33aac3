using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>What is known of users or accounts, as lines of the journal: reads them, writes them, and says which run they are of.</summary>
internal sealed class KnownLines
{
    private readonly KnownRows _known;
    private readonly IJournalLines? _lines;

    // Held while a line is written that belongs to a run, so that it stands behind the line of its run. Inside of the map's gate, if
    // both are.
    private readonly object _runLock = new();

    // The run to which the next line would belong.
    private long _lineRun;

    /// <summary>Begins with nothing known.</summary>
    /// <param name="known">What is known.</param>
    /// <param name="lines">Takes lines; null to write none.</param>
    public KnownLines(KnownRows known, IJournalLines? lines)
    {
        _known = known;
        _lines = lines;
    }

    /// <summary>The last run that the lines tell of.</summary>
    public long LastRun { get; private set; }

    /// <summary>Takes a line that an earlier run wrote.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public void Load(JournalOp op, ulong first, ulong second, ulong content)
    {
        switch (op)
        {
            case JournalOp.RunEnded:
                _known.CloseAll();
                break;
            case JournalOp.Alias:
                _known.Join(content & RowRules.ContentMask, first, out _);
                break;
            case JournalOp.Accepted:
                _known.NoteRun(_known.Accept(first, second, content), _lineRun);
                break;
            case JournalOp.Run:
                _lineRun = (long)first;
                LastRun = Math.Max(LastRun, _lineRun);
                break;
            case JournalOp.Confirmed:
                _known.NoteRun(_known.Join(first, second, out _), _lineRun);
                break;
            case JournalOp.Awaiting:
                _known.Runs.TryNoteAwaiting(_known.Join(first, second, out _), _lineRun);
                break;
            case JournalOp.Following:
                // The first identifier is the one whose rows the call follows on.
                _known.Mark(_known.Join(first, second, out _), RowMarks.IsFollowing);
                break;
            case JournalOp.Shortened:
                _known.Shorten(_known.Join(first, second, out _));
                break;
            case JournalOp.Sequence:
                _known.SetSequence(
                    _known.Join(first, 0, out _),
                    new KnownSequence(content, (int)(second >> 2), IsOpen: (second & 1) != 0),
                    isPlain: (second & 2) != 0);
                break;
            default:
                _known.Forget(_known.Join(first, second, out _));
                break;
        }
    }

    /// <summary>What is known, as lines.</summary>
    public IEnumerable<(JournalOp Op, ulong First, ulong Second, ulong Content)> Live()
    {
        // First who is one, so that nothing that is known has to be joined.
        for (int number = 1; number <= _known.Identities.Count; number++)
        {
            int head = _known.Identities.HeadOf(number);
            if (head != number)
            {
                yield return (JournalOp.Alias, _known.Identities.KeyOf(number), 0, _known.Identities.KeyOf(head));
            }
        }

        // By run, the unknown one first, so that each run has one line.
        long run = 0;
        foreach (int line in LinesByRun())
        {
            bool isAwaiting = line < 0;
            int head = Math.Abs(line);
            long itsRun = isAwaiting ? _known.Runs.AwaitingOf(head) : _known.Runs[head];
            if (itsRun != run)
            {
                run = itsRun;
                yield return (JournalOp.Run, (ulong)run, 0, 0);
            }

            if (isAwaiting || _known.LastOf(head) == 0)
            {
                yield return (isAwaiting ? JournalOp.Awaiting : JournalOp.Confirmed, _known.Identities.KeyOf(head), 0, 0);
                continue;
            }

            yield return (JournalOp.Accepted, _known.Identities.KeyOf(head), 0, _known.LastOf(head));
            if (_known.TryGetSequence(head, out KnownSequence sequence))
            {
                bool isPlain = (_known.MarksOf(head) & RowMarks.IsPlain) != 0;
                yield return SequenceLine(head, sequence, isPlain);
            }
        }
    }

    /// <summary>Whose lines are written, in the order of their runs; negative for a row that waits in an outcome file.</summary>
    private int[] LinesByRun()
    {
        int[] lines = Enumerable.Range(1, _known.Identities.Count)
            .Where(head => _known.LastOf(head) != 0 || _known.Runs[head] != 0)
            .Concat(_known.Runs.Awaiting.Select(head => -head))
            .ToArray();
        Array.Sort(Array.ConvertAll(lines, line => line < 0 ? _known.Runs.AwaitingOf(-line) : _known.Runs[line]), lines);
        return lines;
    }

    /// <summary>Writes a line that belongs to a run.</summary>
    public void AppendOf(long run, JournalOp op, ulong first, ulong second, ulong content = 0)
    {
        lock (_runLock)
        {
            if (run != _lineRun)
            {
                Append(JournalOp.Run, (ulong)run);
                _lineRun = run;
            }

            Append(op, first, second, content);
        }
    }

    /// <summary>Notes that a row waits in an outcome file, so that what confirms something newer is noted too.</summary>
    public void NoteAwaiting(long run, ulong first, ulong second)
    {
        foreach (ulong key in second == 0 ? new[] { first } : new[] { first, second })
        {
            lock (_known.Identities.Gate)
            {
                int head = _known.Identities.HeadOf(_known.Add(key));
                if (!_known.Runs.TryNoteAwaiting(head, run))
                {
                    continue;
                }
            }

            AppendOf(run, JournalOp.Awaiting, key, 0);
        }
    }

    /// <summary>Notes that what was accepted still holds. That has a line only if somebody may fix an older row.</summary>
    public void Confirm(int head, long run, ulong first)
    {
        if (_known.Runs.AwaitingOf(head) == 0 || run <= _known.Runs[head])
        {
            return;
        }

        try
        {
            AppendOf(run, JournalOp.Confirmed, first, 0);
        }
        catch (JournyInputException)
        {
            // The row is counted all the same; the journal's problem ends the run.
        }

        _known.NoteRun(head, run);
    }

    /// <summary>Writes down the sequence of a user or account.</summary>
    public void AppendSequence(int head, KnownSequence sequence)
    {
        (JournalOp op, ulong first, ulong second, ulong content) = SequenceLine(head, sequence, isPlain: false);
        Append(op, first, second, content);
    }

    private (JournalOp Op, ulong First, ulong Second, ulong Content) SequenceLine(int head, KnownSequence sequence, bool isPlain)
    {
        ulong count = ((ulong)sequence.Count << 2) | (isPlain ? 2UL : 0) | (sequence.IsOpen ? 1UL : 0);
        return (JournalOp.Sequence, _known.Identities.KeyOf(head), count, sequence.Digest);
    }

    private void Append(JournalOp op, ulong first, ulong second = 0, ulong content = 0) => _lines?.Append(op, first, second, content);
}
