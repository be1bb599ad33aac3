using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Journy.Pacing;

/// <summary>
/// Numbers keys of 64 bits, which are hashes, from 1 in the order in which they come, at 14 bytes a key. It grows by one chain of
/// entries at a time (linear hashing).
/// </summary>
internal sealed class KeyIndex
{
    // How many entries a chain has on average.
    private const int ChainLength = 2;

    // 0 ends a chain.
    private readonly BlockList<Entry> _entries = new();
    private readonly BlockList<int> _chains = new();
    private int _chainCount = 1;

    // How many chains there were when the last round of splits began.
    private int _splitFrom = 1;

    // The entry that is read next of each chain.
    private int[] _prefetched = Array.Empty<int>();

    public KeyIndex() => _chains.Reserve(0);

    /// <summary>How many keys there are.</summary>
    public int Count { get; private set; }

    /// <summary>Makes the chains for so many keys at once, before there are any: to split them one by one costs half as much as to find
    /// keys.</summary>
    public void Expect(int count)
    {
        int chains = count / ChainLength;
        if (Count > 0 || chains <= 1)
        {
            return;
        }

        _chains.Reserve(chains - 1);
        _chainCount = chains;
        _splitFrom = 1;
        while (_splitFrom * 2 <= chains)
        {
            _splitFrom *= 2;
        }
    }

    /// <summary>The key of a number.</summary>
    public ulong KeyOf(int number) => _entries[number - 1].Key;

    /// <summary>The number of a key; 0 if it was never added.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public int Find(ulong key)
    {
        int number = ChainOf(key);
        while (number != 0)
        {
            ref Entry entry = ref _entries[number - 1];
            if (entry.Key == key)
            {
                break;
            }

            number = entry.Next;
        }

        return number;
    }

    /// <summary>Reads what looking up some keys will read: one after the other, keys wait for memory each, and so they wait
    /// together.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public void Prefetch(ulong[] keys)
    {
        int[] numbers = _prefetched.Length < keys.Length ? _prefetched = new int[keys.Length] : _prefetched;
        for (int index = 0; index < keys.Length; index++)
        {
            numbers[index] = ChainOf(keys[index]);
        }

        for (int step = 1; step <= ChainLength; step++)
        {
            for (int index = 0; index < keys.Length; index++)
            {
                if (numbers[index] != 0)
                {
                    numbers[index] = _entries[numbers[index] - 1].Next;
                }
            }
        }
    }

    /// <summary>Gives a key that was not added yet the next number.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public int Add(ulong key)
    {
        _entries.Reserve(Count);
        int number = ++Count;
        ref Entry entry = ref _entries[number - 1];
        ref int chain = ref ChainOf(key);
        entry.Key = key;
        entry.Next = chain;
        chain = number;
        if (Count > _chainCount * (long)ChainLength)
        {
            Split();
        }

        return number;
    }

    // Keys are hashes already; their lowest bits may not be part of them.
    private static int PlaceOf(ulong key) => (int)(key >> 33);

    /// <summary>Divides the next chain in two by one more bit of its keys.</summary>
    private void Split()
    {
        _chains.Reserve(_chainCount);
        ref int from = ref _chains[_chainCount - _splitFrom];
        ref int added = ref _chains[_chainCount];
        int number = from;
        from = 0;
        while (number != 0)
        {
            ref Entry entry = ref _entries[number - 1];
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

    private ref int ChainOf(ulong key)
    {
        int place = PlaceOf(key) & ((_splitFrom * 2) - 1);
        return ref _chains[place < _chainCount ? place : place - _splitFrom];
    }

    // Packed: 12 bytes instead of 16.
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Entry
    {
        public ulong Key;
        public int Next;
    }
}
