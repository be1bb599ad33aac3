using System;
using System.Linq;
using System.Management.Automation;
using Journy.Api;
using Journy.Pacing;
using Journy.Tests.Client;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>
/// What is seen of the pace of an import that has to wait for its limit: 60 calls at 20 a minute, on a clock whose waits take no time.
/// </summary>
public sealed class PaceReportTests : ImportTest
{
    private const int Rows = 60;
    private const int OwnLimit = 20;
    private readonly RateLimiter _limiter;
    private readonly InstantClock _clock = new();

    public PaceReportTests()
    {
        _limiter = new RateLimiter(_clock);

        // Longer than what is read at once, so that there is something left to read while calls wait.
        Folder.Write("user_id,name\n" + string.Concat(Enumerable.Range(1, Rows).Select(i => $"u{i},{new string('n', 4000)}\n")));
    }

    [Fact]
    public void Progress_says_that_calls_wait_and_how_long_the_pace_makes_it()
    {
        AnsweringHost host = new(answer: false);
        using HostedShell shell = new(host, Emulator);
        shell.Set("connection", Connection());
        shell.Run(Script);

        ProgressRecord[] progress = [.. host.Progress.Where(record => record.Activity == "Importing users.csv")];
        Assert.DoesNotContain("waiting for the rate limit", progress[0].StatusDescription, StringComparison.Ordinal);
        ProgressRecord[] waiting =
            [.. progress.Where(record => record.StatusDescription.Contains("waiting for the rate limit", StringComparison.Ordinal))];
        Assert.NotEmpty(waiting);

        // At most the 40 calls behind the first wait: two minutes of them.
        Assert.All(waiting, record => Assert.InRange(record.SecondsRemaining, -1, 180));
        Assert.Contains(waiting, record => record.SecondsRemaining >= 30);
    }

    [Fact]
    public void Verbose_lines_tell_of_the_waits_now_and_then_and_of_no_success()
    {
        Session.Set("connection", Connection());
        ShellResult result = Run(Script + " -Verbose").ThrowIfFailed();

        AssertCounts(Summary(result), sent: Rows);
        string[] waits = [.. result.Verbose.Where(line => line.StartsWith("Calls wait for the rate limit: ", StringComparison.Ordinal))];

        // One in 30 seconds of the two minutes.
        Assert.InRange(waits.Length, 1, 6);
        Assert.All(waits, line => AssertSays(line, " in the last minute of ", "800 allowed; others on the key made "));
        Assert.DoesNotContain(result.Verbose, line => line.Contains("POST", StringComparison.Ordinal));
    }

    [Fact]
    public void The_summary_and_the_connection_have_the_pace()
    {
        JournyConnection connection = Connection();
        Session.Set("connection", connection);
        ImportSummary summary = Summary(Run(Script).ThrowIfFailed());

        Assert.Equal(OwnLimit, summary.CallsPerMinute);
        Assert.Equal(OwnLimit / 1800.0, summary.ShareOfLimit!.Value, 6);
        Assert.Equal(OwnLimit, connection.CallsInLastMinute);
        Assert.Equal(summary.ShareOfLimit, connection.ShareOfLimit);

        // The server's time stands still: calls of ours that have left our minute are still in its own.
        Assert.Equal((Rows - OwnLimit, Rows - OwnLimit), (summary.OthersPerMinute, connection.OthersPerMinute));
    }

    [Fact]
    public void The_views_show_the_pace()
    {
        AnsweringHost host = new(answer: false);
        using HostedShell shell = new(host, Emulator);
        shell.Set("connection", Connection());
        shell.Run($"{Script} | Out-Default");
        AssertSays(string.Join('\n', host.Lines), "CallsPerMinute", "ShareOfLimit", "OthersPerMinute");
        int lines = host.Lines.Count;
        shell.Run("$connection | Out-Default");
        AssertSays(string.Join('\n', host.Lines.Skip(lines)), "ReserveForOthers", "CallsInLastMinute", "ShareOfLimit", "OthersPerMinute");
    }

    private string Script => $"Import-JournyUser '{Folder.File("users.csv")}' -Connection $connection -ThrottleLimit 1";

    private JournyConnection Connection()
    {
        Emulator.SetRateLimit(1800);
        JournyClientOptions options = new(Emulator.BaseAddress, ApiKey.From(Emulator.ApiKey)!)
        {
            Clock = _clock,
            RateLimiter = _limiter,
            RequestsPerMinute = OwnLimit,
        };
        return new JournyConnection(new JournyClient(options), options, JournyConnectionSource.Parameter, null, null);
    }
}
