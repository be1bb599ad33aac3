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
            JournalTable table = new();
            Dictionary<ulong, ulong> model = [];

            // Some keys differ in their low bits alone, so that they want the same place.
            ulong[] keys = [.. Enumerable.Range(0, random.Next(1, 6000)).Select(_ =>
                random.Next(4) == 0 ? 0xFFFFFFFF_00000000 + ((ulong)random.Next(1, 500) << 6) : NewKey(random))];
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
            Assert.Equal(model.Count(entry => entry.Value != 0), table.Count);
        }
    }

    [Fact]
    public void A_table_of_100000_entries_costs_at_most_24_bytes_an_entry_from_first_to_last()
    {
        const int Entries = 100_000;
        JournalTable table = new();
        Random random = new(4711);
        ulong[] keys = [.. Enumerable.Range(0, Entries).Select(_ => NewKey(random)).Distinct()];
        long before = GC.GetAllocatedBytesForCurrentThread();

        foreach (ulong key in keys)
        {
            table[key] = key | 1;
        }

        // Allocated in all: nothing was thrown away on the way.
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 20 * Entries, 24 * Entries);
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
