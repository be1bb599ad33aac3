using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Journy.Tests.Engine;

namespace Journy.Tests.Sessions;

/// <summary>A script that runs while the test goes on, to be stopped as Ctrl+C does.</summary>
internal sealed class RunningScript : IDisposable
{
    /// <summary>
    /// Less than any pause or answer that a test makes a script wait for, and far more than an end takes on a busy machine.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(55);

    private readonly PowerShell _shell;
    private readonly PSDataCollection<PSObject> _output = [];
    private readonly TaskCompletionSource _warned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _emitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IAsyncResult _running;

    public RunningScript(ShellSession session, string script)
    {
        _shell = PowerShell.Create(session.Runspace);
        _shell.AddScript(script);
        _shell.Streams.Warning.DataAdded += (_, _) => _warned.TrySetResult();
        _output.DataAdded += (_, _) => _emitted.TrySetResult();
        _running = _shell.BeginInvoke<PSObject, PSObject>(null, _output);
    }

    /// <summary>Ends with the first warning.</summary>
    public Task Warned => _warned.Task;

    /// <summary>Ends with the first output.</summary>
    public Task Emitted => _emitted.Task;

    public IReadOnlyList<PSObject> Output => _output.ToList();

    public IReadOnlyList<ErrorRecord> Errors => _shell.Streams.Error.ToList();

    public PSInvocationState State => _shell.InvocationStateInfo.State;

    /// <summary>Waits for the script's own end.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) =>
        Task.Factory.FromAsync(_running, _shell.EndInvoke).WaitAsync(Longest, cancellationToken);

    /// <summary>Stops the script and gives the time that it took.</summary>
    public async Task<TimeSpan> StopAsync(CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await Task.Factory.FromAsync(_shell.BeginStop(null, null), _shell.EndStop).WaitAsync(Longest, cancellationToken);
        return watch.Elapsed;
    }

    public void Dispose() => _shell.Dispose();
}
