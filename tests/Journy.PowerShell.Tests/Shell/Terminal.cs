using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Journy.Tests.Samples;

namespace Journy.Tests.Shell;

/// <summary>
/// A program in a terminal, as a person has it: keys go in, and what the screen shows comes out. The terminal is tmux's, on a server
/// of its own, so that no setting of the machine's reaches it.
/// </summary>
internal sealed class Terminal : IAsyncDisposable
{
    /// <summary>How long a text may take to appear: far more than it does, on a machine that has much else to do.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);
    private static readonly Dictionary<string, string?> SameEnvironment = [];

    private readonly string _server = $"journy-{Guid.NewGuid():n}";
    private readonly CancellationToken _cancel;

    private Terminal(CancellationToken cancel) => _cancel = cancel;

    /// <summary>Why there can be no terminal here; null if there can.</summary>
    public static string? Lack => OperatingSystem.IsWindows() || InstalledPrograms.Find("tmux") is null
        ? "There is no tmux on the PATH"
        : null;

    /// <summary>Starts a program, which ends with the terminal.</summary>
    public static async Task<Terminal> StartAsync(
        IReadOnlyList<string> program, IReadOnlyDictionary<string, string?> environment, CancellationToken cancel)
    {
        Terminal terminal = new(cancel);
        await terminal.TmuxAsync(["-f", "/dev/null", "new-session", "-d", "-x", "150", "-y", "50", .. program], environment);
        return terminal;
    }

    /// <summary>Types a text.</summary>
    public Task TypeAsync(string text) => TmuxAsync(["send-keys", "-l", "--", text], SameEnvironment);

    /// <summary>Types a line.</summary>
    public async Task EnterAsync(string line)
    {
        await TypeAsync(line);
        await PressAsync("Enter");
    }

    /// <summary>Presses a key by tmux's name for it, such as Enter or C-c.</summary>
    public Task PressAsync(string key) => TmuxAsync(["send-keys", key], SameEnvironment);

    /// <summary>All that the terminal has shown and not taken back, wrapped lines joined.</summary>
    public Task<string> ReadAsync() => TmuxAsync(["capture-pane", "-p", "-J", "-S", "-"], SameEnvironment);

    /// <summary>Waits until the terminal shows what a pattern describes, and returns that.</summary>
    /// <exception cref="TimeoutException">It did not appear; the message holds what did.</exception>
    public async Task<Match> WaitForAsync(string pattern)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(_cancel);
        timeout.CancelAfter(Longest);
        string screen = string.Empty;
        try
        {
            while (true)
            {
                screen = await ReadAsync();
                if (Regex.Match(screen, pattern) is { Success: true } match)
                {
                    return match;
                }

                await Task.Delay(BetweenLooks, timeout.Token);
            }
        }
        catch (OperationCanceledException) when (!_cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The terminal did not show '{pattern}', but:\n{screen.TrimEnd()}");
        }
    }

    public async ValueTask DisposeAsync() =>
        await ProcessRun.OfAsync("tmux", ["-L", _server, "kill-server"], SameEnvironment, CancellationToken.None, Longest);

    private async Task<string> TmuxAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        ProcessRun run = await ProcessRun.OfAsync("tmux", ["-L", _server, .. arguments], environment, _cancel, Longest);
        return run.ExitCode == 0 ? run.Output : throw new InvalidOperationException($"tmux said: {run.Errors}");
    }
}
