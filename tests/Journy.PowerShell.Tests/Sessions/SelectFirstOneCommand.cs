using System;
using System.Management.Automation;
using System.Reflection;

namespace Journy.Tests.Sessions;

/// <summary>What Select-Object -First 1 does, which the engine by itself does not have.</summary>
[Cmdlet(VerbsCommon.Select, "FirstOne")]
[OutputType(typeof(PSObject))]
public sealed class SelectFirstOneCommand : PSCmdlet
{
    /// <summary>The first is handed on, and ends the pipeline.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);

        // The engine's own exception for it is internal.
        Type type = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
        throw (Exception)Activator.CreateInstance(
            type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [this], null)!;
    }
}
