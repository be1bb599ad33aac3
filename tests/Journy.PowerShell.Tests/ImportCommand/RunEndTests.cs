using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Imports that end before their file does, and what -ErrorAction makes of an end.</summary>
public sealed class RunEndTests : ImportTest
{
    private static readonly string HundredUsers = "user_id\n" + string.Concat(Enumerable.Range(1, 100).Select(i => $"u{i}\n"));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20, 1)]
    [InlineData(20, 8)]
    public void A_key_that_is_disabled_ends_the_run_with_every_row_accounted_for(int request, int throttleLimit)
    {
        string key = Emulator.AddKey("to be disabled", KeyPermissions.TrackData);
        int requests = 0;
        Emulator.Faults.Add(_ =>
        {
            if (Interlocked.Increment(ref requests) == request)
            {
                Emulator.DisableKey(key);
            }

            return null;
        });
        Session.Set("other", key);
        Run("Connect-Journy $other -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();
        Folder.Write(HundredUsers);

        ShellResult result = Run($"try {{ Import-JournyUser users.csv -ThrottleLimit {throttleLimit} }} catch {{ $caught = $_ }}");

        ImportSummary summary = Summary(result);
        Assert.Equal(100, summary.Read);
        AssertMatchesLedger(summary);
        Assert.InRange(summary.Failed, 1, throttleLimit);
        Assert.True(summary.NotAttempted > 0);
        ErrorRecord caught = Caught();
        Assert.Equal("Journy.Forbidden,Journy.Commands.ImportJournyUserCommand", caught.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.PermissionDenied, caught.CategoryInfo.Category);
        Assert.Same(summary, caught.TargetObject);
        AssertSays(
            caught.ErrorDetails.Message,
            "ended early",
            $"{summary.NotAttempted} not attempted (from line {summary.NotAttemptedFromLine} on)");
        Assert.All(CsvTable.Read(summary.FailedPath!).Rows, row => AssertSays(row["journy_error"], "HTTP 403"));
    }

    [Fact]
    public void A_key_without_the_permission_ends_the_run_with_its_first_calls()
    {
        Session.Set("other", Emulator.AddKey("reader", KeyPermissions.ReadEvents));
        Run("Connect-Journy $other -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();
        Folder.Write(HundredUsers);

        ShellResult result = Run("try { Import-JournyUser users.csv, users.csv } catch { $caught = $_ }");

        ImportSummary summary = Summary(result);
        Assert.Equal((100, 0), (summary.Read, summary.Sent));

        // The calls that were under way, at most.
        Assert.InRange(summary.Failed, 1, 8);
        AssertMatchesLedger(summary);
        Assert.Equal("Journy.Unauthorized,Journy.Commands.ImportJournyUserCommand", Caught().FullyQualifiedErrorId);
        Assert.Same(summary, Caught().TargetObject);
        AssertSays(Caught().ErrorDetails.RecommendedAction, "TrackData");
        Assert.All(Writes, write => Assert.Equal(401, write.Status));
        Assert.Empty(Emulator.Users);
    }

    [Fact]
    public void Rows_that_were_wrong_before_the_run_ended_keep_their_reason()
    {
        Emulator.Faults.Add(request => request.Body!.Contains("\"u2\"", StringComparison.Ordinal) ? Fault.Error(403) : null);

        ImportSummary summary = Summary(ImportText("user_id,a\nu1,x\n,y\nu2,x\n,z\nu3,x,x\nu4,x\n", "-ThrottleLimit 1"));

        AssertMatchesLedger(summary);
        Assert.Equal(6, summary.Read);
        CsvTable failed = CsvTable.Read(summary.FailedPath!);
        AssertSays(failed.FromLine(3)["journy_error"], "There is neither");
        AssertSays(failed.FromLine(4)["journy_error"], "HTTP 403");
    }

    [Theory]
    [InlineData("Import-JournyUser users.csv -ErrorAction Stop")]
    [InlineData("$ErrorActionPreference = 'Stop'; Import-JournyUser users.csv")]
    public void An_error_that_stops_the_script_comes_after_the_summary(string command)
    {
        Folder.Write("user_id,x\nu1,\n,y\nu2,\n");

        ShellResult result = Run($"try {{ {command} }} catch {{ $caught = $_ }}");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 2, failed: 1);
        Assert.Equal("Journy.ImportIncomplete,Journy.Commands.ImportJournyUserCommand", Caught().FullyQualifiedErrorId);
        Assert.Same(summary, Caught().TargetObject);
        Assert.Equal(["u1", "u2"], UserIds);

        // Closed by then: whoever catches may move the file.
        File.Delete(summary.FailedPath!);
    }

    [Fact]
    public void A_script_that_nobody_catches_ends_with_the_error()
    {
        Folder.Write("user_id,x\n,y\n");

        ShellResult result = Run("$ErrorActionPreference = 'Stop'; Import-JournyUser users.csv; 'went on'");

        AssertCounts(Summary(result), sent: 0, failed: 1);
        Assert.StartsWith("Journy.ImportIncomplete,", result.Terminating!.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SilentlyContinue", 1)]
    [InlineData("Ignore", 0)]
    public void An_error_that_is_silenced_leaves_the_summary(string action, int kept)
    {
        Folder.Write("user_id,x\n,y\n");

        ShellResult result = Run($"$Error.Clear(); Import-JournyUser users.csv -ErrorAction {action} -ErrorVariable incomplete");

        AssertCounts(Summary(result), sent: 0, failed: 1);
        Assert.Empty(result.Errors);
        Assert.Equal(kept.ToString((IFormatProvider?)null), Run("$Error.Count").Output.Single().ToString());
    }

    private ErrorRecord Caught() =>
        Assert.IsType<ErrorRecord>(PSObject.AsPSObject(Session.Runspace.SessionStateProxy.GetVariable("caught")).BaseObject);

    /// <summary>Every row is where its requests say: applied or refused, and the rest never sent.</summary>
    private void AssertMatchesLedger(ImportSummary summary)
    {
        Assert.Equal(Writes.Count(write => write.Applied), summary.Sent);
        int unsent = summary.FailedPath is null
            ? 0
            : CsvTable.Read(summary.FailedPath).Rows.Count(row => row["journy_request_id"].Length == 0);
        Assert.Equal(Writes.Count(write => !write.Applied), summary.Failed - unsent);
        Assert.Equal(summary.Failed, CsvTable.Read(summary.FailedPath!).Rows.Count);
    }
}
