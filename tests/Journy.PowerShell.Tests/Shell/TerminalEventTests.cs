using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.Shell;

/// <summary>Somebody at a terminal is asked before events that were recorded count once more, and the answer is what happens.</summary>
public sealed class TerminalEventTests : EmulatorTest, IDisposable
{
    private const string Command = "Import-JournyEvent events.csv -ExcludeProperty plan";

    private const string Question =
        @"Recorded events count again '[^']*events\.csv': what makes an event what it is has changed since its journal was written "
        + @"\(no longer there: 'plan'\)\. 2 events that were recorded before would be sent again and count once more\. "
        + @"Send them again\? \[Y\] Yes .*\[N\] No .*:\s*$";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Somebody_at_a_terminal_decides_whether_recorded_events_count_again()
    {
        Assert.SkipWhen(Terminal.Lack is not null, $"{Terminal.Lack}: the module was not tried at a terminal.");
        string rows = "user_id,name,triggered_at,plan\nu1,bought,2026-02-01T10:00:00Z,Pro\nu2,bought,2026-02-01T11:00:00Z,Basic\n"
            + "u3,left,2026-02-01T12:00:00Z,\n";
        _folder.Write(rows, "events.csv");
        _folder.Write(
            $"function prompt {{ \"ready$($MyInvocation.HistoryId)> \" }}\nImport-Module '{Repository.StagedManifest}'\n"
            + $"Set-Location '{_folder.Path}'\nConnect-Journy -BaseUri {Emulator.BaseAddress} -SkipKeyCheck\n",
            "profile.ps1");
        await using Terminal terminal = await Terminal.StartAsync(
            [Repository.DotNet, RealShell.PackagePath, "-NoProfile", "-NoLogo", "-NoExit", "-File", _folder.File("profile.ps1")],
            new Dictionary<string, string?>
            {
                ["JOURNY_API_KEY"] = Emulator.ApiKey,
                ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
                ["POWERSHELL_UPDATECHECK"] = "Off",
                ["XDG_DATA_HOME"] = _folder.Path,
            },
            Cancel);
        await terminal.WaitForAsync("ready1> ");
        await terminal.EnterAsync("Import-JournyEvent events.csv");
        await terminal.WaitForAsync(@"Sent +: 3\s(.*\n)*ready2> ");

        // No: nothing is sent, not even what is new, and the next import asks again.
        _folder.Write(rows + "u4,left,2026-02-01T13:00:00Z,Pro\n", "events.csv");
        await AskAsync(terminal, "n", 3);
        Assert.Equal(3, Emulator.Events.Count);

        await AskAsync(terminal, "y", 4);
        await terminal.WaitForAsync(@"Sent +: 3\s(.*\n)*Unchanged +: 1\s(.*\n)*ready4> ");
        Assert.Equal(
            ["u1", "u1", "u2", "u2", "u3", "u4"], Emulator.Events.Select(recorded => recorded.UserId).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Basic", "Pro"],
            Emulator.Events.SelectMany(recorded => recorded.Metadata.Values)
                .Select(value => value.GetString()!)
                .Order(StringComparer.Ordinal));

        // Answered once, it is no question any more.
        await terminal.EnterAsync(Command);
        await terminal.WaitForAsync(@"Unchanged +: 4\s(.*\n)*ready5> ");
        Assert.Equal(6, Emulator.Events.Count);
    }

    private static async Task AskAsync(Terminal terminal, string answer, int prompt)
    {
        await terminal.EnterAsync(Command);
        await terminal.WaitForAsync(
            // The shell breaks its lines where they end.
            Question.Replace(" ", @"\s+", StringComparison.Ordinal));
        await terminal.EnterAsync(answer);
        await terminal.WaitForAsync($"ready{prompt}> ");
    }
}
