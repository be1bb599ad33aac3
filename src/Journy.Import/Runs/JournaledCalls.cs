using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Import.Journaling;
using Journy.Import.Operations;
using Journy.Import.Records;

namespace Journy.Import.Runs;

/// <summary>Makes the calls of a run, and has the journal account for each: before it goes out, and once it has ended.</summary>
internal sealed class JournaledCalls
{
    private readonly ImportOperation _operation;
    private readonly JournyClient _client;
    private readonly Journal? _journal;

    /// <summary>Prepares the calls.</summary>
    public JournaledCalls(ImportRunOptions options)
    {
        _operation = options.Operation;
        _client = options.Client;
        _journal = options.Journal;
    }

    /// <summary>Makes a call.</summary>
    /// <param name="rows">The rows that it sends.</param>
    /// <param name="noFurtherTry">Ends tries.</param>
    /// <param name="stop">Ends the call.</param>
    /// <exception cref="JournyApiException">journy.io did not take the rows, or nobody knows whether it did.</exception>
    /// <exception cref="JournyInputException">The journal cannot be written, so that the call did not go out.</exception>
    public Task<RecordAnswer> SendAsync(IReadOnlyList<ImportedRow> rows, CancellationToken noFurtherTry, CancellationToken stop) =>
        _journal is null
            ? _operation.SendAsync(_client, rows, null, noFurtherTry, stop)
            : SendAsync(_journal, rows, noFurtherTry, stop);

    private async Task<RecordAnswer> SendAsync(
        Journal journal, IReadOnlyList<ImportedRow> rows, CancellationToken noFurtherTry, CancellationToken stop)
    {
        RowEnd end = RowEnd.Uncertain;
        try
        {
            // A call that waited for room in the window until a line could not be written: its own line could not be, either.
            if (journal.Problem is { } problem)
            {
                throw problem;
            }

            RecordAnswer answer = await _operation.SendAsync(_client, rows, () => Begin(rows), noFurtherTry, stop).ConfigureAwait(false);
            end = answer.Rejected.Count == 0 ? RowEnd.Accepted : RowEnd.Partial;
            return answer;
        }
        catch (JournyApiException failure)
        {
            end = failure.Reason == JournyReason.OutcomeUnknown ? RowEnd.Uncertain : RowEnd.Refused;
            throw;
        }
        catch (JournyInputException)
        {
            // The journal could not be written, so that the call did not go out.
            end = RowEnd.Refused;
            throw;
        }
        finally
        {
            // Here, and not where the answer is counted: whatever ends the process, no more is unsaid than is on its way.
            End(rows, end);
        }
    }

    private void Begin(IReadOnlyList<ImportedRow> rows)
    {
        for (int index = 0; index < rows.Count; index++)
        {
            _journal!.Rules.Begin(rows[index]);
        }
    }

    private void End(IReadOnlyList<ImportedRow> rows, RowEnd end)
    {
        try
        {
            for (int index = 0; index < rows.Count; index++)
            {
                _journal!.Rules.End(rows[index], end);
            }
        }
        catch (JournyInputException)
        {
            // What became of the rows stands all the same; the journal's problem ends the run.
        }
    }
}
