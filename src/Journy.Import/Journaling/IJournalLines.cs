namespace Journy.Import.Journaling;

/// <summary>Where rules write down what they must still know after whatever ends the process.</summary>
internal interface IJournalLines
{
    /// <summary>Writes a line, and those noted before it; they outlast the process when this returns.</summary>
    /// <exception cref="JournyInputException">It could not be written.</exception>
    void Append(JournalOp op, ulong first, ulong second, ulong content);

    /// <summary>Notes a line, to be written with others: by the next <see cref="Append"/>, or by <see cref="Flush"/>.</summary>
    /// <returns>What <see cref="Flush"/> knows it by; never 0.</returns>
    long Note(JournalOp op, ulong first, ulong second);

    /// <summary>Writes what was noted up to a line, unless it is written already.</summary>
    /// <exception cref="JournyInputException">It could not be written.</exception>
    void Flush(long noted);
}
