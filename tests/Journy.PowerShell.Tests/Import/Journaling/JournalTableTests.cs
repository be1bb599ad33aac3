using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Journaling;
using Xunit;

namespace Journy.Tests.Import.Journaling;

/// <summary>The journal's table is a dictionary in which 0 stands for nothing.</summary>
public sealed class JournalTableTests
{
    [Fact]
    public void A_table_does_what_a_dictionary_does()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 20; round++)
        {
            JournalTable table = new(random.Next(3) * 1000);
            Dictionary<ulong, ulong> model = [];

            // Some keys differ in their low bits alone, so that they want the same place.
            ulong[] keys = [.. Enumerable.Range(0, random.Next(1, 6000)).Select(_ =>
                random.Next(4) == 0 ? 0xFFFFFFFF_00000000 + (ulong)random.Next(1, 500) : NewKey(random))];
            for (int step = 0; step < 12_000; step++)
            {
                ulong key = keys[random.Next(keys.Length)];
                ulong value = random.Next(5) == 0 ? 0 : (ulong)random.NextInt64();
                switch (random.Next(200))
                {
                    case < 120:
                        table[key] = value;
                        model[key] = value;
                        if (value == 0)
                        {
                            model.Remove(key);
                        }

                        break;
                    default:
                        Assert.Equal(model.GetValueOrDefault(key), table[key]);
                        break;
                }
            }

            Assert.All(keys, key => Assert.Equal(model.GetValueOrDefault(key), table[key]));
            Assert.Equal(
                model.Where(entry => entry.Value != 0).OrderBy(entry => entry.Key),
                table.Entries().OrderBy(entry => entry.Key));
            Assert.InRange(table.Count, model.Count(entry => entry.Value != 0), keys.Distinct().Count());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void A_table_grows_with_its_entries_whatever_was_foretold(int foretold)
    {
        const int Entries = 100_000;
        JournalTable table = new(foretold);
        Random random = new(4711);
        ulong[] keys = [.. Enumerable.Range(0, Entries).Select(_ => NewKey(random)).Distinct()];
        long before = GC.GetAllocatedBytesForCurrentThread();

        foreach (ulong key in keys)
        {
            table[key] = key | 1;
        }

        // A table of the right size from the start allocates nothing more.
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(foretold == 0 ? allocated > 0 : allocated < 1000, $"{allocated} bytes");
        Assert.Equal(keys.Length, table.Count);
        Assert.All(keys, key => Assert.Equal(key | 1, table[key]));
        Assert.Equal(0UL, table[keys.Max() + 1]);
    }

    private static ulong NewKey(Random random)
    {
        byte[] bytes = new byte[8];
        random.NextBytes(bytes);
        return Math.Max(1, BitConverter.ToUInt64(bytes));
    }
}
