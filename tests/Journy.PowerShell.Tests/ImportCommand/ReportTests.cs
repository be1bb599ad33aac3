using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>What is seen of an import: progress, verbose lines, -WhatIf, the formatted summary.</summary>
public sealed class ReportTests : ImportTest
{
    [Theory]
    [InlineData("")]
    [InlineData("-AsText")]
    public void Progress_rises_and_ends(string parameters)
    {
        // Slow enough to be seen several times, and longer than what is read at once.
        Emulator.Faults.Latency = TimeSpan.FromMilliseconds(40);
        Folder.Write("user_id,name\n" + string.Concat(Enumerable.Range(1, 80).Select(i => $"u{i},{new string('n', 4000)}\n")));
        AnsweringHost host = new(answer: false);
        using HostedShell shell = new(host, Emulator);
        IReadOnlyList<PSObject> output = shell.Run($"Import-JournyUser '{Folder.File("users.csv")}' -ThrottleLimit 4 {parameters}");

        AssertCounts((ImportSummary)output.Single().BaseObject, sent: 80);
        ProgressRecord[] progress = [.. host.Progress.Where(record => record.Activity.EndsWith("users.csv", StringComparison.Ordinal))];
        Assert.True(progress.Length > 2);
        Assert.All(progress.GroupBy(record => record.Activity), activity =>
            Assert.Equal(activity.Select(record => record.PercentComplete).Order(), activity.Select(record => record.PercentComplete)));
        Assert.All(progress, record => Assert.InRange(record.PercentComplete, 0, 100));
        Assert.Equal(ProgressRecordType.Completed, progress[^1].RecordType);
        Assert.Contains(
            progress,
            record => record.Activity == "Importing users.csv" && record.StatusDescription.Contains("done", StringComparison.Ordinal));
    }

    [Fact]
    public void Verbose_lines_tell_of_calls_and_columns_and_never_of_cells()
    {
        ShellResult result = ImportText(
            "user_id,email,seats,remark\nsentinel-id,sentinel@example.com,987654,sentinel-cell\n"
            + "sentinel-2,sentinel-bad@nowhere,987655,sentinel-cell\n,,987656,sentinel-cell\n",
            "-Verbose -Debug");

        AssertCounts(Summary(result), sent: 1, failed: 2);
        Assert.Contains(result.Verbose, line => line.Contains("column 'seats' is Number", StringComparison.Ordinal));
        Assert.Contains(
            result.Verbose, line => line.Contains("POST", StringComparison.Ordinal) && line.Contains("400", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Verbose, line => line.Contains("-> 201", StringComparison.Ordinal));
        Assert.Contains(
            result.Verbose, line => line.Contains(Writes.Single(write => write.Status == 400).RequestId, StringComparison.Ordinal));
        Assert.All(
            result.Verbose.Concat(result.Debug).Concat(result.Warnings).Concat(result.Progress.Select(record => record.StatusDescription)),
            line => Assert.False(
                line.Contains("sentinel", StringComparison.Ordinal) || line.Contains("98765", StringComparison.Ordinal), line));
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-WhatIf -BlankValue Delete")]
    public void WhatIf_says_one_line_and_does_nothing(string parameters)
    {
        Directory.CreateDirectory(Folder.File("out"));
        Folder.Write("user_id,name\nu1,a\n,\n");
        AnsweringHost host = new(answer: false);

        using HostedShell shell = new(host, Emulator);
        IReadOnlyList<PSObject> output = shell.Run(
            $"Import-JournyUser '{Folder.File("users.csv")}' -OutcomeDirectory '{Folder.File("out")}' {parameters}");

        Assert.Empty(output);
        string line = Assert.Single(host.Lines);
        AssertSays(line, "What if:", "Create or update users", Folder.File("users.csv"));
        Assert.Empty(host.Questions);
        Assert.Empty(Writes);
        Assert.Equal(
            ["out", "users.csv"], Directory.GetFileSystemEntries(Folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.File("out")));
    }

    [Fact]
    public void The_summary_shows_its_counts_and_only_the_files_that_there_are()
    {
        Folder.Write("user_id,x\nu1,\n,y\n");
        AnsweringHost host = new(answer: false);

        using HostedShell shell = new(host, Emulator);
        shell.Run($"Import-JournyUser '{Folder.File("users.csv")}' -ErrorAction SilentlyContinue | Out-Default");

        string shown = string.Join('\n', host.Lines);

        AssertSays(shown, "Read", "Sent", "Partial", "Failed", "NotAttempted", "FailedPath", ".failed.csv", "RowsPerSecond");
        Assert.DoesNotContain("PartialPath", shown, StringComparison.Ordinal);
    }
}
