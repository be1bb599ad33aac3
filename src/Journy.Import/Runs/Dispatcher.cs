using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Journy.Import.Journaling;
using Journy.Import.Operations;
using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Runs;

/// <summary>
/// Sends rows: alone, or gathered by account, as many calls at a time as there is room for; halves calls that are refused; and waits
/// for all of them in the end. The one way for the records of a pipe and the rows of an import.
/// </summary>
/// <typeparam name="TRow">A row.</typeparam>
internal sealed class Dispatcher<TRow>
    where TRow : PendingRecord
{
    private readonly CallWindow<IReadOnlyList<TRow>, RecordAnswer> _window;
    private readonly AccountGroups<TRow>? _groups;
    private readonly Operation _operation;
    private readonly RecordHash _hash;
    private readonly Func<IReadOnlyList<TRow>, CancellationToken, CancellationToken, Task<RecordAnswer>> _call;
    private readonly Action<IReadOnlyList<TRow>> _notSent;

    /// <summary>Prepares to send.</summary>
    /// <param name="operation">What is done with the rows.</param>
    /// <param name="hash">What identifiers are told apart by.</param>
    /// <param name="window">The calls in flight, which tells its maker of each that has ended.</param>
    /// <param name="call">Makes a call.</param>
    /// <param name="notSent">Told of rows that are not sent, since the run has ended.</param>
    public Dispatcher(
        Operation operation,
        RecordHash hash,
        CallWindow<IReadOnlyList<TRow>, RecordAnswer> window,
        Func<IReadOnlyList<TRow>, CancellationToken, CancellationToken, Task<RecordAnswer>> call,
        Action<IReadOnlyList<TRow>> notSent)
    {
        _operation = operation;
        _hash = hash;
        _window = window;
        _groups = operation.GroupsByAccount ? new AccountGroups<TRow>() : null;
        _call = call;
        _notSent = notSent;
    }

    /// <summary>True once no further call may start.</summary>
    public Func<bool> IsEnding { get; init; } = () => false;

    /// <summary>Takes a row; waits while there is no room for its call.</summary>
    /// <exception cref="OperationCanceledException">The window's stop token.</exception>
    public void Take(TRow row)
    {
        if (_groups is null)
        {
            Send(new[] { row });
            return;
        }

        Learn(row);
        _groups.Add(row);
        SendReady();
    }

    /// <summary>Learns whom a row is about that is not sent, since it is known or cannot be, or whose call comes after those of later
    /// rows.</summary>
    public void Learn(TRow row) => _window.Learn(_operation.KeysOf(new[] { row }, _hash));

    /// <summary>Takes back a call whose refusal may be the fault of some of its rows only.</summary>
    /// <returns>False if the refusal stands for every row of the call.</returns>
    public bool TrySplit(IReadOnlyList<TRow> rows, JournyApiException failure) => _groups is not null && _groups.TrySplit(rows, failure);

    /// <summary>Every row that was gathered and not sent.</summary>
    public IReadOnlyList<TRow> TakeRest() => _groups?.TakeRest() ?? Array.Empty<TRow>();

    /// <summary>Sends what was gathered, and waits for every call.</summary>
    /// <exception cref="OperationCanceledException">The window's stop token.</exception>
    public void Finish()
    {
        _groups?.Close();
        SendReady();

        // A half of a refused call may be refused in its turn.
        for (_window.Drain(); _groups is { HasReady: true }; _window.Drain())
        {
            SendReady();
        }
    }

    private void SendReady()
    {
        while (_groups is { HasReady: true })
        {
            Send(_groups.TakeReady());
        }
    }

    private void Send(IReadOnlyList<TRow> rows)
    {
        if (IsEnding() || !_window.Send(rows, _operation.KeysOf(rows, _hash), (noFurtherTry, stop) => _call(rows, noFurtherTry, stop)))
        {
            _notSent(rows);
        }
    }
}
