using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.Shell;

/// <summary>The module in the real shell at a terminal, with PSReadLine as it comes: what only a person sees and does.</summary>
public sealed class TerminalTests : EmulatorTest, IDisposable
{
    private const int Rows = 2_000;

    private readonly TempFolder _folder = new();

    // So slow that an import of all rows takes minutes: it is surely under way when the keys come.
    protected override EmulatorOptions Options => new() { RateLimit = null, Latency = TimeSpan.FromMilliseconds(500) };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Somebody_at_a_terminal_is_asked_for_the_key_sees_progress_stops_an_import_and_confirms()
    {
        Assert.SkipWhen(Terminal.Lack is not null, $"{Terminal.Lack}: the module was not tried at a terminal.");
        _folder.Write("user_id,plan\n" + string.Concat(Enumerable.Range(1, Rows).Select(number => $"u-{number},Pro\n")));
        _folder.Write(
            $"function prompt {{ \"ready$($MyInvocation.HistoryId)> \" }}\nImport-Module '{Repository.StagedManifest}'\n"
            + $"Set-Location '{_folder.Path}'\n",
            "profile.ps1");
        await using Terminal terminal = await Terminal.StartAsync(
            [Repository.DotNet, RealShell.PackagePath, "-NoProfile", "-NoLogo", "-NoExit", "-File", _folder.File("profile.ps1")],
            new Dictionary<string, string?>
            {
                ["JOURNY_API_KEY"] = null,
                ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
                ["POWERSHELL_UPDATECHECK"] = "Off",

                // PSReadLine's history goes there.
                ["XDG_DATA_HOME"] = _folder.Path,
            },
            Cancel);
        await terminal.WaitForAsync("ready1> ");

        await AskForKeyAsync(terminal);
        await StopImportAsync(terminal);
        await ConfirmAsync(terminal);
        Assert.DoesNotContain(Emulator.ApiKey, await terminal.ReadAsync(), StringComparison.Ordinal);

        // Typed in clear, which nobody should, it is on the screen and still not in the history.
        await terminal.EnterAsync($"Connect-Journy -ApiKey '{Emulator.ApiKey}' -BaseUri {Emulator.BaseAddress}");
        await terminal.WaitForAsync("ready7> ");
        await terminal.EnterAsync("'the last line'");
        await terminal.WaitForAsync("ready8> ");
        string history = Assert.Single(Directory.EnumerateFiles(_folder.Path, "ConsoleHost_history.txt", SearchOption.AllDirectories));
        string[] lines = File.ReadAllLines(history);
        Assert.Contains(lines, line => line.StartsWith("Connect-Journy -BaseUri", StringComparison.Ordinal));
        Assert.Contains("'the last line'", lines);
        Assert.DoesNotContain(lines, line => line.Contains(Emulator.ApiKey, StringComparison.Ordinal));
    }

    private async Task AskForKeyAsync(Terminal terminal)
    {
        await terminal.EnterAsync($"Connect-Journy -BaseUri {Emulator.BaseAddress}");
        await terminal.WaitForAsync(@"Make a key in journy\.io's settings and paste it here\.\s+API key: ");
        await terminal.EnterAsync(Emulator.ApiKey);
        await terminal.WaitForAsync("ready2> ");
        Assert.Equal(200, Assert.Single(Emulator.Ledger.Snapshot()).Status);
        await terminal.WaitForAsync(@"API key: \*+\s");

        // Somebody looks here; the output of a script would not have it.
        await terminal.WaitForAsync($@"Connected to {Regex.Escape(Emulator.BaseAddress.AbsoluteUri.TrimEnd('/'))}\. The key may: ");
    }

    private async Task StopImportAsync(Terminal terminal)
    {
        await terminal.EnterAsync("Import-JournyUser users.csv");
        await terminal.WaitForAsync(@"Importing users\.csv.*[1-9]\d* done, \d+/s");
        await terminal.PressAsync("C-c");
        Match stopped = await terminal.WaitForAsync(
            @"Import-JournyUser was stopped: '.*users\.csv', of [\d,]+ rows [\d,]+ were sent.*; "
            + @"the calls that were under way may have been taken\. To go on:\s+(Import-JournyUser \S.*\S)");
        await terminal.WaitForAsync("ready3> ");
        Assert.InRange(Writes.Count, 1, Rows - 1);

        // The progress is gone, and the command that was shown sends the rest.
        Assert.DoesNotMatch(@"\d+ done, ", await terminal.ReadAsync());
        Emulator.Faults.Latency = Latency.None;
        await terminal.EnterAsync(stopped.Groups[1].Value);
        await terminal.WaitForAsync($@"Read +: {Rows / 1000},?000\s(.*\n)*Unchanged +: [1-9](.*\n)*NotAttempted +: 0\s(.*\n)*ready4> ");
    }

    private async Task ConfirmAsync(Terminal terminal)
    {
        await terminal.EnterAsync("Remove-JournyUser -UserId u-1");
        await terminal.WaitForAsync(@"user u-1.*\s+\[Y\] Yes.*\[N\] No.*\(default is ""Y""\):\s*$");
        await terminal.EnterAsync("n");
        await terminal.WaitForAsync("ready5> ");
        Assert.DoesNotContain(Writes, entry => entry.Method == "DELETE");

        await terminal.EnterAsync("Remove-JournyUser -UserId u-1");
        await terminal.WaitForAsync(@"\(default is ""Y""\):\s*$");
        await terminal.EnterAsync("y");
        await terminal.WaitForAsync("ready6> ");
        Assert.Equal("/users", Assert.Single(Writes, entry => entry.Method == "DELETE").Target);
    }
}
