using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Journy.Pacing;

/// <summary>
/// Which identifiers may belong to one user or account: all that were ever named together, directly or through others (a union-find over
/// their hashes). Also which of these sets have a call in flight. An identifier costs 18 bytes. Two identifiers with the same hash are one
/// here, so their calls wait for each other; nothing else changes.
/// </summary>
/// <remarks>Not safe for several threads: a caller holds <see cref="Gate"/>.</remarks>
internal sealed class IdentityMap
{
    private readonly KeyIndex _keys = new();

    // The next identifier on the way to the head of the set; for the head itself, the negated size of the set.
    private readonly BlockList<int> _leads = new();
    private readonly Dictionary<int, Calls> _inFlight = new();

    /// <summary>Held while the map is used.</summary>
    public object Gate { get; } = new();

    /// <summary>How many identifiers there are; they are numbered from 1.</summary>
    public int Count => _keys.Count;

    /// <summary>How many sets they form.</summary>
    public int SetCount { get; private set; }

    /// <summary>Prepares for so many identifiers, before there is any.</summary>
    public void Expect(int count) => _keys.Expect(count);

    /// <summary>Prepares for looking up some hashes next.</summary>
    public void Prefetch(ulong[] keys) => _keys.Prefetch(keys);

    /// <summary>The hash of an identifier.</summary>
    public ulong KeyOf(int number) => _keys.KeyOf(number);

    /// <summary>The number of an identifier; a new one if it was never named.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public int Add(ulong key)
    {
        int number = _keys.Find(key);
        if (number == 0)
        {
            number = _keys.Add(key);
            _leads.Reserve(number);
            _leads[number] = -1;
            SetCount++;
        }

        return number;
    }

    /// <summary>The head of a hash's set; 0 if it was never named.</summary>
    public int Find(ulong key)
    {
        int number = _keys.Find(key);
        return number == 0 ? 0 : HeadOf(number);
    }

    /// <summary>The number of a hash, with a guess that is tried first; 0 if it was never named.</summary>
    public int NumberOf(ulong key, int likely) =>
        likely > 0 && likely <= _keys.Count && _keys.KeyOf(likely) == key ? likely : _keys.Find(key);

    /// <summary>The head of an identifier's set.</summary>
    [MethodImpl(Optimization.AtOnce)]
    public int HeadOf(int number)
    {
        while (_leads[number] > 0)
        {
            int next = _leads[number];
            if (_leads[next] > 0)
            {
                _leads[number] = _leads[next];
            }

            number = next;
        }

        return number;
    }

    /// <summary>How many identifiers a set has.</summary>
    public int SizeOf(int head) => -_leads[head];

    /// <summary>Makes two sets one.</summary>
    /// <param name="head">The head of the first set.</param>
    /// <param name="other">The head of the second one; not the same.</param>
    /// <returns>The head of both from now on: one of the two.</returns>
    [MethodImpl(Optimization.AtOnce)]
    public int Unite(int head, int other)
    {
        if (_leads[other] < _leads[head])
        {
            (head, other) = (other, head);
        }

        _leads[head] += _leads[other];
        _leads[other] = head;
        SetCount--;
        if (_inFlight.TryGetValue(other, out Calls calls))
        {
            _inFlight.Remove(other);
            _inFlight[head] = _inFlight.TryGetValue(head, out Calls others)
                ? new Calls(calls.Count + others.Count, calls.Naming == others.Naming ? calls.Naming : 0)
                : calls;
        }

        return head;
    }

    /// <summary>Takes note of whom a call is about: from now on its identifiers are one user's.</summary>
    /// <returns>One of them.</returns>
    public int Note(IdentityKeys keys)
    {
        int number = Add(keys.First);
        if (keys.Second != 0)
        {
            int head = HeadOf(number);
            int other = HeadOf(Add(keys.Second));
            if (head != other)
            {
                Unite(head, other);
            }
        }

        return number;
    }

    /// <summary>Whether a call about an identifier may start: no other call about its set is in flight, or it may share with those that
    /// are.</summary>
    public bool IsFree(int number, ulong naming) =>
        _inFlight.Count == 0
        || !_inFlight.TryGetValue(HeadOf(number), out Calls calls)
        || (naming != 0 && naming == calls.Naming);

    /// <summary>A call about an identifier starts.</summary>
    public void Enter(int number, ulong naming)
    {
        int head = HeadOf(number);
        _inFlight[head] = _inFlight.TryGetValue(head, out Calls calls)
            ? new Calls(calls.Count + 1, calls.Naming == naming ? naming : 0)
            : new Calls(1, naming);
    }

    /// <summary>A call about an identifier has ended.</summary>
    public void Leave(int number)
    {
        int head = HeadOf(number);
        Calls calls = _inFlight[head];
        if (calls.Count == 1)
        {
            _inFlight.Remove(head);
        }
        else
        {
            _inFlight[head] = calls with { Count = calls.Count - 1 };
        }
    }

    /// <summary>The calls in flight of a set, and what they have in common; 0 if nothing.</summary>
    private readonly record struct Calls(int Count, ulong Naming);
}
