using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Journy.Emulator;
using Microsoft.PowerShell;
using Microsoft.VisualBasic.FileIO;

namespace Journy.Samples.Quickstart;

/// <summary>
/// The module's main job, end to end, with nothing installed but the .NET SDK: a local journy.io, a PowerShell engine, the
/// module as it was built, and a script that imports a file. Then it shows what arrived, and what did not.
/// </summary>
internal static class Program
{
    internal static async Task<int> Main()
    {
        // The names in the file are written in many scripts.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        await using JournyEmulator emulator = await JournyEmulator.StartAsync();
        Line($"A local journy.io listens on {emulator.BaseAddress}, with a test key in $env:JOURNY_API_KEY.");
        Line($"");
        Environment.SetEnvironmentVariable("JOURNY_API_KEY", emulator.ApiKey);

        using Runspace runspace = OpenRunspace();
        if (!TryRun(runspace, emulator.BaseAddress))
        {
            return 1;
        }

        ShowReceived(emulator);
        if (runspace.SessionStateProxy.GetVariable("summary") is { } summary && PSObject.AsPSObject(summary).Properties["FailedPath"]?.Value is string failed)
        {
            ShowFailed(failed);
        }

        ShowNextSteps();
        return 0;
    }

    /// <summary>Opens an engine with its core cmdlets only, as it comes with the package: no shell needs to be installed.</summary>
    private static Runspace OpenRunspace()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        if (OperatingSystem.IsWindows())
        {
            // For this process only: Windows comes with a policy that runs no scripts at all.
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        Runspace runspace = RunspaceFactory.CreateRunspace(new ConsoleHost(), state);
        runspace.Open();
        return runspace;
    }

    /// <summary>Runs the script and shows what it writes.</summary>
    /// <returns>False if an error ended it.</returns>
    private static bool TryRun(Runspace runspace, Uri emulator)
    {
        // What an earlier run left says nothing about this one.
        if (Directory.Exists(SamplePaths.Outcomes))
        {
            Directory.Delete(SamplePaths.Outcomes, recursive: true);
        }

        Directory.CreateDirectory(SamplePaths.Outcomes);
        using PowerShell shell = PowerShell.Create(runspace);

        // Dot-sourced, so that the script's variables are still there afterwards.
        Command script = new(SamplePaths.Script, isScript: false, useLocalScope: false);
        script.Parameters.Add("ModulePath", SamplePaths.ModuleManifest);
        script.Parameters.Add("BaseUri", emulator.ToString());
        script.Parameters.Add("OutcomeDirectory", SamplePaths.Outcomes);

        // As a shell does it: errors go to the same formatter as the output, and so keep their place in it.
        script.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.Commands.AddCommand(script).AddCommand("Out-Default");
        try
        {
            shell.Invoke();
            return true;
        }
        catch (RuntimeException exception)
        {
            Console.Error.WriteLine($"The script ended with the error {exception.ErrorRecord.FullyQualifiedErrorId}: {exception.Message}");
            return false;
        }
    }

    private static void ShowReceived(JournyEmulator emulator)
    {
        Section("7. See what the emulator has received");
        Line($"{emulator.Users.Count:N0} users. One of them:");
        EmulatedUser user = emulator.Users[0];
        Line($"    {user.UserId}, {user.Email}");
        foreach ((string name, JsonElement value) in user.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            Line($"    {name,-13} = {value.GetRawText()}");
        }

        Line($"");
        foreach (var group in emulator.Ledger.Snapshot().GroupBy(request => (request.Method, request.Target, request.Status)))
        {
            Line($"    {group.Key.Method,-6} {group.Key.Target,-13} {group.Key.Status} {group.Count(),7:N0}");
        }
    }

    private static void ShowFailed(string path)
    {
        Section("8. Read the failed file: line and reason");
        using TextFieldParser file = new(path, Encoding.UTF8) { TrimWhiteSpace = false };
        file.SetDelimiters(",");
        string[] header = file.ReadFields()!;
        while (file.ReadFields() is { } cells)
        {
            Line($"{cells[Array.IndexOf(header, "journy_line")],5}  {cells[Array.IndexOf(header, "journy_error")]}");
        }
    }

    private static void ShowNextSteps()
    {
        Section("Next: the same in your own shell");
        Line($$"""
            The emulator ends with this command. In another terminal, start one that stays:

                dotnet run --project src/Journy.Emulator -- --port 5080

            Then in PowerShell 7.4 or newer, with the test key that it prints:

                $env:JOURNY_API_KEY = Read-Host 'API key' -MaskInput
                Import-Module '{{SamplePaths.ModuleManifest}}'
                Connect-Journy -BaseUri http://127.0.0.1:5080
                [pscustomobject]@{ user_id = 'u1'; first_name = 'Robin'; plan = 'Trial' } | Set-JournyUser
                Get-Command -Module Journy

            Without -BaseUri, Connect-Journy connects to journy.io itself. The script that ran here runs there as well:

                & '{{SamplePaths.Script}}' -BaseUri http://127.0.0.1:5080
            """);
    }

    private static void Section(string title) => Line($"\n{title}\n{new string('-', title.Length)}");

    // Numbers look the same wherever this runs, so that what a tutorial shows is what a reader gets.
    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
