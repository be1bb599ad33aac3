using System;
using System.Threading.Tasks;

namespace Journy.Emulator;

/// <summary>One wait on the ledger. It counts along with the changes, so that a wait in a long run stays cheap.</summary>
internal sealed class LedgerWaiter(Func<LedgerEntry, bool> predicate, int needed)
{
    // Continuations run elsewhere: the waiter is completed while the ledger is locked.
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _matching;

    internal Task Completion => _completion.Task;

    internal void Observe(LedgerEntry? previous, LedgerEntry entry)
    {
        try
        {
            if (previous is not null && predicate(previous))
            {
                _matching--;
            }

            if (predicate(entry))
            {
                _matching++;
            }
        }
        catch (Exception exception)
        {
            // The fault is the waiting caller's, not that of the request which happens to be recorded.
            _completion.TrySetException(exception);
        }
    }

    internal void CompleteIfMet()
    {
        if (_matching >= needed)
        {
            _completion.TrySetResult();
        }
    }
}
