using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Samples.DataGenerator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Samples;

/// <summary>The staged module in the PowerShell that is installed on this machine, where one is.</summary>
public sealed class InstalledShellTests : EmulatorTest
{
    private const string Connect = "Import-Module $env:TEST_MODULE; Connect-Journy -BaseUri $env:TEST_URI -SkipKeyCheck;";

    private const string SetUsers = """
        Import-Csv $env:TEST_CSV | Set-JournyUser -ErrorAction SilentlyContinue -ErrorVariable failed `
            -PropertyMap @{ 'Customer Id' = 'user_id'; 'Subscription Date' = 'registered_at' } -PropertyType @{ registered_at = 'DateTime' }
        """;

    [Fact]
    public async Task The_sample_file_through_the_pipeline_gives_results_in_order_and_errors_for_the_rest()
    {
        ProcessRun run = await RunAsync($$"""
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
            reasons Journy.BadArguments Journy.NoIdentity Journy.TypeMismatch Journy.TypeMismatch
            in order True
            first 49723bc5CB7cA43 Accepted
            """,
            run.Output.ReplaceLineEndings("\n").Trim());
        Assert.Equal(996, Emulator.Ledger.AppliedCount);
    }

    [Fact]
    public async Task Select_First_ends_the_pipeline_and_leaves_nothing_running()
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

            return request.Sequence == 1 || Array.Exists(answered, id => request.Body!.Contains(id, StringComparison.Ordinal)) ? null : Fault.Hang();
        });
        Task<ProcessRun> shell = RunAsync($$"""
            {{Connect}}
            "results $(@({{SetUsers}} | Select-Object -First 2).Count)"
            Invoke-WebRequest "$($env:TEST_URI)released" -SkipHttpErrorCheck | Out-Null
            """);

        Task asked = Emulator.Ledger.WaitForAsync(entry => entry.Target == "/released", 1, Cancel);
        if (await Task.WhenAny(asked, shell) == shell)
        {
            Assert.Fail($"The shell ended too early: {await shell}");
        }

        await WaitUntilUpsertsEndedAsync();
        Assert.False(shell.IsCompleted);
        nothingRuns.Set();
        ProcessRun run = await shell;

        Assert.Equal("results 2", run.Output.Trim());
        Assert.Equal(0, Emulator.Ledger.InFlightCount);
        Assert.InRange(Writes.Count, 2, 3 + 8);
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

    private async Task<ProcessRun> RunAsync(string script)
    {
        Assert.SkipWhen(InstalledShell.Path is null, "There is no pwsh on the PATH: the module was not tried in an installed PowerShell.");
        Dictionary<string, string?> environment = new()
        {
            ["JOURNY_API_KEY"] = Emulator.ApiKey,
            ["NO_COLOR"] = "1",
            ["POWERSHELL_TELEMETRY_OPTOUT"] = "1",
            ["TEST_CSV"] = Path.Combine(Repository.Root, "samples", "data", "customers.csv"),
            ["TEST_MODULE"] = Repository.StagedManifest,
            ["TEST_URI"] = Emulator.BaseAddress.AbsoluteUri,
        };
        ProcessRun run = await ProcessRun.OfAsync(InstalledShell.Path!, ["-NoProfile", "-NonInteractive", "-Command", script], environment, Cancel);
        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.Output + run.Errors);
        return run;
    }
}
