using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>
/// Ctrl+C, whatever a command is waiting for. That it takes two seconds at most is a promise, measured with nothing beside it.
/// </summary>
public sealed class StopTests : EmulatorTest
{
    private const string SendMany = "1..5000 | ForEach-Object { @{ user_id = $_ } } | Set-JournyUser";
    private static readonly TimeSpan BusyFor = TimeSpan.FromSeconds(1);

    public static TheoryData<string, string> Waits => new()
    {
        { "slow", SendMany },
        { "hung", SendMany },
        { "hung", "@{ user_id = 1 } | Set-JournyUser" },
        { "hung", "Remove-JournyUser -UserId 1 -Confirm:$false" },
        { "hung", "Get-JournyApiKeyInfo" },
        { "hung", "Connect-Journy -ApiKey $key -BaseUri $uri" },
        { "busy", SendMany },
        { "busy", "Get-JournyApiKeyInfo" },
        { "paused", SendMany },
        { "paused", "Get-JournyApiKeyInfo" },
    };

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task A_stop_ends_a_command_and_leaves_nothing_running(string server, string script)
    {
        KnowTheLimit();
        Emulator.Faults.Add(FaultOf(server));
        using RunningScript running = new(Session, script);
        await WaitUntilItWaitsAsync(server, running);
        await running.StopAsync(Cancel);
        Assert.Equal(PSInvocationState.Stopped, running.State);
        await Emulator.Ledger.BecomesQuietAsync(server == "busy" ? BusyFor : TimeSpan.Zero, Cancel);
    }

    [Fact]
    public async Task An_import_stops_too()
    {
        KnowTheLimit();
        Emulator.Faults.Add(Fault.Hang());
        using Import.TempFolder folder = new();
        Session.Set("path", folder.Write("user_id,plan\n1,a\n2,b\n"));
        using RunningScript running = new(Session, "Import-JournyUser $path");
        await Emulator.Ledger.WaitForAsync(3, Cancel);
        await running.StopAsync(Cancel);
        Assert.Empty(running.Output);
        await Emulator.Ledger.BecomesQuietAsync(TimeSpan.Zero, Cancel);
    }

    [Theory]
    [InlineData("Import-JournyUser -LiteralPath $path")]
    [InlineData("Import-JournyUser -LiteralPath $path -Preview")]
    [InlineData("Import-JournyUser $users -JournalPath $path -Preview")]
    public async Task An_import_stops_that_waits_for_somebody_to_write_to_a_pipe(string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells that a thread waits for the other end of a named pipe.");
        using Import.TempFolder folder = new();
        using (Process made = Process.Start("mkfifo", folder.File("pipe.csv")))
        {
            await made.WaitForExitAsync(Cancel);
            Assert.Equal(0, made.ExitCode);
        }

        Session.Set("path", folder.File("pipe.csv"));
        Session.Set("users", folder.Write("user_id\n1\n"));
        using RunningScript running = new(Session, command);
        while (!Directory.EnumerateDirectories("/proc/self/task").Any(WaitsForOtherEnd))
        {
            Assert.Equal(PSInvocationState.Running, running.State);
            await Task.Delay(20, Cancel);
        }

        await running.StopAsync(Cancel);
        Assert.Equal(PSInvocationState.Stopped, running.State);

        // Both ends at once, so that the thread behind it comes free.
        new FileStream(folder.File("pipe.csv"), FileMode.Open, FileAccess.ReadWrite).Dispose();
    }

    [Fact]
    public async Task A_session_goes_on_after_a_stop()
    {
        KnowTheLimit();
        using (Emulator.Faults.Add(Fault.Hang()))
        {
            using RunningScript running = new(Session, SendMany);
            await Emulator.Ledger.WaitForAsync(9, Cancel);
            await running.StopAsync(Cancel);
        }

        ShellResult result = Session.Run("1..10 | ForEach-Object { @{ user_id = $_ } } | Set-JournyUser").ThrowIfFailed();
        Assert.Equal(10, result.Output.Count);
    }

    /// <summary>Makes a first call: whichever call is the first goes alone until it is answered.</summary>
    private void KnowTheLimit() => Session.Run("@{ user_id = 0 } | Set-JournyUser").ThrowIfFailed();

    private static Fault FaultOf(string server) => server switch
    {
        "slow" => Fault.Delay(TimeSpan.FromSeconds(1), afterApplying: true),
        "hung" => Fault.Hang(),
        "busy" => Fault.Error(503, headers: [KeyValuePair.Create("Retry-After", "1")]),
        "paused" => Fault.Error(429, headers: [KeyValuePair.Create("Retry-After", "60")]),
        _ => throw new ArgumentOutOfRangeException(nameof(server)),
    };

    private static bool WaitsForOtherEnd(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "wchan")) == "wait_for_partner";
        }
        catch (IOException)
        {
            // The thread has ended meanwhile.
            return false;
        }
    }

    private async Task WaitUntilItWaitsAsync(string server, RunningScript running)
    {
        switch (server)
        {
            case "slow":
                await running.Emitted.WaitAsync(Cancel);
                break;
            case "paused":
                await running.Warned.WaitAsync(Cancel);
                break;
            default:
                await Emulator.Ledger.WaitForAsync(2, Cancel);
                break;
        }
    }
}
