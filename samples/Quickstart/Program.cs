using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Samples.DataGenerator;
using Journy.Samples.Quickstart.Checks;
using Journy.Samples.Quickstart.Hosting;

namespace Journy.Samples.Quickstart;

/// <summary>
/// The module's main job, end to end, with nothing installed but the .NET SDK: a local journy.io, a PowerShell engine, the
/// module as it was built, and a script that imports a file. What came of it is read back and compared with the file.
/// </summary>
internal static class Program
{
    private const int Success = 0;
    private const int Failure = 1;

    internal static async Task<int> Main()
    {
        // The names in the file are written in many scripts.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        CustomerFile file = CustomerFile.Create();
        if (!File.Exists(SamplePaths.Customers) || !File.ReadAllBytes(SamplePaths.Customers).AsSpan().SequenceEqual(file.ToBytes()))
        {
            // Every count would be off, and none of them would say why.
            Console.Error.WriteLine($"{SamplePaths.Customers} is not the file that the generator writes. To write it again:");
            Console.Error.WriteLine("    dotnet run --project samples/DataGenerator");
            return Failure;
        }

        await using JournyEmulator emulator = await JournyEmulator.StartAsync();
        Console.WriteLine($"A local journy.io listens on {emulator.BaseAddress}, with a test key in $env:JOURNY_API_KEY.");
        Console.WriteLine();
        Environment.SetEnvironmentVariable("JOURNY_API_KEY", emulator.ApiKey);

        using ScriptSession session = new();
        if (!TryImport(session, emulator.BaseAddress))
        {
            return Failure;
        }

        if (ScriptOutcome.Of(session) is not ScriptOutcome script)
        {
            session.Host.UI.WriteErrorLine("The script ended before its import did.");
            return Failure;
        }

        EmulatorContent content = await EmulatorContent.ReadAsync(emulator.BaseAddress);
        Report.Show(content, emulator.BaseAddress, script.UpdatedUserId);
        FailedFile failed = FailedFile.Read(script.FailedPath);
        Report.Show(failed);
        if (!Report.Show(ImportCheck.Run(file, script, content, failed)))
        {
            return Failure;
        }

        Report.ShowNextSteps();
        return Success;
    }

    private static bool TryImport(ScriptSession session, Uri emulator)
    {
        // What an earlier run left says nothing about this one.
        if (Directory.Exists(SamplePaths.Outcomes))
        {
            Directory.Delete(SamplePaths.Outcomes, recursive: true);
        }

        Directory.CreateDirectory(SamplePaths.Outcomes);
        try
        {
            session.Run(SamplePaths.Script, new Dictionary<string, string>
            {
                ["ModulePath"] = SamplePaths.ModuleManifest,
                ["BaseUri"] = emulator.ToString(),
                ["OutcomeDirectory"] = SamplePaths.Outcomes,
            });
        }
        catch (RuntimeException exception)
        {
            // RuntimeException is how the engine hands over every error that ends a script.
            ErrorRecord error = exception.ErrorRecord;
            session.Host.UI.WriteErrorLine($"The script ended with the error {error.FullyQualifiedErrorId}:");
            session.Host.UI.WriteErrorLine($"{exception.Message}{Environment.NewLine}{error.InvocationInfo?.PositionMessage}");
            return false;
        }

        return true;
    }
}
