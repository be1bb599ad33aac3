using System;
using System.Collections.Generic;
using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>What an input, read once more, holds of some users or accounts.</summary>
internal sealed class InputSequences
{
    private readonly Dictionary<int, InputSequence> _sequences = new();

    private InputSequences()
    {
    }

    /// <summary>All rows of the input.</summary>
    public KnownSequence All { get; private set; }

    /// <summary>The rows of those that were asked for.</summary>
    public IReadOnlyDictionary<int, InputSequence> Sequences => _sequences;

    /// <summary>Reads the input.</summary>
    /// <param name="rows">The rows of the input, identified.</param>
    /// <param name="identities">Who is one.</param>
    /// <param name="wants">Whose rows.</param>
    /// <param name="note">Told of each row of theirs.</param>
    public static InputSequences Read(
        IEnumerable<ImportedRow> rows, IdentityMap identities, Func<int, bool> wants, Action<int, InputSequence> note)
    {
        InputSequences read = new();
        foreach (ImportedRow row in rows)
        {
            read.All = read.All.With(row.Content);
            lock (identities.Gate)
            {
                int head = identities.Find(row.First);
                int other = row.Second == 0 ? head : identities.Find(row.Second);
                foreach (int set in head == other ? new[] { head } : new[] { head, other })
                {
                    if (set == 0 || !wants(set))
                    {
                        continue;
                    }

                    if (!read._sequences.TryGetValue(set, out InputSequence? sequence))
                    {
                        read._sequences.Add(set, sequence = new InputSequence());
                    }

                    sequence.Add(row.Content, unites: head != other);
                    note(set, sequence);
                }
            }
        }

        return read;
    }
}
