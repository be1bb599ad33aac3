using System.Collections.Generic;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// A map from the hash of an identity to what is known of it, at 22 bytes an entry: a journal of a million rows must cost less
/// than 100 MB.
/// </summary>
internal sealed class JournalTable
{
    private readonly KeyIndex _keys = new();
    private readonly BlockList<ulong> _values = new();

    /// <summary>How many keys have a value other than 0.</summary>
    public int Count { get; private set; }

    /// <summary>The value of a key; 0 where nothing is known.</summary>
    public ulong this[ulong key]
    {
        get
        {
            int number = _keys.Find(key);
            return number == 0 ? 0 : _values[number];
        }

        set
        {
            int number = _keys.Find(key);
            if (number == 0)
            {
                if (value == 0)
                {
                    return;
                }

                number = _keys.Add(key);
                _values.Reserve(number);
            }

            Count += (value == 0 ? 0 : 1) - (_values[number] == 0 ? 0 : 1);
            _values[number] = value;
        }
    }

    /// <summary>Prepares for looking up some keys next.</summary>
    public void Prefetch(ulong[] keys) => _keys.Prefetch(keys);

    /// <summary>The number of a key that has or had a value, from 1; 0 if it never had one.</summary>
    public int NumberOf(ulong key) => _keys.Find(key);

    /// <summary>The value of a number.</summary>
    public ulong ValueOf(int number) => _values[number];

    /// <summary>Every key with a value other than 0.</summary>
    public IEnumerable<KeyValuePair<ulong, ulong>> Entries()
    {
        for (int number = 1; number <= _keys.Count; number++)
        {
            if (_values[number] != 0)
            {
                yield return new KeyValuePair<ulong, ulong>(_keys.KeyOf(number), _values[number]);
            }
        }
    }
}
