using System;
using Journy.Import.Journaling;
using Xunit;

namespace Journy.Tests.Import.Journaling;

public sealed class KnownRowsTests
{
    [Fact]
    public void An_identifier_costs_31_bytes_with_what_a_journal_knows()
    {
        const int Identifiers = 200_000;
        Random random = new(4711);
        KnownRows known = new();
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int user = 0; user < Identifiers / 2; user++)
        {
            known.NoteRun(
                known.Accept((ulong)random.NextInt64() << 6, (ulong)random.NextInt64() << 6, (ulong)random.NextInt64() << 6), run: 1);
        }

        // Allocated in all: nothing was thrown away on the way.
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        TestContext.Current.TestOutputHelper!.WriteLine($"{allocated / (double)Identifiers:0.0} bytes an identifier");
        Assert.InRange(allocated, 31 * Identifiers, 32 * Identifiers);
        Assert.Equal((Identifiers, Identifiers / 2), (known.Identities.Count, known.LastCount));
    }
}
