using System.IO;
using Journy.Import.Journaling;

namespace Journy.Tests.Import.Journaling;

/// <summary>A journal on a full disk.</summary>
internal sealed class FullLines : IJournalLines
{
    public void Append(JournalOp op, ulong first, ulong second, ulong content) => throw Full();

    public long Note(JournalOp op, ulong first, ulong second) => 1;

    public void Flush(long noted) => throw Full();

    private static JournyInputException Full() =>
        JournalProblems.NotWritable("users.csv.journy", new IOException("No space left on device"));
}
