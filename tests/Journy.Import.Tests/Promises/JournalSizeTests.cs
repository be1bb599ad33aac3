using System;
using System.Globalization;
using Journy.Api;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Journy.Tests.Promises;
using Xunit;

namespace Journy.Tests.Import.Promises;

/// <summary>A journal of a million rows costs little time and memory.</summary>
[Trait("Category", "Promise")]
[Collection(InRealTime.Name)]
public sealed class JournalSizeTests(ITestOutputHelper output)
{
    private const int Rows = 1_000_000;
    private const long MostBytes = 100_000_000;

    // Of the processor: on a machine with other work, the time that passes says nothing about the journal.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    [Theory(Explicit = true)]
    [InlineData(ImportEntity.User)]
    [InlineData(ImportEntity.AccountUser)]
    [InlineData(ImportEntity.Event)]
    public void A_journal_of_1000000_rows_opens_in_under_5_seconds_of_processor_time_and_costs_under_100_MB(ImportEntity entity)
    {
        using TempFolder folder = new();
        string path = folder.File("rows.csv.journy");
        JournalOwner owner = new(entity, new Uri("https://api.journy.io/"), "fingerprint");
        using (Journal written = Journal.Open(path, owner, acceptNewKey: false))
        {
            for (int row = 0; row < Rows; row++)
            {
                ImportedRow imported = RowOf(entity, row);
                written.Rules.Take(imported);
                written.Rules.Begin(imported);
                written.Rules.End(imported, RowEnd.Accepted);
            }

            // As it stands after an import that was cut off: compacted, it is smaller.
        }

        long size = new System.IO.FileInfo(path).Length;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan worked = Environment.CpuUsage.TotalTime;
        long start = TimeProvider.System.GetTimestamp();
        using Journal journal = Journal.Open(path, owner, acceptNewKey: false);
        TimeSpan took = TimeProvider.System.GetElapsedTime(start);
        worked = Environment.CpuUsage.TotalTime - worked;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{entity}: {size / 1e6:0} MB on disk, opened in {took.TotalSeconds:0.00} s and {worked.TotalSeconds:0.00} s of processor "
            + $"time, {held / 1e6:0.0} MB held, {allocated / 1e6:0.0} MB allocated"));

        // All of them are known, or this would prove nothing.
        int unchanged = 0;
        for (int row = 0; row < Rows; row += 1000)
        {
            journal.Rules.Take(RowOf(entity, row));
        }

        journal.Rules.Finish();
        while (journal.Rules.TryDecide(out _, out RowFate fate))
        {
            unchanged += fate == RowFate.Unchanged ? 1 : 0;
        }

        Assert.Equal(Rows / 1000, unchanged);
        Assert.True(worked < Longest, $"It took {worked.TotalSeconds:0.00} s.");
        Assert.InRange(held, 0, MostBytes);
        Assert.InRange(allocated, 0, MostBytes);
    }

    // Users by both identifiers, which cost most.
    private static ImportedRow RowOf(ImportEntity entity, int row)
    {
        string number = row.ToString(CultureInfo.InvariantCulture);
        PropertyBag properties = new();
        properties.Add("plan", JournyValue.FromText(number));
        UserIdentity user = new("u" + number, $"u{number}@example.com");
        BoundRecord record = entity switch
        {
            ImportEntity.User => new BoundRecord { User = user, Properties = properties },
            ImportEntity.AccountUser => new BoundRecord { User = user, Account = new AccountIdentity("a" + number, null) },
            _ => new BoundRecord { User = user, EventName = "opened", TriggeredAt = DateTimeOffset.UnixEpoch, Properties = properties },
        };
        return new ImportedRow(new ImportRow(row + 2, [], [], null), record);
    }
}
