using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>A journal that takes no more lines before the first call: every row is accounted for.</summary>
public sealed class FullDiskTests : ImportTest
{
    private const int Rows = 3;

    // The head of a journal and the names of so many columns fit, and how their events are read does not.
    private const int LargestFile = 4096;
    private const int Columns = 60;

    [Theory]
    [InlineData("")]
    [InlineData("-EventKey order_id")]
    public async Task Events_whose_reading_cannot_be_kept_are_not_attempted(string parameters)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no limit on the size of a file.");
        string names = string.Concat(Enumerable.Range(1, Columns).Select(number => $",a_column_whose_name_is_rather_long_{number}"));
        string cells = string.Concat(Enumerable.Repeat(",x", Columns));
        string path = Folder.Write(
            $"user_id,triggered_at,order_id{names}\n"
            + string.Concat(Enumerable.Range(1, Rows).Select(row => $"u{row},2026-10-01T10:00:00Z,o{row}{cells}\n")));
        string script = $"Import-JournyEvent -LiteralPath '{path}' -Name order {parameters}";

        await using ImportHostProcess full = ImportHostProcess.Start(Emulator, script, largestFile: LargestFile);
        Assert.Equal(1, await full.WaitForExitAsync(Cancel));

        IReadOnlyDictionary<string, string> summary = Assert.Single(full.Summaries);
        Assert.Equal(($"{Rows}", "0", $"{Rows}"), (summary["Read"], summary["Sent"], summary["NotAttempted"]));
        Assert.StartsWith("Journy.FileNotWritable", Assert.Single(full.Errors), StringComparison.Ordinal);
        Assert.Empty(Emulator.Events);
    }
}
