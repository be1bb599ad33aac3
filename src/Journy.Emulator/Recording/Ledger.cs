using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Emulator;

/// <summary>Every request that the emulator received, in order of receipt. Safe to read while requests arrive.</summary>
public sealed class Ledger
{
    private readonly Lock _gate = new();

    // All that were received, or null if they are only counted: then those that are still worked on, by their numbers.
    private readonly List<LedgerEntry>? _entries;
    private readonly Dictionary<long, LedgerEntry> _open = [];
    private readonly List<LedgerWaiter> _waiters = [];
    private readonly SortedDictionary<int, int> _statusCounts = [];
    private int _received;
    private int _applied;
    private int _ended;

    internal Ledger(bool keepEntries) => _entries = keepEntries ? [] : null;

    /// <summary>Gets the number of requests received.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _received;
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
                return _received - _ended;
            }
        }
    }

    /// <summary>Gets a value indicating whether the ledger has entries to show; else it only counts.</summary>
    public bool KeepsEntries => _entries is not null;

    private List<LedgerEntry> Entries =>
        _entries ?? throw new InvalidOperationException(
            $"This ledger only counts: {nameof(EmulatorOptions)}.{nameof(EmulatorOptions.KeepEntries)} is off.");

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
    /// <exception cref="InvalidOperationException">The ledger only counts.</exception>
    public IReadOnlyList<LedgerEntry> Snapshot()
    {
        lock (_gate)
        {
            return Entries.ToArray();
        }
    }

    /// <summary>Takes a snapshot of some entries.</summary>
    /// <param name="after">The sequence number before the first entry wanted; 0 starts at the beginning.</param>
    /// <param name="take">The most entries wanted.</param>
    /// <returns>The entries in order of receipt.</returns>
    /// <exception cref="InvalidOperationException">The ledger only counts.</exception>
    public IReadOnlyList<LedgerEntry> Page(long after, int take)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        lock (_gate)
        {
            int start = (int)Math.Min(after, Entries.Count);
            return Entries.GetRange(start, Math.Min(take, Entries.Count - start));
        }
    }

    /// <summary>Waits until so many requests were received.</summary>
    /// <param name="count">The number of requests.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends with the wait.</returns>
    public Task WaitForAsync(int count, CancellationToken cancellationToken)
    {
        LedgerWaiter waiter;
        lock (_gate)
        {
            waiter = Start(new LedgerWaiter(static _ => true, count, _received));
        }

        return WaitForAsync(waiter, cancellationToken);
    }

    /// <summary>Waits until so many entries meet a condition. An entry is looked at again each time it changes.</summary>
    /// <param name="predicate">The condition. It runs while the ledger is locked, so it should be quick.</param>
    /// <param name="count">The number of entries.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends with the wait.</returns>
    /// <exception cref="InvalidOperationException">The ledger only counts.</exception>
    public async Task WaitForAsync(Func<LedgerEntry, bool> predicate, int count, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        LedgerWaiter waiter = new(predicate, count, matching: 0);
        lock (_gate)
        {
            foreach (LedgerEntry entry in Entries)
            {
                waiter.Observe(null, entry);
            }

            Start(waiter);
        }

        await WaitForAsync(waiter, cancellationToken);
    }

    /// <summary>Enters a request and gives it the next sequence number.</summary>
    internal LedgerEntry Receive(LedgerEntry draft)
    {
        lock (_gate)
        {
            LedgerEntry entry = draft with { Sequence = ++_received };
            if (_entries is not null)
            {
                _entries.Add(entry);
            }
            else
            {
                _open.Add(entry.Sequence, entry);
            }

            Announce(null, entry);
            return entry;
        }
    }

    /// <summary>Replaces an entry by what is known about the request now.</summary>
    internal void Revise(LedgerEntry entry)
    {
        lock (_gate)
        {
            LedgerEntry previous = Replace(entry);
            _applied += (entry.Applied ? 1 : 0) - (previous.Applied ? 1 : 0);
            _ended += (entry.IsEnded ? 1 : 0) - (previous.IsEnded ? 1 : 0);
            if (entry.Status is int status && previous.Status is null)
            {
                _statusCounts[status] = _statusCounts.GetValueOrDefault(status) + 1;
            }

            Announce(previous, entry);
        }
    }

    private LedgerEntry Replace(LedgerEntry entry)
    {
        LedgerEntry previous;
        if (_entries is not null)
        {
            int index = (int)(entry.Sequence - 1);
            previous = _entries[index];
            _entries[index] = entry;
            return previous;
        }

        // Nothing is revised after its end.
        previous = _open[entry.Sequence];
        if (entry.IsEnded)
        {
            _open.Remove(entry.Sequence);
        }
        else
        {
            _open[entry.Sequence] = entry;
        }

        return previous;
    }

    private LedgerWaiter Start(LedgerWaiter waiter)
    {
        waiter.CompleteIfMet();
        _waiters.Add(waiter);
        return waiter;
    }

    private async Task WaitForAsync(LedgerWaiter waiter, CancellationToken cancellationToken)
    {
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

    private void Announce(LedgerEntry? previous, LedgerEntry entry)
    {
        foreach (LedgerWaiter waiter in _waiters)
        {
            waiter.Observe(previous, entry);
            waiter.CompleteIfMet();
        }
    }
}
