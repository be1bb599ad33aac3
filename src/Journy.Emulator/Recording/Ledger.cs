using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Emulator;

/// <summary>Every request that the emulator received, in order of receipt. Safe to read while requests arrive.</summary>
public sealed class Ledger
{
    private readonly Lock _gate = new();
    private readonly List<LedgerEntry> _entries = [];
    private readonly List<LedgerWaiter> _waiters = [];
    private readonly SortedDictionary<int, int> _statusCounts = [];
    private int _applied;
    private int _ended;

    internal Ledger()
    {
    }

    /// <summary>Gets the number of requests received.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Gets the number of requests that changed the state.</summary>
    public int AppliedCount
    {
        get
        {
            lock (_gate)
            {
                return _applied;
            }
        }
    }

    /// <summary>Gets the number of requests that the emulator still works on.</summary>
    public int InFlightCount
    {
        get
        {
            lock (_gate)
            {
                return _entries.Count - _ended;
            }
        }
    }

    /// <summary>Counts the answers by their status.</summary>
    /// <returns>A snapshot, by ascending status.</returns>
    public IReadOnlyDictionary<int, int> CountByStatus()
    {
        lock (_gate)
        {
            return new SortedDictionary<int, int>(_statusCounts);
        }
    }

    /// <summary>Takes a snapshot of all entries.</summary>
    /// <returns>The entries in order of receipt.</returns>
    public IReadOnlyList<LedgerEntry> Snapshot()
    {
        lock (_gate)
        {
            return _entries.ToArray();
        }
    }

    /// <summary>Takes a snapshot of some entries.</summary>
    /// <param name="after">The sequence number before the first entry wanted; 0 starts at the beginning.</param>
    /// <param name="take">The most entries wanted.</param>
    /// <returns>The entries in order of receipt.</returns>
    public IReadOnlyList<LedgerEntry> Page(long after, int take)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        lock (_gate)
        {
            int start = (int)Math.Min(after, _entries.Count);
            return _entries.GetRange(start, Math.Min(take, _entries.Count - start));
        }
    }

    /// <summary>Waits until so many requests were received.</summary>
    /// <param name="count">The number of requests.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends with the wait.</returns>
    public Task WaitForAsync(int count, CancellationToken cancellationToken) =>
        WaitForAsync(static _ => true, count, cancellationToken);

    /// <summary>Waits until so many entries meet a condition. An entry is looked at again each time it changes.</summary>
    /// <param name="predicate">The condition. It runs while the ledger is locked, so it should be quick.</param>
    /// <param name="count">The number of entries.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends with the wait.</returns>
    public async Task WaitForAsync(Func<LedgerEntry, bool> predicate, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        LedgerWaiter waiter = new(predicate, count);
        lock (_gate)
        {
            foreach (LedgerEntry entry in _entries)
            {
                waiter.Observe(null, entry);
            }

            waiter.CompleteIfMet();
            _waiters.Add(waiter);
        }

        try
        {
            await waiter.Completion.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_gate)
            {
                _waiters.Remove(waiter);
            }
        }
    }

    /// <summary>Enters a request and gives it the next sequence number.</summary>
    internal LedgerEntry Receive(LedgerEntry draft)
    {
        lock (_gate)
        {
            LedgerEntry entry = draft with { Sequence = _entries.Count + 1 };
            _entries.Add(entry);
            Announce(null, entry);
            return entry;
        }
    }

    /// <summary>Replaces an entry by what is known about the request now.</summary>
    internal void Revise(LedgerEntry entry)
    {
        lock (_gate)
        {
            int index = (int)(entry.Sequence - 1);
            LedgerEntry previous = _entries[index];
            _entries[index] = entry;
            _applied += (entry.Applied ? 1 : 0) - (previous.Applied ? 1 : 0);
            _ended += (entry.IsEnded ? 1 : 0) - (previous.IsEnded ? 1 : 0);
            if (entry.Status is int status && previous.Status is null)
            {
                _statusCounts[status] = _statusCounts.GetValueOrDefault(status) + 1;
            }

            Announce(previous, entry);
        }
    }

    private void Announce(LedgerEntry? previous, LedgerEntry entry)
    {
        foreach (LedgerWaiter waiter in _waiters)
        {
            waiter.Observe(previous, entry);
            waiter.CompleteIfMet();
        }
    }
}
