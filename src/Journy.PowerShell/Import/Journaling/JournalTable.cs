using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Journy.Import.Journaling;

/// <summary>
/// A map from the hash of an identity to what is known of it, at 22 bytes an entry: a journal of a million rows must cost less
/// than 100 MB. It grows by one chain of entries at a time (linear hashing), so that nothing of it is ever copied or thrown away.
/// </summary>
internal sealed class JournalTable
{
    // Small enough not to be a large object, which the runtime would give back late.
    private const int BlockBits = 11;
    private const int BlockSize = 1 << BlockBits;

    // How many entries a chain has on average.
    private const int ChainLength = 2;

    // Entries are numbered from 1, in the order in which they came: 0 ends a chain.
    private readonly List<Entry[]> _entries = new();
    private readonly List<int[]> _chains = new() { new int[BlockSize] };
    private int _entryCount;
    private int _chainCount = 1;

    // As many chains as there were when each had been split last.
    private int _splitFrom = 1;

    /// <summary>How many keys have a value other than 0.</summary>
    public int Count { get; private set; }

    /// <summary>The value of a key; 0 where nothing is known.</summary>
    public ulong this[ulong key]
    {
        get
        {
            int number = Find(key);
            return number == 0 ? 0 : EntryOf(number).Value;
        }

        set
        {
            int number = Find(key);
            if (number == 0)
            {
                if (value == 0)
                {
                    return;
                }

                number = Add(key);
            }

            ref Entry entry = ref EntryOf(number);
            Count += (value == 0 ? 0 : 1) - (entry.Value == 0 ? 0 : 1);
            entry.Value = value;
        }
    }

    /// <summary>Every key with a value other than 0.</summary>
    public IEnumerable<KeyValuePair<ulong, ulong>> Entries()
    {
        for (int number = 1; number <= _entryCount; number++)
        {
            Entry entry = EntryOf(number);
            if (entry.Value != 0)
            {
                yield return new KeyValuePair<ulong, ulong>(entry.Key, entry.Value);
            }
        }
    }

    private int Find(ulong key)
    {
        int number = ChainOf(key);
        while (number != 0)
        {
            ref Entry entry = ref EntryOf(number);
            if (entry.Key == key)
            {
                break;
            }

            number = entry.Next;
        }

        return number;
    }

    private int Add(ulong key)
    {
        if (_entryCount == _entries.Count << BlockBits)
        {
            _entries.Add(new Entry[BlockSize]);
        }

        int number = ++_entryCount;
        ref Entry entry = ref EntryOf(number);
        ref int chain = ref ChainOf(key);
        entry.Key = key;
        entry.Next = chain;
        chain = number;
        if (_entryCount > _chainCount * (long)ChainLength)
        {
            Split();
        }

        return number;
    }

    /// <summary>Divides the next chain in two by one more bit of its keys.</summary>
    private void Split()
    {
        if (_chainCount == _chains.Count << BlockBits)
        {
            _chains.Add(new int[BlockSize]);
        }

        ref int from = ref ChainAt(_chainCount - _splitFrom);
        ref int added = ref ChainAt(_chainCount);
        int number = from;
        from = 0;
        while (number != 0)
        {
            ref Entry entry = ref EntryOf(number);
            int next = entry.Next;
            ref int chain = ref (PlaceOf(entry.Key) & _splitFrom) == 0 ? ref from : ref added;
            entry.Next = chain;
            chain = number;
            number = next;
        }

        _chainCount++;
        if (_chainCount == _splitFrom * 2)
        {
            _splitFrom = _chainCount;
        }
    }

    // Keys are hashes already; their lowest bits are not part of them.
    private static int PlaceOf(ulong key) => (int)(key >> 33);

    private ref int ChainOf(ulong key)
    {
        int place = PlaceOf(key) & ((_splitFrom * 2) - 1);
        return ref ChainAt(place < _chainCount ? place : place - _splitFrom);
    }

    private ref int ChainAt(int place) => ref _chains[place >> BlockBits][place & (BlockSize - 1)];

    private ref Entry EntryOf(int number) => ref _entries[(number - 1) >> BlockBits][(number - 1) & (BlockSize - 1)];

    // Packed: 20 bytes instead of 24.
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Entry
    {
        public ulong Key;
        public ulong Value;
        public int Next;
    }
}
