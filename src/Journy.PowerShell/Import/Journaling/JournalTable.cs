using System;
using System.Collections.Generic;

namespace Journy.Import.Journaling;

/// <summary>
/// A map from the hash of an identity to what is known of it, at 16 bytes an entry and little more: a journal of a million rows
/// must cost less than 100 MB. Keys are hashes already, so that they are their own place in the table. Each part of it grows by
/// itself, so that a large table is never there twice.
/// </summary>
internal sealed class JournalTable
{
    // The first bits of a key name its part.
    private const int PartBits = 8;

    private readonly Part[] _parts = new Part[1 << PartBits];

    /// <summary>Makes a table with room for some entries.</summary>
    public JournalTable(long entries = 0)
    {
        double share = entries / (double)_parts.Length;

        // Hashes do not spread evenly: four deviations more are enough for nearly every part.
        long most = (long)(share + (4 * Math.Sqrt(share)));
        for (int part = 0; part < _parts.Length; part++)
        {
            _parts[part] = new Part(most);
        }
    }

    /// <summary>How many keys the table has, those with the value 0 among them.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (Part part in _parts)
            {
                count += part.Count;
            }

            return count;
        }
    }

    /// <summary>The value of a key; 0 where nothing is known.</summary>
    public ulong this[ulong key]
    {
        get => PartOf(key)[key];
        set => PartOf(key)[key] = value;
    }

    /// <summary>Every key with a value other than 0.</summary>
    public IEnumerable<KeyValuePair<ulong, ulong>> Entries()
    {
        foreach (Part part in _parts)
        {
            foreach (KeyValuePair<ulong, ulong> entry in part.Entries())
            {
                yield return entry;
            }
        }
    }

    private Part PartOf(ulong key) => _parts[key >> (64 - PartBits)];

    private sealed class Part
    {
        private const int LeastCapacity = 8;

        // Above this share of places taken, looking for one that is not takes too long.
        private const double FullestShare = 0.8;
        private const double Growth = 1.6;

        private ulong[] _keys;
        private ulong[] _values;
        private int _most;

        public Part(long entries)
        {
            int capacity = CapacityFor(entries);
            _keys = new ulong[capacity];
            _values = new ulong[capacity];
            _most = (int)(capacity * FullestShare);
        }

        public int Count { get; private set; }

        public ulong this[ulong key]
        {
            get
            {
                int at = Find(_keys, key);
                return _keys[at] == 0 ? 0 : _values[at];
            }

            set
            {
                int at = Find(_keys, key);
                if (_keys[at] == 0)
                {
                    if (value == 0)
                    {
                        return;
                    }

                    if (Count >= _most)
                    {
                        Grow();
                        at = Find(_keys, key);
                    }

                    _keys[at] = key;
                    Count++;
                }

                _values[at] = value;
            }
        }

        public IEnumerable<KeyValuePair<ulong, ulong>> Entries()
        {
            for (int at = 0; at < _keys.Length; at++)
            {
                if (_keys[at] != 0 && _values[at] != 0)
                {
                    yield return new KeyValuePair<ulong, ulong>(_keys[at], _values[at]);
                }
            }
        }

        private static int CapacityFor(long entries) =>
            (int)Math.Min(int.MaxValue / 2, Math.Max(LeastCapacity, (long)(entries / FullestShare) + 1));

        // The place of a key, by the bits behind those of its part, or the free one where it belongs. A key of 0 would be a free
        // place: hashes are never 0.
        private static int Find(ulong[] keys, ulong key)
        {
            int at = (int)(((ulong)(uint)(key >> (32 - PartBits)) * (ulong)keys.Length) >> 32);
            while (keys[at] != 0 && keys[at] != key)
            {
                at = at + 1 == keys.Length ? 0 : at + 1;
            }

            return at;
        }

        private void Grow()
        {
            int capacity = CapacityFor((long)(Count * Growth));
            ulong[] keys = new ulong[capacity];
            ulong[] values = new ulong[capacity];
            for (int from = 0; from < _keys.Length; from++)
            {
                if (_keys[from] != 0 && _values[from] != 0)
                {
                    int at = Find(keys, _keys[from]);
                    keys[at] = _keys[from];
                    values[at] = _values[from];
                }
                else if (_keys[from] != 0)
                {
                    Count--;
                }
            }

            _keys = keys;
            _values = values;
            _most = (int)(capacity * FullestShare);
        }
    }
}
