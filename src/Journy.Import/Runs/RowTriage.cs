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
    private readonly Action<ImportedRow, RowFate> _decided;

    /// <summary>Prepares the triage.</summary>
    /// <param name="operation">What is done with the rows.</param>
    /// <param name="journal">What earlier runs came to; null to send every valid row.</param>
    /// <param name="decided">Told what becomes of each valid row: at once, or when later rows have shown it.</param>
    public RowTriage(ImportOperation operation, Journal? journal, Action<ImportedRow, RowFate> decided)
    {
        _operation = operation;
        _journal = journal;
        _decided = decided;
        if (journal is not null)
        {
            journal.Rules.Decided = decided;
        }
    }

    /// <summary>Whether a row can be sent.</summary>
    /// <param name="row">The row.</param>
    /// <param name="bind">Reads it; not asked if the row has a problem of its own.</param>
    /// <param name="valid">The row, if it can.</param>
    /// <param name="problem">Why not, if it cannot.</param>
    public bool IsValid(
        ImportRow row, Func<BoundRecord> bind, [NotNullWhen(true)] out ImportedRow? valid, [NotNullWhen(false)] out JournyInputException? problem)
    {
        valid = null;
        problem = row.Problem;
        if (problem is not null)
        {
            _journal?.Rules.NoteInvalid(row, new BoundRecord());
            return false;
        }

        BoundRecord record = bind();
        problem = record.Problem ?? _operation.ProblemOf(record);
        if (problem is not null)
        {
            _journal?.Rules.NoteInvalid(row, record);
            return false;
        }

        valid = new ImportedRow(row, record);
        return true;
    }

    /// <summary>Decides about a valid row.</summary>
    public void Decide(ImportedRow row)
    {
        if (_journal is null)
        {
            _decided(row, RowFate.Send);
        }
        else
        {
            _journal.Rules.Take(row);
        }
    }

    /// <summary>Decides about the rows that waited for later ones.</summary>
    public void Finish() => _journal?.Rules.Finish();
}
