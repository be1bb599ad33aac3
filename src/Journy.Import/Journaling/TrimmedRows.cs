using Journy.Import.Records;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>Rows with white space around their identifiers, which earlier versions sent as they are written.</summary>
internal sealed class TrimmedRows
{
    private readonly KnownRows _known;
    private readonly HeldSequences _held;

    public TrimmedRows(KnownRows known, HeldSequences held)
    {
        _known = known;
        _held = held;
    }

    private IdentityMap Identities => _known.Identities;

    /// <summary>Whether a row was accepted as it is written, and nothing else is known of whom it names: then it is still what journy.io
    /// has.</summary>
    /// <param name="row">The row.</param>
    /// <param name="head">Whom its first identifier names.</param>
    /// <param name="other">Whom its second one names.</param>
    /// <param name="hash">What rows are known by.</param>
    public bool IsKnown(ImportedRow row, int head, int other, RecordHash hash)
    {
        JournyIdentity written = (JournyIdentity?)row.Record.WrittenUser ?? row.Record.WrittenAccount!;
        (ulong first, ulong second) = hash.KeysOf(written);
        int known = Identities.Find(first);
        return known != 0
            && (second == 0 || Identities.Find(second) == known)
            && _known.LastOf(known) == hash.ContentOf(row.Record, written)
            && (_known.MarksOf(known) & RowMarks.WasSent) == 0
            && _held.Of(known) is null
            && IsUnknownBeside(head, known)
            && IsUnknownBeside(other, known);
    }

    private bool IsUnknownBeside(int head, int known) =>
        head == 0 || head == known || (_known.LastOf(head) == 0 && (_known.MarksOf(head) & RowMarks.WasSent) == 0);
}
