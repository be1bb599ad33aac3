using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Pacing;

/// <summary>
/// Keeps a number of calls in flight and hands back their results, on the one thread that uses it. Finished calls that wait for an older
/// one are in a queue of their own, so one slow call does not stall the rest. Two records that may be about the same user or account, by
/// all that the records before them said, are never in flight together, so the last of them wins.
/// </summary>
/// <typeparam name="TRecord">What a call is about.</typeparam>
/// <typeparam name="TAnswer">What a call answers.</typeparam>
[SuppressMessage(
    "Design",
    "CA1001",
    Justification = "A stopped run leaves calls that still end after it; neither field holds a system handle unless it was waited on.")]
internal sealed class CallWindow<TRecord, TAnswer>
{
    /// <summary>How many calls may wait, finished, for an older one.</summary>
    private const int MostQueued = 1000;

    /// <summary>The longest single wait, so that progress, warnings and a stop are never late.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private readonly int _throttleLimit;
    private readonly bool _inOrder;
    private readonly Action<FinishedCall<TRecord, TAnswer>> _emit;
    private readonly Action _whileWaiting;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _noFurtherTry = new();

    private readonly IdentityMap _identities;
    private readonly object _lock;

    // Calls that have not begun, and calls to hand back: the latter from when they are sent if in order, else from when they end.
    private readonly Queue<Slot> _waiting = new();
    private readonly Queue<Slot> _handBack = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly WaitCallback _run;
    private int _open;
    private int _inFlight;
    private bool _closed;
    private int _lastWake;

    /// <summary>Creates a window.</summary>
    /// <param name="throttleLimit">The most calls in flight.</param>
    /// <param name="identities">Which identifiers may be one user's by what is known before the first record; learns from each of
    /// them.</param>
    /// <param name="inOrder">True to hand back in the order of sending, false as they end.</param>
    /// <param name="emit">Takes a finished call, on the thread that uses the window.</param>
    /// <param name="whileWaiting">Called on that thread at every wake-up while it waits.</param>
    /// <param name="stop">Ends every call and wait at once.</param>
    public CallWindow(
        int throttleLimit,
        IdentityMap identities,
        bool inOrder,
        Action<FinishedCall<TRecord, TAnswer>> emit,
        Action whileWaiting,
        CancellationToken stop)
    {
        _throttleLimit = throttleLimit;
        _identities = identities;
        _lock = identities.Gate;
        _inOrder = inOrder;
        _emit = emit;
        _whileWaiting = whileWaiting;
        _stop = stop;
        _run = slot => _ = RunAsync((Slot)slot!);
    }

    /// <summary>
    /// How many records may wait for room. A call that ends is then followed by the next one at once, on its own thread: to wake another
    /// thread for every record costs more than all else that is done for it. With 0 a call starts only after the
    /// results that are ready were handed back.
    /// </summary>
    public int MostWaiting { get; init; }

    /// <summary>
    /// True to start no call while as many are not handed back as may be in flight, so that a stop leaves no more unreported than that.
    /// Then a slow call stalls those behind it, if they are handed back in order.
    /// </summary>
    public bool BoundsUnreported { get; init; }

    /// <summary>The first failure after which every further call would fail too; null while there is none.</summary>
    public JournyApiException? RunEnd { get; private set; }

    private bool HasEnded => RunEnd is not null || _closed;

    /// <summary>Takes a call as soon as there is room, to start it in its turn, and hands back what has finished meanwhile.</summary>
    /// <param name="record">What the call is about.</param>
    /// <param name="about">Whom it is about: a call waits for every earlier one that may be about the same.</param>
    /// <param name="call">Makes the call; takes the token that keeps further tries from starting and the one that ends all.</param>
    /// <returns>False if the run has ended or was closed, so that the call was not taken.</returns>
    /// <exception cref="OperationCanceledException">The stop token.</exception>
    public bool Send(
        TRecord record, IReadOnlyList<IdentityKeys> about, Func<CancellationToken, CancellationToken, Task<TAnswer>> call)
    {
        Slot? slot = null;
        while (true)
        {
            _ended.Reset();
            EmitFinished();
            lock (_lock)
            {
                // The stop itself ends calls, which must not look like room for more or like the end of all.
                _stop.ThrowIfCancellationRequested();
                if (HasEnded)
                {
                    return false;
                }

                slot ??= new Slot(record, Note(about), call);
                if (_open < _throttleLimit + (BoundsUnreported ? 0 : MostQueued) && TryTake(slot))
                {
                    return true;
                }
            }

            Wait();
        }
    }

    /// <summary>Learns whom a record is about that has no call, or gets one later.</summary>
    public void Learn(IReadOnlyList<IdentityKeys> about)
    {
        lock (_lock)
        {
            Note(about);
        }
    }

    /// <summary>Starts no further call: those that wait for their turn end unsent, those on their way are still awaited.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            GiveUpWaiting();
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
                if (_open == 0)
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
            if (_handBack.Count == 0 || !_handBack.Peek().HasEnded)
            {
                return null;
            }

            _open--;
            return _handBack.Dequeue();
        }
    }

    private void Wait()
    {
        _ended.Wait(LongestWait, _stop);
        _whileWaiting();
    }

    // Now, and not when the call starts: a record that makes two users one waits for the calls of both, and later records of both wait for
    // it.
    private Subject[] Note(IReadOnlyList<IdentityKeys> about)
    {
        // One call at a time keeps the order by itself.
        if (_throttleLimit == 1 || about.Count == 0)
        {
            return Array.Empty<Subject>();
        }

        Subject[] subjects = new Subject[about.Count];
        for (int index = 0; index < subjects.Length; index++)
        {
            subjects[index] = new Subject(_identities.Note(about[index]), about[index].Naming);
        }

        return subjects;
    }

    private bool TryTake(Slot slot)
    {
        bool canStart = _waiting.Count == 0 && CanStart(slot);
        if (!canStart && _waiting.Count >= MostWaiting)
        {
            return false;
        }

        _open++;
        if (_inOrder)
        {
            _handBack.Enqueue(slot);
        }

        if (canStart)
        {
            Start(slot);
        }
        else
        {
            _waiting.Enqueue(slot);
        }

        return true;
    }

    private bool CanStart(Slot slot)
    {
        bool canStart = _inFlight < _throttleLimit;
        for (int index = 0; canStart && index < slot.About.Length; index++)
        {
            canStart = _identities.IsFree(slot.About[index].Identity, slot.About[index].Naming);
        }

        return canStart;
    }

    private void Start(Slot slot)
    {
        Reserve(slot);

        // On the thread pool, so that to write the body and start the call costs the pipeline's thread nothing. Without the execution
        // context, such as PowerShell's culture: no call depends on it, and each of its many steps would restore it. RunAsync keeps every
        // failure in its slot: the task itself cannot fail.
        ThreadPool.UnsafeQueueUserWorkItem(_run, slot);
    }

    private void Reserve(Slot slot)
    {
        foreach (Subject subject in slot.About)
        {
            _identities.Enter(subject.Identity, subject.Naming);
        }

        _inFlight++;
    }

    private async Task RunAsync(Slot first)
    {
        for (Slot? slot = first; slot is not null;)
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

            slot = End(slot, answer, failure);
        }
    }

    /// <summary>Takes the result of a call, and starts those that have waited for it.</summary>
    /// <returns>The one that follows on this thread; null if there is none.</returns>
    private Slot? End(Slot slot, TAnswer? answer, Exception? failure)
    {
        Slot? next = null;
        bool endsRun;
        bool wakes;
        lock (_lock)
        {
            End(slot, new FinishedCall<TRecord, TAnswer>(slot.Record, answer, failure));
            _inFlight--;
            foreach (Subject subject in slot.About)
            {
                _identities.Leave(subject.Identity);
            }

            endsRun = RunEnd is null && failure is JournyApiException { EndsRun: true };
            if (endsRun)
            {
                RunEnd = ((JournyApiException)failure!).Cause;
                GiveUpWaiting();
            }

            // In the order in which they came: one that cannot start holds back those after it.
            while (_waiting.Count > 0 && !_stop.IsCancellationRequested && CanStart(_waiting.Peek()))
            {
                if (next is null)
                {
                    Reserve(next = _waiting.Dequeue());
                }
                else
                {
                    Start(_waiting.Dequeue());
                }
            }

            // While enough records wait, the sending thread is woken once for several of them.
            int now = Environment.TickCount;
            wakes = _waiting.Count <= MostWaiting / 2 || now != _lastWake;
            _lastWake = wakes ? now : _lastWake;
        }

        if (endsRun)
        {
            _noFurtherTry.Cancel();
        }

        if (wakes)
        {
            _ended.Set();
        }

        return next;
    }

    private void GiveUpWaiting()
    {
        while (_waiting.Count > 0)
        {
            Slot slot = _waiting.Dequeue();
            End(slot, new FinishedCall<TRecord, TAnswer>(slot.Record, default, new OperationCanceledException()));
        }
    }

    private void End(Slot slot, FinishedCall<TRecord, TAnswer> finished)
    {
        slot.End(finished);
        if (!_inOrder)
        {
            _handBack.Enqueue(slot);
        }
    }

    /// <summary>Whom a call is about: an identifier in the map, and what the call may share it with.</summary>
    private readonly record struct Subject(int Identity, ulong Naming);

    private sealed class Slot
    {
        public Slot(TRecord record, Subject[] about, Func<CancellationToken, CancellationToken, Task<TAnswer>> call)
        {
            Record = record;
            About = about;
            Call = call;
        }

        public TRecord Record { get; }

        public Subject[] About { get; }

        public Func<CancellationToken, CancellationToken, Task<TAnswer>> Call { get; }

        public bool HasEnded { get; private set; }

        public FinishedCall<TRecord, TAnswer> Finished { get; private set; }

        public void End(FinishedCall<TRecord, TAnswer> finished)
        {
            Finished = finished;
            HasEnded = true;
        }
    }
}
