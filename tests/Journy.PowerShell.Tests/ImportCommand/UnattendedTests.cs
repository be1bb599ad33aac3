using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>
/// What a nightly job meets: the strictest settings, no home, no folder to write to, a file that somebody has open. Each import has a
/// row that fails, so that its file must be written too.
/// </summary>
public sealed class UnattendedTests : ImportTest
{
    private const string Users = "user_id,name,seats\nu1,Ann,5\n,nobody,6\nu2,Bob,\n";

    private string Input => Folder.File("users.csv");

    [Fact]
    public async Task Every_error_stops_and_the_strictest_mode_is_on()
    {
        Folder.Write(Users);
        Folder.Write("user_id,name\nu3,Cy\n", "good.csv");
        await using ImportHostProcess host = ImportHostProcess.Start(
            Emulator,
            $$"""
            $ErrorActionPreference = 'Stop'
            Set-StrictMode -Version Latest
            Import-JournyUser -LiteralPath '{{Folder.File("good.csv")}}'
            try {
                Import-JournyUser -LiteralPath '{{Input}}'
                'not stopped'
            }
            catch {
                $_.FullyQualifiedErrorId
                $_.TargetObject.Failed
            }
            """);

        await host.WaitForExitAsync(Cancel);

        Assert.Equal(["Journy.ImportIncomplete,Journy.Commands.ImportJournyUserCommand", "1"], host.Output);
        Assert.Equal("1", host.Summaries[0]["Sent"]);
        AssertImported(host.Summaries.Skip(1));
        Assert.Equal(["u1", "u2", "u3"], UserIds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no-such-home")]
    public async Task There_is_no_home_directory(string? home)
    {
        Folder.Write(Users);

        // One that is named and missing is made by the engine itself, which does not start where it cannot.
        string? path = home is null ? null : Folder.File(home);
        await using ImportHostProcess host = ImportHostProcess.Start(
            Emulator,
            $"Import-JournyUser -LiteralPath '{Input}'",
            workingDirectory: Folder.Path,
            environment: new Dictionary<string, string?>
            {
                ["HOME"] = path,
                ["USERPROFILE"] = path,
                ["HOMEPATH"] = path,
                ["APPDATA"] = path,
                ["LOCALAPPDATA"] = path,
                ["XDG_CONFIG_HOME"] = path,
                ["XDG_CACHE_HOME"] = path,
                ["XDG_DATA_HOME"] = path,
            });

        await AssertImportedAsync(host);
    }

    [Fact]
    public async Task The_current_directory_cannot_be_written_to()
    {
        // Nobody can write to /proc, not even root, whom no mode of a folder stops.
        Assert.SkipUnless(Directory.Exists("/proc/self"), "There is no folder here that nobody can write to.");
        Folder.Write(Users);
        await using ImportHostProcess host = ImportHostProcess.Start(
            Emulator, $"Import-JournyUser -LiteralPath '{Input}'", workingDirectory: "/proc");

        await AssertImportedAsync(host);
    }

    [Fact]
    public async Task The_current_directory_is_gone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps a folder in which a process stands.");
        Folder.Write(Users);
        string gone = Directory.CreateDirectory(Folder.File("gone")).FullName;
        await using ImportHostProcess host = ImportHostProcess.Start(
            Emulator, $"[IO.Directory]::Delete('{gone}'); Import-JournyUser '{Input}'", workingDirectory: gone);

        await AssertImportedAsync(host);
    }

    [Theory]
    [InlineData("ReadWrite")]
    [InlineData("Read")]
    public async Task Another_process_has_the_file_open_and_may_write_to_it(string share)
    {
        Folder.Write(Users);
        await using ImportHostProcess holder = ImportHostProcess.Start(
            Emulator, $"$file = [IO.File]::Open('{Input}', 'Open', 'ReadWrite', '{share}'); 'held'; [Threading.Thread]::Sleep(-1)");
        await holder.WaitForLineAsync(line => line == "output held", Cancel);

        ShellResult result = Import();

        AssertCounts(Summary(result), sent: 2, failed: 1);
        Assert.Equal(["u1", "u2"], UserIds);
        Assert.True(await holder.KillAsync(Cancel));
    }

    [Fact]
    public async Task Nobody_can_be_asked()
    {
        Folder.Write(Users);
        await using ImportHostProcess host = ImportHostProcess.Start(
            Emulator,
            $"""
            Import-JournyUser -LiteralPath '{Input}' -BlankValue Delete
            Import-JournyUser -LiteralPath '{Input}' -BlankValue Delete -Confirm:$false
            """);

        Assert.Equal(1, await host.WaitForExitAsync(Cancel));

        Assert.StartsWith("Journy.InvalidParameter,", host.Errors[0], StringComparison.Ordinal);
        AssertSays(host.Errors[0], "cannot ask", "-Confirm:$false");
        AssertImported(host.Summaries);
    }

    private async Task AssertImportedAsync(ImportHostProcess host)
    {
        Assert.Equal(1, await host.WaitForExitAsync(Cancel));
        Assert.StartsWith("Journy.ImportIncomplete,", Assert.Single(host.Errors), StringComparison.Ordinal);
        AssertImported(host.Summaries);
        Assert.Equal(["u1", "u2"], UserIds);
    }

    private void AssertImported(IEnumerable<IReadOnlyDictionary<string, string>> summaries)
    {
        IReadOnlyDictionary<string, string> summary = Assert.Single(summaries);
        Assert.Equal(("3", "2", "1", "0"), (summary["Read"], summary["Sent"], summary["Failed"], summary["NotAttempted"]));
        Assert.Equal(Folder.Path, Path.GetDirectoryName(summary["FailedPath"]));
        Assert.Equal("nobody", CsvTable.Read(summary["FailedPath"]).FromLine(3)["name"]);
        Assert.Equal("5", Json("u1", "seats"));
    }
}
