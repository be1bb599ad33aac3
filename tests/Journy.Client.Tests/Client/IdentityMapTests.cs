using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Pacing;
using Xunit;

namespace Journy.Tests.Client;

/// <summary>Which identifiers may be one user's, and which of them have a call in flight.</summary>
public sealed class IdentityMapTests
{
    [Fact]
    public void Sets_are_what_was_ever_named_together_and_busy_while_a_call_of_any_of_them_is_in_flight()
    {
        int seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 200; round++)
        {
            IdentityMap map = new();
            map.Expect(random.Next(80));
            List<HashSet<ulong>> sets = [];
            List<(ulong Key, int Number, ulong Naming)> inFlight = [];
            for (int step = 0; step < 200; step++)
            {
                // Few identifiers, some of which differ in the lowest bits alone.
                IdentityKeys keys = new(NewKey(), random.Next(2) == 0 ? 0 : NewKey(), IsShared: random.Next(3) == 0);
                int number = map.Note(keys);
                HashSet<ulong> set = [keys.First];
                set.UnionWith(keys.Second == 0 ? [] : [keys.Second]);
                foreach (HashSet<ulong> known in sets.Where(known => known.Overlaps(set)).ToList())
                {
                    sets.Remove(known);
                    set.UnionWith(known);
                }

                sets.Add(set);
                Assert.Equal((sets.Count, sets.Sum(known => known.Count)), (map.SetCount, map.Count));
                Assert.Equal(set.Count, map.SizeOf(map.Find(keys.First)));
                Assert.All(set, key => Assert.Equal(map.HeadOf(number), map.Find(key)));
                List<ulong> namings = [.. inFlight.Where(call => set.Contains(call.Key)).Select(call => call.Naming)];
                bool isFree = map.IsFree(number, keys.Naming);
                Assert.True(
                    !isFree || namings.TrueForAll(naming => naming == keys.Naming && naming != 0),
                    "A call would meet one that it must not meet.");
                Assert.True(isFree || namings.Count > 0, "A call would wait for nothing.");
                if (isFree)
                {
                    map.Enter(number, keys.Naming);
                    inFlight.Add((keys.First, number, keys.Naming));
                }

                if (inFlight.Count > 0 && random.Next(2) == 0)
                {
                    int at = random.Next(inFlight.Count);
                    map.Leave(inFlight[at].Number);
                    inFlight.RemoveAt(at);
                }
            }
        }

        ulong NewKey() => random.Next(3) == 0 ? 0xFFFFFFFF_00000000 + (ulong)random.Next(1, 30) : (ulong)random.Next(1, 30) << 34;
    }

    [Fact]
    public void An_identifier_costs_at_most_24_bytes_whether_it_stands_alone_or_with_others()
    {
        const int Identifiers = 200_000;
        Random random = new(4711);
        IdentityKeys[] keys =
            [.. Enumerable.Range(0, Identifiers / 2).Select(_ => new IdentityKeys((ulong)random.NextInt64(), (ulong)random.NextInt64()))];
        IdentityMap map = new();
        long before = GC.GetAllocatedBytesForCurrentThread();

        foreach (IdentityKeys key in keys)
        {
            map.Note(key);
        }

        // Allocated in all: nothing was thrown away on the way.
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        TestContext.Current.TestOutputHelper!.WriteLine($"{allocated / (double)Identifiers:0.0} bytes an identifier");
        Assert.InRange(allocated, 16 * Identifiers, 24 * Identifiers);
        Assert.Equal((Identifiers, Identifiers / 2), (map.Count, map.SetCount));
    }
}
