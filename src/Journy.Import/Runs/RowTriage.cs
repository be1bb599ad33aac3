using System;
using System.Diagnostics.CodeAnalysis;
using Journy.Import.Journaling;
using Journy.Import.Operations;
using Journy.Import.Records;

namespace Journy.Import.Runs;

/// <summary>
/// Decides what becomes of each row of an input: it is invalid, or the journal says whether it is unchanged, unknown, or to be sent.
/// The one way for an import and for its preview, so that the preview tells what the import does.
/// </summary>
internal sealed class RowTriage
{
    private readonly ImportOperation _operation;
    private readonly Journal? _journal;

    // Without a journal: the row that was taken last, until it is told of.
    private ImportedRow? _taken;

    /// <summary>Prepares the triage.</summary>
    /// <param name="operation">What is done with the rows.</param>
    /// <param name="journal">What earlier runs came to; null to send every valid row.</param>
    public RowTriage(ImportOperation operation, Journal? journal)
    {
        _operation = operation;
        _journal = journal;
    }

    /// <summary>Whether a row can be sent.</summary>
    /// <param name="row">The row.</param>
    /// <param name="bind">Reads it; not asked if the row has a problem of its own.</param>
    /// <param name="read">The row, as far as it can be read.</param>
    /// <param name="problem">Why not, if it cannot.</param>
    public bool IsValid(ImportRow row, Func<BoundRecord> bind, out ImportedRow read, [NotNullWhen(false)] out JournyInputException? problem)
    {
        BoundRecord record = row.Problem is null ? bind() : new BoundRecord { Problem = row.Problem };
        read = new ImportedRow(row, record);
        problem = record.Problem ?? _operation.ProblemOf(record);
        if (problem is not null)
        {
            _journal?.Rules.NoteInvalid(row, record);
        }

        return problem is null;
    }

    /// <summary>Takes a valid row.</summary>
    public void Take(ImportedRow row)
    {
        if (_journal is null)
        {
            _taken = row;
        }
        else
        {
            _journal.Rules.Take(row);
        }
    }

    /// <summary>Tells what becomes of a valid row: at once, or when later rows have shown it. To be asked after each row, and in the end,
    /// until it tells nothing.</summary>
    /// <param name="row">The row.</param>
    /// <param name="fate">What becomes of it.</param>
    public bool TryDecide([NotNullWhen(true)] out ImportedRow? row, out RowFate fate)
    {
        if (_journal is not null)
        {
            return _journal.Rules.TryDecide(out row, out fate);
        }

        (row, _taken) = (_taken, null);
        fate = RowFate.Send;
        return row is not null;
    }

    /// <summary>Ends the input: rows need no longer wait for later ones.</summary>
    public void Finish() => _journal?.Rules.Finish();
}
