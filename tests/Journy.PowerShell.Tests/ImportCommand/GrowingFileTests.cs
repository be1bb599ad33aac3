using System;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Results;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>A file of events that is imported while it is written: no event counts twice, none is half, and none is left out.</summary>
public sealed class GrowingFileTests : ImportTest
{
    private const string Header = "user_id,name,triggered_at,plan\n";

    private string EventsPath => Path.Combine(Folder.Path, "events.csv");

    private ShellResult Events(string content, string parameters = "", TimeSpan age = default)
    {
        File.WriteAllText(EventsPath, content);
        File.SetLastWriteTimeUtc(EventsPath, DateTime.UtcNow - age);
        return Run($"Import-JournyEvent events.csv {parameters}");
    }

    [Fact]
    public void A_last_line_without_a_line_end_waits_for_the_next_import()
    {
        ShellResult result = Events(Header + "u1,a,2026-02-01T10:00:00Z,Pro\nu2,a,2026-02-01T11:00:00Z,Enterp").ThrowIfFailed();
        ImportSummary summary = Assert.Single(result.As<ImportSummary>());
        Assert.Equal((2, 1, 1), (summary.Read, summary.Sent, summary.Deferred));
        ImportSummary whole = Summary(Events(Header + "u1,a,2026-02-01T10:00:00Z,Pro\nu2,a,2026-02-01T11:00:00Z,Enterprise\n").ThrowIfFailed());
        AssertCounts(whole, sent: 1, unchanged: 1);
        Assert.Equal(2, Emulator.Events.Count);
    }

    [Fact]
    public void It_is_sent_when_nothing_was_written_for_an_hour_or_the_user_says_that_it_is_whole()
    {
        const string Text = Header + "u1,a,2026-02-01T10:00:00Z,Pro";
        Assert.Equal(1, Assert.Single(Events(Text, age: TimeSpan.FromMinutes(59)).As<ImportSummary>()).Deferred);
        AssertCounts(Summary(Events(Text, age: TimeSpan.FromMinutes(61)).ThrowIfFailed()), sent: 1);
        AssertCounts(Summary(Events(Text + "\nu2,a,2026-02-01T10:00:00Z,Pro", "-FileIsComplete").ThrowIfFailed()), sent: 1, unchanged: 1);
    }

    [Fact]
    public void Damage_further_up_is_still_told_of()
    {
        string rows = string.Concat(Enumerable.Range(0, 200).Select(number => $"u{number},a,2026-02-01T10:00:00Z,Pro\n"));
        ShellResult damaged = Events(Header + "u,a,2026-02-01T10:00:00Z,\"Pro\n" + rows);
        Assert.NotEmpty(damaged.Errors);
        Assert.Equal(0, Assert.Single(damaged.As<ImportSummary>()).Deferred);
    }

    [Fact]
    public void Cut_1_000_times_anywhere_no_event_of_a_growing_file_counts_twice_and_none_is_left_out()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        Random random = new(seed);
        string[] plans = ["Pro", "Enterprise", "\"a, \"\"b\"\"\"", "\"two\r\nlines\"", "Größe ✓", "7", ""];
        byte[] bytes = Encoding.UTF8.GetBytes(
            Header.Replace("\n", "\r\n", StringComparison.Ordinal)
            + string.Concat(Enumerable.Range(0, 400).Select(number => $"u{number},a,2026-02-01T10:00:00Z,{plans[random.Next(plans.Length)]}\r\n")));
        int from = Header.Length + 1;
        int[] cuts = [.. Enumerable.Range(0, 1000).Select(_ => random.Next(from, bytes.Length)).Order(), bytes.Length];
        int before = 0;
        foreach (int cut in cuts)
        {
            using (FileStream file = new(EventsPath, FileMode.Append, FileAccess.Write, FileShare.Read))
            {
                file.Write(bytes, before, cut - before);
            }

            before = cut;
            Run("Import-JournyEvent events.csv").ThrowIfFailed();
        }

        Assert.Equal(400, Emulator.Events.Count);
        Assert.Equal(400, Emulator.Events.Select(recorded => recorded.UserId).Distinct().Count());
    }
}
