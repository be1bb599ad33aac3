using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Samples.DataGenerator;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.Samples;

/// <summary>The staged module in a real shell.</summary>
public sealed class InstalledShellTests : EmulatorTest
{
    private const string Connect = "Import-Module $env:TEST_MODULE; Connect-Journy -BaseUri $env:TEST_URI -SkipKeyCheck;";

    private const string SetUsers = """
        Import-Csv $env:TEST_CSV | Set-JournyUser -ErrorAction SilentlyContinue -ErrorVariable failed `
            -PropertyMap @{ 'Customer Id' = 'user_id'; 'Subscription Date' = 'registered_at' } -PropertyType @{ registered_at = 'DateTime' }
        """;

    /// <summary>Far more than it takes, on a machine that has much else to do.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private Dictionary<string, string?> TestEnvironment => new()
    {
        ["JOURNY_API_KEY"] = Emulator.ApiKey,
        ["TEST_CSV"] = Path.Combine(Repository.Root, "samples", "data", "customers.csv"),
        ["TEST_MODULE"] = Repository.StagedManifest,
        ["TEST_URI"] = Emulator.BaseAddress.AbsoluteUri,
    };

    [Theory]
    [MemberData(nameof(RealShell.Names), MemberType = typeof(RealShell))]
    public async Task The_sample_file_through_the_pipeline_gives_results_in_order_and_errors_for_the_rest(string shell)
    {
        ProcessRun run = await RunAsync(shell, $$"""
            {{Connect}}
            $results = @({{SetUsers}})
            "results $($results.Count)"
            "errors $(@($failed).Count)"
            "reasons $(($failed.FullyQualifiedErrorId -replace ',.*' | Sort-Object) -join ' ')"
            "in order $("$($results.InputIndex)" -eq "$($results.InputIndex | Sort-Object)")"
            "first $($results[0].UserId) $($results[0].Status)"
            """);

        Assert.Equal(
            """
            results 996
            errors 4
            reasons Journy.BadArguments Journy.InvalidEmail Journy.NoIdentity Journy.TypeMismatch
            in order True
            first 49723bc5CB7cA43 Accepted
            """,
            run.Output.ReplaceLineEndings("\n").Trim());
        Assert.Equal(996, Emulator.Ledger.AppliedCount);
    }

    [Theory]
    [MemberData(nameof(RealShell.Names), MemberType = typeof(RealShell))]
    public async Task Select_First_ends_the_pipeline_and_leaves_nothing_running(string shell)
    {
        // All rows but the first two are never answered, and the shell stays until nothing is left under way. The very first
        // call goes alone, whichever row's it is, so that it has to be answered too.
        using ManualResetEventSlim nothingRuns = new();
        string[] answered = [.. CustomerFile.Create().Rows.Take(2).Select(row => row["Customer Id"])];
        Emulator.Faults.Add(request =>
        {
            if (request.Path == "/released")
            {
                nothingRuns.Wait(Cancel);
                return null;
            }

            return request.Sequence == 1 || Array.Exists(answered, id => request.Body!.Contains(id, StringComparison.Ordinal))
                ? null
                : Fault.Hang();
        });
        Task<ProcessRun> running = RunAsync(shell, $$"""
            {{Connect}}
            "results $(@({{SetUsers}} | Select-Object -First 2).Count)"
            Invoke-WebRequest "$($env:TEST_URI)released" -SkipHttpErrorCheck | Out-Null
            """);

        Task asked = Emulator.Ledger.WaitForAsync(entry => entry.Target == "/released", 1, Cancel);
        if (await Task.WhenAny(asked, running) == running)
        {
            Assert.Fail($"The shell ended too early: {await running}");
        }

        await WaitUntilUpsertsEndedAsync();
        Assert.False(running.IsCompleted);
        nothingRuns.Set();
        ProcessRun run = await running;

        Assert.Equal("results 2", run.Output.Trim());
        Assert.Equal(0, Emulator.Ledger.InFlightCount);
        Assert.InRange(Writes.Count, 2, 3 + 8);
    }

    [Fact]
    public async Task An_import_whose_shell_is_killed_goes_on_in_the_next_one()
    {
        const int Rows = 300;
        using TempFolder folder = new();
        string file = folder.Write("user_id,plan\n" + string.Concat(Enumerable.Range(1, Rows).Select(row => $"u{row},Pro\n")));
        string script = $"{Connect} Import-JournyUser '{file}' | ForEach-Object {{ \"$($_.Read) read, $($_.Sent + $_.Unchanged) in, "
            + $"$($_.Unchanged) known\" }}";
        IDisposable hung = Emulator.Faults.Add(request => request.Sequence > 100 ? Fault.Hang() : null);
        ProcessStartInfo start = RealShell.OfPackage.StartInfo(["-Command", script], TestEnvironment);
        start.RedirectStandardInput = true;
        using (Process killed = Process.Start(start)!)
        {
            await Emulator.Ledger.WaitForAsync(entry => entry.Sequence > 100, 1, Cancel);
            killed.Kill();
            await killed.WaitForExitAsync(Cancel);
        }

        hung.Dispose();
        ProcessRun run = await RunAsync(RealShell.PackageName, script);

        Match counts = Regex.Match(run.Output, $"^{Rows} read, {Rows} in, (\\d+) known");
        Assert.True(counts.Success, run.Output);
        Assert.InRange(int.Parse(counts.Groups[1].Value, null), 100 - 8, 100);
        Assert.Equal(Rows, Emulator.Users.Count);
    }

    /// <summary>Waits until every upsert has ended, those too that were on their way when the pipeline did.</summary>
    private async Task WaitUntilUpsertsEndedAsync()
    {
        int known;
        do
        {
            known = Writes.Count;
            await Emulator.Ledger.WaitForAsync(entry => entry.Method == "POST" && entry.IsEnded, known, Cancel);
        }
        while (Writes.Count > known);
    }

    private async Task<ProcessRun> RunAsync(string shell, string script)
    {
        ProcessRun run = await RealShell.Of(shell).RunAsync(["-Command", script], TestEnvironment, Cancel, Longest);
        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.Output + run.Errors);
        return run;
    }
}
