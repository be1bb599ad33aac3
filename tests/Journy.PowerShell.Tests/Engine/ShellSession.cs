using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Journy.Tests.Engine;

/// <summary>
/// A runspace of the real PowerShell engine with the staged module imported, as a user's session has it. The engine's core
/// cmdlets are there and the module's; Import-Csv and the like are not.
/// </summary>
internal sealed class ShellSession : IDisposable
{
    private readonly Runspace _runspace;

    public ShellSession(bool importModule = true)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        if (importModule)
        {
            ShellResult imported = Run("param($path) Import-Module $path -ErrorAction Stop", Repository.StagedManifest);
            if (imported.Errors.Count > 0 || imported.Terminating is not null)
            {
                throw new InvalidOperationException($"The staged module does not load: {imported.Error}");
            }
        }
    }

    public Runspace Runspace => _runspace;

    /// <summary>Opens a session that is connected.</summary>
    public static ShellSession Connected(Uri baseUri, string apiKey, string parameters = "")
    {
        ShellSession session = new();
        session.Set("key", apiKey);
        session.Set("uri", baseUri.AbsoluteUri);
        session.Run($"Connect-Journy -ApiKey $key -BaseUri $uri {parameters}").ThrowIfFailed();
        return session;
    }

    /// <summary>Sets a variable of the session.</summary>
    public void Set(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script in the session and keeps every stream.</summary>
    /// <param name="script">The script; a param block takes the arguments.</param>
    /// <param name="arguments">Its arguments.</param>
    public ShellResult Run(string script, params object?[] arguments) => RunWithInput(script, null, arguments);

    /// <summary>Runs a script with objects piped to it as <c>$input</c> is.</summary>
    public ShellResult RunWithInput(string script, IEnumerable<object>? input, params object?[] arguments)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (object? argument in arguments)
        {
            shell.AddArgument(argument);
        }

        PSDataCollection<PSObject> output = new();
        RuntimeException? terminating = null;
        try
        {
            shell.Invoke(input, output);
        }
        catch (RuntimeException exception)
        {
            terminating = exception;
        }

        return new ShellResult(
            new Collection<PSObject>(output.ToList()),
            shell.Streams.Error.ToList(),
            shell.Streams.Warning.Select(record => record.Message).ToList(),
            shell.Streams.Verbose.Select(record => record.Message).ToList(),
            shell.Streams.Debug.Select(record => record.Message).ToList(),
            shell.Streams.Progress.ToList(),
            shell.Streams.Information.ToList(),
            terminating);
    }

    public void Dispose() => _runspace.Dispose();
}
