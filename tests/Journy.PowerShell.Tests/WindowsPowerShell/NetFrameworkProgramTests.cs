using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Journy.Tests.Samples;
using Mono.Cecil;
using Xunit;

namespace Journy.Tests.WindowsPowerShell;

/// <summary>
/// The staged module under Mono, the .NET Framework that runs everywhere, with a loader that is as strict about versions as
/// that of Windows.
/// </summary>
public sealed class NetFrameworkProgramTests : EmulatorTest
{
    private const int Together = 4;

    [Fact]
    public async Task The_client_works_and_finds_its_libraries_itself()
    {
        using CountdownEvent arrived = new(Together);
        int later = 0;
        int dropped = 0;
        Emulator.Faults.Add(request =>
        {
            string? id = Array.Find(
                ["refused", "later", "dropped", "endless", "together"],
                name => request.Body?.Contains($"\"userId\":\"{name}", StringComparison.Ordinal) == true);
            switch (id)
            {
                case "refused":
                    return Fault.Error(422);
                case "later":
                    return Interlocked.Increment(ref later) == 1 ? Fault.Unavailable(TimeSpan.FromSeconds(1)) : null;
                case "dropped":
                    return Interlocked.Increment(ref dropped) == 1 ? Fault.Abort(afterApplying: true) : null;
                case "endless":
                    return Fault.Trickle(TimeSpan.FromMinutes(10));
                case "together":
                    arrived.Signal();
                    arrived.Wait(Cancel);
                    return null;
                default:
                    return null;
            }
        });

        ProcessRun run = await RunAsync();

        Assert.True(run.ExitCode == 0 && run.Errors.Length == 0, run.Output + run.Errors);
        Assert.Equal(
            $"""
            types True
            before import:
            after import: {string.Join(' ', ShippedAssemblies.DesktopNames)}
            permissions True
            properties True
            refused: Unprocessable 422
            later: 201 after 2
            dropped: 201 after 2
            endless event: OutcomeUnknown, in time True
            endless, stopped: cancelled, in time True
            together: 201 after 1, 201 after 1, 201 after 1, 201 after 1
            """,
            string.Join('\n', run.Output.ReplaceLineEndings("\n").Trim().Split('\n').Select(line => line.TrimEnd())));

        JsonElement properties = JsonDocument.Parse(Writes[0].Body!).RootElement.GetProperty("properties");
        Assert.Equal(
            """{"mrr":9.99,"third":0.3333333333333333,"single":0.1"""
            + ""","name":"Zoë \"Z\" \uD83E\uDD84","since":"2026-04-30T12:05:00.123Z","tags":["a","b"],"trial":true,"old":null}""",
            properties.GetRawText());
        Assert.Equal(2, Writes.Count(write => write.Method == "DELETE" && write.Status == 202));
    }

    [Fact]
    public async Task An_older_library_that_another_module_brought_is_told_with_its_place()
    {
        using TempFolder other = new();
        AssemblyNameDefinition name =
            new("System.Text.Json", new Version(4, 0, 1, 2)) { PublicKeyToken = [0xcc, 0x7b, 0x13, 0xff, 0xcd, 0x2d, 0xdd, 0x51] };
        using (AssemblyDefinition old = AssemblyDefinition.CreateAssembly(name, "System.Text.Json.dll", ModuleKind.Dll))
        {
            old.Write(other.File("System.Text.Json.dll"));
        }

        ProcessRun run = await RunAsync(other.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            "Another module brought an older System.Text.Json into this session, version 4.0.1.2 where Journy needs 8.0.0.0: "
            + $"{other.File("System.Text.Json.dll")}. Start a new session and import Journy first.",
            run.Errors.Trim());
        Assert.Empty(Emulator.Ledger.Snapshot());
    }

    private async Task<ProcessRun> RunAsync(params string[] more)
    {
        string? mono = InstalledPrograms.Find("mono");
        Assert.SkipWhen(mono is null, "There is no Mono on the PATH: the module was not tried on .NET Framework.");
        using TempFolder facades = new();
        WriteNetStandard(facades.File("netstandard.dll"));
        Dictionary<string, string?> environment = new() { ["JOURNY_API_KEY"] = Emulator.ApiKey, ["MONO_PATH"] = facades.Path };
        ProcessRun run = await ProcessRun.OfAsync(
            mono!,
            [
                "--assembly-loader=strict",
                Repository.Metadata("NetFrameworkProgramPath"),
                ShippedAssemblies.ModuleFolder,
                Emulator.BaseAddress.AbsoluteUri,
                .. more
            ],
            environment,
            Cancel,
            TimeSpan.FromMinutes(2));
        Assert.SkipWhen(
            run.Errors.Contains("'System.Net.Http,", StringComparison.Ordinal),
            "Mono is without System.Net.Http (Debian's libmono-system-net-http4.0-cil): the module was not tried on .NET Framework.");
        return run;
    }

    /// <summary>What .NET Framework has and Debian's smallest Mono lacks: forwards from .NET Standard's names to the framework's.</summary>
    private static void WriteNetStandard(string path)
    {
        using AssemblyDefinition facade = AssemblyDefinition.ReadAssembly(
            Path.Combine(Repository.Metadata("NetFrameworkPath"), "Facades", "netstandard.dll"));

        // It is for compilers, says this, and Mono would not load it.
        facade.CustomAttributes.Remove(
            facade.CustomAttributes.Single(attribute => attribute.AttributeType.Name == "ReferenceAssemblyAttribute"));
        facade.Write(path);
    }
}
