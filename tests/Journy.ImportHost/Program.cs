using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.PowerShell;

namespace Journy.ImportHost;

/// <summary>
/// A small program that hosts the engine, connects and runs a script: the victim of the tests that kill a process in the middle of
/// an import. What comes of the script goes to the standard output, a line each, as soon as it is known.
/// </summary>
internal static class Program
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int BadArguments = 2;

    private const string Usage = """
        Journy.ImportHost <manifest> <base address> <script>

          manifest       the staged module's Journy.psd1
          base address   where the API is
          script         the path of a script, or its text

        The API key is taken from the environment variable JOURNY_API_KEY.
        """;

    // The key comes from the environment, where no list of processes shows it.
    private const string Connect = """
        param($manifest, $baseUri)
        $ErrorActionPreference = 'Stop'
        Import-Module $manifest
        Connect-Journy -BaseUri $baseUri -SkipKeyCheck
        """;

    internal static int Main(string[] args)
    {
        if (args is not [string manifest, string baseUri, string script])
        {
            Console.Error.WriteLine(Usage);
            return BadArguments;
        }

        using StreamWriter output =
            new(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
        OutputLines lines = new(output);
        using Runspace runspace = Open(new ImportHost(lines));
        using PowerShell shell = PowerShell.Create(runspace);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        shell.AddScript(Connect, useLocalScope: true).AddArgument(Path.GetFullPath(manifest)).AddArgument(baseUri);
        if (!Run(shell, lines))
        {
            return Failure;
        }

        lines.Write("connected");
        shell.Commands.Clear();
        if (File.Exists(script))
        {
            shell.AddCommand(Path.GetFullPath(script));
        }
        else
        {
            shell.AddScript(script);
        }

        return Run(shell, lines) ? Success : Failure;

        void Stop(PosixSignalContext context)
        {
            // As a shell does it at Ctrl+C: the script ends, and the program by itself after it.
            context.Cancel = true;
            shell.BeginStop(null, null);
        }
    }

    private static Runspace Open(ImportHost host)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        if (OperatingSystem.IsWindows())
        {
            // For this process only: Windows comes with a policy that runs no scripts at all.
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        return runspace;
    }

    private static bool Run(PowerShell shell, OutputLines lines)
    {
        using PSDataCollection<PSObject> output = [];
        output.DataAdded += (_, added) => lines.Write(output[added.Index]);
        shell.Streams.Error.DataAdded += WriteError;
        try
        {
            shell.Invoke<PSObject>(null, output, null);
        }
        catch (PipelineStoppedException)
        {
            // Said below, also where the engine keeps it to itself.
        }
        catch (RuntimeException exception)
        {
            lines.Write(exception.ErrorRecord);
            return false;
        }
        finally
        {
            shell.Streams.Error.DataAdded -= WriteError;
        }

        if (shell.InvocationStateInfo.State == PSInvocationState.Stopped)
        {
            lines.Write("stopped");
            return false;
        }

        return !shell.HadErrors;

        void WriteError(object? sender, DataAddedEventArgs added) => lines.Write(((IList<ErrorRecord>)shell.Streams.Error)[added.Index]);
    }
}
