using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace Journy.Samples.Quickstart.Hosting;

/// <summary>A PowerShell engine with its core cmdlets only, as it comes with the package: no shell needs to be installed.</summary>
internal sealed class ScriptSession : IDisposable
{
    private readonly Runspace _runspace;

    internal ScriptSession()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        if (OperatingSystem.IsWindows())
        {
            // For this process only: Windows comes with a policy that runs no scripts at all.
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
    }

    internal QuickstartHost Host { get; } = new();

    public void Dispose() => _runspace.Dispose();

    /// <summary>Runs a script and shows what it writes.</summary>
    /// <param name="path">The script's path.</param>
    /// <param name="parameters">The script's parameters.</param>
    /// <exception cref="RuntimeException">An error ended the script.</exception>
    internal void Run(string path, IReadOnlyDictionary<string, string> parameters)
    {
        using PowerShell shell = PowerShell.Create(_runspace);

        // Dot-sourced, so that the script's variables are still there afterwards.
        Command script = new(path, isScript: false, useLocalScope: false);
        foreach ((string name, string value) in parameters)
        {
            script.Parameters.Add(name, value);
        }

        // As a shell does it: errors go to the same formatter as the output, and so keep their place in it.
        script.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.Commands.AddCommand(script).AddCommand("Out-Default");
        shell.Invoke();
    }

    /// <summary>Gets a variable that the script left.</summary>
    /// <param name="name">The variable's name.</param>
    /// <returns>Its value.</returns>
    internal PSObject? Variable(string name) =>
        _runspace.SessionStateProxy.GetVariable(name) is object value ? PSObject.AsPSObject(value) : null;
}
