using System;
using System.Threading.Tasks;

namespace Journy.Emulator;

/// <summary>One wait on the ledger. It counts along with the changes, so that a wait in a long run stays cheap.</summary>
/// <param name="predicate">What an entry must meet.</param>
/// <param name="needed">How many entries must.</param>
/// <param name="matching">How many do that are not going to be observed.</param>
internal sealed class LedgerWaiter(Func<LedgerEntry, bool> predicate, int needed, int matching)
{
    // Continuations run elsewhere: the waiter is completed while the ledger is locked.
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _matching = matching;

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
