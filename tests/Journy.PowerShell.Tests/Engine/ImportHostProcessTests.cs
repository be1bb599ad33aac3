using System;
using System.Linq;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.ImportCommand;
using Journy.Tests.Sessions;
using Xunit;

namespace Journy.Tests.Engine;

/// <summary>The import host itself, on which the tests of killed imports stand.</summary>
public sealed class ImportHostProcessTests(ITestOutputHelper output) : ImportTest
{
    private const int Rows = 400;

    [Fact]
    public async Task A_host_that_is_killed_in_the_middle_of_an_import_leaves_the_rows_it_has_sent_and_can_run_again()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        int killAfter = new Random(seed).Next(1, Rows - 50);
        string path = Folder.Write("user_id,name\n" + string.Concat(Enumerable.Range(1, Rows).Select(row => $"u{row},n{row}\n")));
        string script = $"Import-JournyUser -LiteralPath '{path}'";

        // So that the import cannot end before the kill comes.
        IDisposable slow = Emulator.Faults.Add(
            request => request.Sequence > killAfter ? Fault.Delay(TimeSpan.FromMilliseconds(300)) : null);
        await using (ImportHostProcess host = ImportHostProcess.Start(Emulator, script))
        {
            await Emulator.Ledger.WaitForAsync(killAfter, Cancel);
            Assert.True(await host.KillAsync(Cancel));
            Assert.NotEqual(0, await host.WaitForExitAsync(Cancel));
            Assert.Contains("connected", host.Lines);
            Assert.Empty(host.Summaries);
            Assert.DoesNotContain(Emulator.ApiKey, string.Concat(host.Lines), StringComparison.Ordinal);
        }

        slow.Dispose();
        await Emulator.Ledger.BecomesQuietAsync(TimeSpan.Zero, Cancel);
        Assert.InRange(Emulator.Ledger.Count, killAfter, Rows - 1);

        // Eight in flight at most, so of the rows that were sent the last ones are not far behind.
        int[] sent = [.. Emulator.Users.Select(user => int.Parse(user.UserId![1..], null))];
        Assert.InRange(sent.Length, killAfter - 8, Emulator.Ledger.Count);

        // Of eight that set out together, seven may not have arrived when the last one did.
        Assert.InRange(sent.Max(), killAfter - 8, Emulator.Ledger.Count + 7);

        await using ImportHostProcess again = ImportHostProcess.Start(Emulator, script);
        await again.SucceedAsync(Cancel);
        var summary = Assert.Single(again.Summaries);
        Assert.Equal(($"{Rows}", "0", "0"), (summary["Read"], summary["Failed"], summary["NotAttempted"]));
        Assert.Equal(Rows, Emulator.Users.Count);
        Assert.All(Emulator.Users, user => Assert.Equal("n" + user.UserId![1..], user.Properties["name"].GetString()));
    }

    [Fact]
    public async Task Errors_and_output_come_as_lines_and_the_exit_code_tells_them_apart()
    {
        await using ImportHostProcess host = ImportHostProcess.Start(
            Emulator,
            "$Host.Name; $Host.UI.WriteLine('said'); $Host.UI.WriteWarningLine('careful'); Import-JournyUser missing.csv; 'on'",
            Folder.Path);

        Assert.Equal(1, await host.WaitForExitAsync(Cancel));
        Assert.Equal(["Journy import host", "on"], host.Output);
        Assert.StartsWith(
            "Journy.FileNotReadable,Journy.Commands.ImportJournyUserCommand ", Assert.Single(host.Errors), StringComparison.Ordinal);
        Assert.Contains("host said", host.Lines);
        Assert.Contains("warning careful", host.Lines);
    }

    [Fact]
    public async Task A_host_that_is_interrupted_ends_the_script_and_itself()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        Folder.Write("user_id\n" + string.Concat(Enumerable.Range(1, Rows).Select(row => $"u{row}\n")));
        using IDisposable hung = Emulator.Faults.Add(request => request.Sequence > 20 ? Fault.Hang() : null);
        await using ImportHostProcess host = ImportHostProcess.Start(Emulator, "Import-JournyUser users.csv; 'never'", Folder.Path);
        await Emulator.Ledger.WaitForAsync(21, Cancel);

        await host.InterruptAsync(Cancel);

        Assert.Equal(1, await host.WaitForExitAsync(Cancel));
        Assert.Contains("stopped", host.Lines);
        Assert.Empty(host.Output);
    }
}
