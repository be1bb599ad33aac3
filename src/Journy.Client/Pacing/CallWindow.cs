using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using Journy.Results;

namespace Journy.Pacing;

/// <summary>
/// Keeps a number of calls in flight and hands back what they came to, on the one thread that uses it. Finished calls that wait
/// for an older one stand in a queue of their own, so that one slow call does not stall the rest; two records that share a key
/// are never in flight together, so that the last of them wins.
/// </summary>
/// <typeparam name="TRecord">What a call is about.</typeparam>
/// <typeparam name="TAnswer">What a call answers.</typeparam>
[SuppressMessage("Design", "CA1001", Justification = "A stopped run leaves calls that still end after it; none of the two holds a system handle unless it was waited on.")]
internal sealed class CallWindow<TRecord, TAnswer>
{
    /// <summary>How many calls may wait, finished, for an older one.</summary>
    private const int MostQueued = 1000;

    /// <summary>Waits end this often at the latest, so that progress, warnings and a stop are never late.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private readonly int _throttleLimit;
    private readonly bool _inOrder;
    private readonly Action<FinishedCall<TRecord, TAnswer>> _emit;
    private readonly Action _whileWaiting;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _noFurtherTry = new();

    private readonly object _lock = new();
    private readonly HashSet<string> _busy = new(StringComparer.Ordinal);
    private readonly LinkedList<Slot> _slots = new();
    private readonly Queue<Slot> _done = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly WaitCallback _run;
    private int _inFlight;
    private bool _closed;

    /// <summary>Creates a window.</summary>
    /// <param name="throttleLimit">The most calls in flight.</param>
    /// <param name="inOrder">True to hand back in the order of sending, false as they end.</param>
    /// <param name="emit">Takes a finished call, on the thread that uses the window.</param>
    /// <param name="whileWaiting">Called on that thread at every wake-up while it waits.</param>
    /// <param name="stop">Ends every call and wait at once.</param>
    public CallWindow(
        int throttleLimit,
        bool inOrder,
        Action<FinishedCall<TRecord, TAnswer>> emit,
        Action whileWaiting,
        CancellationToken stop)
    {
        _throttleLimit = throttleLimit;
        _inOrder = inOrder;
        _emit = emit;
        _whileWaiting = whileWaiting;
        _stop = stop;
        _run = slot => _ = RunAsync((Slot)slot!);
    }

    /// <summary>The first failure after which every further call would fail too; null while there is none.</summary>
    public JournyApiException? RunEnd { get; private set; }

    /// <summary>Starts a call as soon as there is room, and hands back what has finished meanwhile.</summary>
    /// <param name="record">What the call is about.</param>
    /// <param name="keys">Whom it is about: a call waits for an earlier one that shares a key.</param>
    /// <param name="call">Makes the call; takes the token that keeps further tries from starting and the one that ends all.</param>
    /// <returns>False where the run has ended, or was closed, and the call was not started.</returns>
    /// <exception cref="OperationCanceledException">The stop token.</exception>
    public bool Send(
        TRecord record, IReadOnlyList<string> keys, Func<CancellationToken, CancellationToken, Task<TAnswer>> call)
    {
        while (true)
        {
            _ended.Reset();
            EmitFinished();
            lock (_lock)
            {
                // The stop itself ends calls, which must not look like room for more or like the end of all.
                _stop.ThrowIfCancellationRequested();
                if (RunEnd is not null || _closed)
                {
                    return false;
                }

                if (_inFlight < _throttleLimit && _slots.Count < _throttleLimit + MostQueued && !IsBusy(keys))
                {
                    Start(record, keys, call);
                    return true;
                }
            }

            Wait();
        }
    }

    /// <summary>Starts no further call: those that wait for their turn end unsent, those on their way are still awaited.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
        }

        _noFurtherTry.Cancel();
    }

    /// <summary>Waits until every call has ended, and hands them back.</summary>
    /// <exception cref="OperationCanceledException">The stop token.</exception>
    public void Drain()
    {
        while (true)
        {
            _ended.Reset();
            EmitFinished();
            lock (_lock)
            {
                // The stop itself ends calls, which must not look like room for more or like the end of all.
                _stop.ThrowIfCancellationRequested();
                if (_slots.Count == 0)
                {
                    return;
                }
            }

            Wait();
        }
    }

    /// <summary>Hands back what has finished, without waiting.</summary>
    public void EmitFinished()
    {
        while (TakeFinished() is { } slot)
        {
            _emit(slot.Finished);
        }
    }

    private Slot? TakeFinished()
    {
        lock (_lock)
        {
            if (_inOrder)
            {
                if (_slots.First is not { Value.HasEnded: true } first)
                {
                    return null;
                }

                _slots.RemoveFirst();
                return first.Value;
            }

            if (_done.Count == 0)
            {
                return null;
            }

            Slot slot = _done.Dequeue();
            _slots.Remove(slot.Node!);
            return slot;
        }
    }

    private void Wait()
    {
        _ended.Wait(LongestWait, _stop);
        _whileWaiting();
    }

    private bool IsBusy(IReadOnlyList<string> keys)
    {
        foreach (string key in keys)
        {
            if (_busy.Contains(key))
            {
                return true;
            }
        }

        return false;
    }

    private void Start(TRecord record, IReadOnlyList<string> keys, Func<CancellationToken, CancellationToken, Task<TAnswer>> call)
    {
        foreach (string key in keys)
        {
            _busy.Add(key);
        }

        _inFlight++;
        Slot slot = new(record, keys, call);
        slot.Node = _slots.AddLast(slot);

        // On the thread pool, so that writing the body and starting the call cost the pipeline's thread nothing. RunAsync keeps
        // every failure in its slot: the task itself cannot fail.
        ThreadPool.QueueUserWorkItem(_run, slot);
    }

    private async Task RunAsync(Slot slot)
    {
        TAnswer? answer = default;
        Exception? failure = null;
        try
        {
            answer = await slot.Call(_noFurtherTry.Token, _stop).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Kept in the slot and handed back on the pipeline's thread, whatever it is.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        bool endsRun;
        lock (_lock)
        {
            slot.End(answer, failure);
            _inFlight--;
            foreach (string key in slot.Keys)
            {
                _busy.Remove(key);
            }

            if (!_inOrder)
            {
                _done.Enqueue(slot);
            }

            endsRun = RunEnd is null && failure is JournyApiException { EndsRun: true };
            if (endsRun)
            {
                RunEnd = (JournyApiException)failure!;
            }
        }

        if (endsRun)
        {
            _noFurtherTry.Cancel();
        }

        _ended.Set();
    }

    private sealed class Slot
    {
        private TAnswer? _answer;
        private Exception? _failure;

        public Slot(TRecord record, IReadOnlyList<string> keys, Func<CancellationToken, CancellationToken, Task<TAnswer>> call)
        {
            Record = record;
            Keys = keys;
            Call = call;
        }

        public Func<CancellationToken, CancellationToken, Task<TAnswer>> Call { get; }

        public TRecord Record { get; }

        public IReadOnlyList<string> Keys { get; }

        public LinkedListNode<Slot>? Node { get; set; }

        public bool HasEnded { get; private set; }

        public FinishedCall<TRecord, TAnswer> Finished => new(Record, _answer, _failure);

        public void End(TAnswer? answer, Exception? failure)
        {
            _answer = answer;
            _failure = failure;
            HasEnded = true;
        }
    }
}
