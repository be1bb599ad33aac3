using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;

namespace Journy.Tests.Engine;

/// <summary>
/// The import host at work in a process of its own, to be killed at any moment. Whoever starts one ends it: disposing of it kills it.
/// </summary>
internal sealed class ImportHostProcess : IAsyncDisposable
{
    // What the shell's ulimit counts in.
    private const int BlockSize = 512;

    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<Waiter> _waiters = [];
    private readonly Process _process;
    private readonly Task _reading;
    private readonly Task<string> _errorText;

    private ImportHostProcess(Process process)
    {
        _process = process;
        _reading = ReadAsync();
        _errorText = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The lines of its output so far, whole ones only.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>The summaries so far: their values by name, as text.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Summaries =>
        [.. Lines.Where(line => line.StartsWith("summary\t", StringComparison.Ordinal)).Select(ReadValues)];

    /// <summary>The errors so far, each with its ID first.</summary>
    public IReadOnlyList<string> Errors => Rest("error ");

    /// <summary>Everything else that the script has put out.</summary>
    public IReadOnlyList<string> Output => Rest("output ");

    public int Id => _process.Id;

    /// <summary>Starts a host that connects to an emulator and runs a script.</summary>
    /// <param name="emulator">The emulator.</param>
    /// <param name="script">The script's text, or the path of one.</param>
    /// <param name="workingDirectory">Where it starts; null for where the tests run.</param>
    /// <param name="environment">What its environment has on top; null takes a variable away.</param>
    /// <param name="largestFile">How many bytes a file that it writes may have, as on a disk that gets full; null for any number.
    /// Not on Windows.</param>
    public static ImportHostProcess Start(
        JournyEmulator emulator,
        string script,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        int? largestFile = null)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string[] arguments = [Repository.ImportHost, Repository.StagedManifest, emulator.BaseAddress.AbsoluteUri, script];

        // A write beyond the limit fails, rather than ending the process by a signal.
        string limited = string.Create(
            CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -f {largestFile / BlockSize}; exec \"$0\" \"$@\"");
        ProcessStartInfo start = new(
            largestFile is null ? dotnet : "/bin/sh", largestFile is null ? arguments : ["-c", limited, dotnet, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = workingDirectory ?? string.Empty,
            UseShellExecute = false,
        };
        start.Environment["JOURNY_API_KEY"] = emulator.ApiKey;
        if (largestFile is not null)
        {
            // The runtime maps its code from a file that is larger than any limit.
            start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        }

        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return new ImportHostProcess(process);
    }

    /// <summary>Waits for the first line that meets a condition, also one that is there already.</summary>
    /// <exception cref="InvalidOperationException">The process has ended without one.</exception>
    public async Task<string> WaitForLineAsync(Func<string, bool> condition, CancellationToken cancel)
    {
        Waiter waiter = new(condition);
        lock (_gate)
        {
            _lines.ForEach(waiter.Observe);
            _waiters.Add(waiter);
        }

        await Task.WhenAny(waiter.Found, _reading).WaitAsync(cancel);
        return waiter.Found.IsCompletedSuccessfully
            ? await waiter.Found
            : throw new InvalidOperationException($"The host ended without the line. {await DescribeAsync()}");
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>The exit code: 0 where the script ran without an error.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancel)
    {
        await _process.WaitForExitAsync(cancel);
        await _reading.WaitAsync(cancel);
        return _process.ExitCode;
    }

    /// <summary>Waits until it ends by itself, which must be without an error.</summary>
    public async Task<ImportHostProcess> SucceedAsync(CancellationToken cancel)
    {
        int code = await WaitForExitAsync(cancel);
        return code == 0 ? this : throw new InvalidOperationException($"The host ended with exit code {code}. {await DescribeAsync()}");
    }

    /// <summary>Kills it as <c>kill -9</c> does: no code of its own runs any more.</summary>
    /// <returns>Whether it was still at work.</returns>
    public async Task<bool> KillAsync(CancellationToken cancel)
    {
        bool wasAtWork = !_process.HasExited;
        _process.Kill();
        await WaitForExitAsync(cancel);
        return wasAtWork;
    }

    /// <summary>
    /// Asks it to end, which it takes as Ctrl+C. By the signal of a system that shuts down, since that of Ctrl+C is ignored by whatever
    /// was started in the background. Not on Windows, which has no signals.
    /// </summary>
    public async Task InterruptAsync(CancellationToken cancel)
    {
        using Process kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        await _errorText;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is string line)
        {
            lock (_gate)
            {
                _lines.Add(line);
                _waiters.ForEach(waiter => waiter.Observe(line));
            }
        }
    }

    private async Task<string> DescribeAsync() => $"Its lines:\n{string.Join('\n', Lines)}\n{await _errorText}";

    private string[] Rest(string word) =>
        [.. Lines.Where(line => line.StartsWith(word, StringComparison.Ordinal)).Select(line => line[word.Length..])];

    private static Dictionary<string, string> ReadValues(string line) =>
        line.Split('\t').Skip(1).Select(value => value.Split('=', 2)).ToDictionary(value => value[0], value => value[1]);

    private sealed class Waiter(Func<string, bool> condition)
    {
        // Continuations run elsewhere: a line is observed while the list is locked.
        private readonly TaskCompletionSource<string> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Found => _found.Task;

        public void Observe(string line)
        {
            if (condition(line))
            {
                _found.TrySetResult(line);
            }
        }
    }
}
