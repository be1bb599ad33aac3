using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Journy.Bench.Shell;

/// <summary>A runspace of the PowerShell engine whose pipelines run on the calling thread, which can so be measured.</summary>
internal sealed class EngineSession : IDisposable
{
    private readonly Runspace _runspace;

    public EngineSession(string manifest)
    {
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
        Set("manifest", manifest);
        Run("Import-Module $manifest");
    }

    public void Set(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script, which must not fail.</summary>
    /// <returns>What it gave.</returns>
    public IReadOnlyList<PSObject> Run(string script)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        IReadOnlyList<PSObject> output = shell.AddScript(script).Invoke();
        if (shell.Streams.Error.FirstOrDefault() is { } error)
        {
            throw new InvalidOperationException($"'{script}' failed: {error}", error.Exception);
        }

        return output;
    }

    public void Dispose() => _runspace.Dispose();
}
