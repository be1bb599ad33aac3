using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using Journy.Emulator;
using Journy.Tests.Engine;

namespace Journy.Tests.ImportCommand;

/// <summary>A connected session in a host of the test's own, where every error ends the script.</summary>
internal sealed class HostedShell : IDisposable
{
    private readonly Runspace _runspace;
    private readonly JournyEmulator _emulator;

    public HostedShell(PSHost host, JournyEmulator emulator)
    {
        _emulator = emulator;
        _runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        _runspace.Open();
    }

    public void Set(string name, object value) => _runspace.SessionStateProxy.SetVariable(name, value);

    public IReadOnlyList<PSObject> Run(string script)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript($"""
            param($module, $key, $uri)
            $ErrorActionPreference = 'Stop'
            Import-Module $module
            Connect-Journy $key -BaseUri $uri -SkipKeyCheck
            {script}
            """);
        shell.AddArgument(Repository.StagedManifest).AddArgument(_emulator.ApiKey).AddArgument(_emulator.BaseAddress.AbsoluteUri);
        return shell.Invoke();
    }

    public void Dispose() => _runspace.Dispose();
}
