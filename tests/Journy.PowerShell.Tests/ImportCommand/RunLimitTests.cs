using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using Journy.Api;
using Journy.Emulator;
using Journy.Pacing;
using Journy.Tests.Client;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Imports that end early by the user's wish, and the command that goes on.</summary>
public sealed class RunLimitTests : ImportTest
{
    [Fact]
    public void The_command_that_goes_on_names_the_connection_that_was_named()
    {
        Session.Set("prod", Emulator.AddKey("prod", KeyPermissions.TrackData));
        Session.Set("uri", Emulator.BaseAddress.AbsoluteUri);
        Session.Run("Connect-Journy -ApiKey $prod -BaseUri $uri -Name prod").ThrowIfFailed();

        ImportSummary summary = Summary(ImportText("user_id,x\nu1,\n,y\nu2,\n", "-Connection prod -MaxErrors 0 -ThrottleLimit 1"));

        AssertSays(summary.ContinueCommand!, "-Connection 'prod'");
        Assert.Equal(3, Summary(Run(summary.ContinueCommand!)).Read);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public void More_errors_than_allowed_end_the_import(int allowed, int failed)
    {
        // A bad row after every good one.
        Folder.Write("user_id,x\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"u{i},\n,y\n")));

        ShellResult result = Import($"-MaxErrors {allowed} -ThrottleLimit 1");

        // The good row before the last bad one may have been about to go out.
        ImportSummary summary = Summary(result);
        Assert.InRange(summary.Sent, failed - 1, failed);
        AssertCounts(summary, sent: Writes.Count, failed: failed, notAttempted: 40 - failed - Writes.Count);
        Assert.Equal(summary.Sent == failed ? (2 * failed) + 2 : 2 * failed, summary.NotAttemptedFromLine);
        Assert.Equal("Journy.ImportIncomplete,Journy.Commands.ImportJournyUserCommand", result.Error.FullyQualifiedErrorId);
        Assert.Same(summary, result.Error.TargetObject);
        AssertSays(
            result.ErrorText,
            $"more rows failed than the {allowed} that -MaxErrors allows",
            "not attempted",
            summary.ContinueCommand!,
            summary.FailedPath!);
        AssertCounts(Summary(Import("-MaxErrors 20")), sent: 20 - summary.Sent, unchanged: summary.Sent, failed: 20);
    }

    [Fact]
    public void As_many_errors_as_allowed_end_nothing()
    {
        Folder.Write("user_id,x\nu1,\n,y\n,y\nu2,\n");

        AssertCounts(Summary(Import("-MaxErrors 2")), sent: 2, failed: 2);
    }

    [Theory]
    [InlineData("users.csv", "")]
    [InlineData("users.csv", "-Property @{ 'it''s' = 'a ''quoted'' \"value\" $x `n'; n = 1.5; on = $true; list = 'a', 'b'; gone = $null }")]
    [InlineData("it's Jane’s [list] $x `t.csv", "-PropertyMap @{ 'name' = 'first name' } -PropertyType @{ seats = 'Text' }")]
    [InlineData(
        "semicolons.csv", "-Delimiter ';' -Encoding Latin1 -ExcludeProperty 's*', 'x' -BlankValue Empty -TimeZone 'Europe/Brussels'")]
    [InlineData(
        "users.csv",
        "-Property @{ since = [datetime]'2024-05-06T07:08:09Z'; at = [datetimeoffset]'2024-05-06T07:08:09+02:00'; "
        + "id = [guid]'0f8fad5b-d9cb-469f-a165-70867728950e' }")]
    [InlineData("users.csv", "-AsText -JournalPath 'my journal.journy' -IncludeProperty name -ListSeparator '|'")]
    public void The_command_that_goes_on_goes_on(string file, string parameters)
    {
        const int Rows = 30;
        char delimiter = parameters.Contains("-Delimiter", StringComparison.Ordinal) ? ';' : ',';
        string table = string.Join(delimiter, "user_id", "name", "seats", "x") + "\n"
            + string.Concat(
                Enumerable.Range(1, Rows).Select(i => string.Join(delimiter, $"u{i}", $"n{i}", i % 7, i % 3 == 0 ? "" : "y") + "\n"));
        Folder.Write(table, file);
        Session.Set("file", file);
        int left = 7;
        string goOn;
        using (Emulator.Faults.Add(_ => Interlocked.Decrement(ref left) >= 0 ? null : Fault.Error(403)))
        {
            ShellResult cut = Run($"Import-JournyUser -LiteralPath $file {parameters}");
            ImportSummary summary = Summary(cut);
            Assert.Equal(7, summary.Sent);
            Assert.True(summary.NotAttempted > 0);
            AssertSays(cut.ErrorText, $"To go on: {summary.ContinueCommand}");
            goOn = summary.ContinueCommand!;
        }

        // From another folder, as somebody would the next day.
        Directory.CreateDirectory(Folder.File("elsewhere"));
        ShellResult rest = Run("$ExecutionContext.SessionState.Path.SetLocation('elsewhere') | Out-Null; " + goOn);

        AssertCounts(Summary(rest.ThrowIfFailed()), sent: Rows - 7, unchanged: 7);
        LedgerEntry[] applied = [.. Writes.Where(write => write.Applied)];
        Assert.Equal(Rows, applied.Length);
        Assert.Equal(Rows, UserIds.Count);

        // What came later has the same properties of the same types as what came first.
        Assert.Single(Emulator.Users.Select(user => string.Join(' ', user.Properties
            .Where(property => property.Key != "x")
            .Select(property =>
                property.Key
                    + property.Value.ValueKind
                    + (property.Key is "name" or "first name" or "seats" ? "" : property.Value.GetRawText()))
            .Order())).Distinct());
    }

    [Fact]
    public void A_time_limit_ends_an_import_that_the_same_command_finishes()
    {
        InstantClock clock = new();
        Emulator.Faults.Add(_ =>
        {
            clock.Pass(TimeSpan.FromSeconds(20));
            return null;
        });
        Session.Set("connection", Connect(clock));
        Folder.Write("user_id\n" + string.Concat(Enumerable.Range(1, 10).Select(i => $"u{i}\n")));
        const string Limited = "Import-JournyUser users.csv -Connection $connection -TimeLimitMinutes 1 -ThrottleLimit 1";

        ShellResult first = Run(Limited);

        ImportSummary summary = Summary(first);
        AssertCounts(summary, sent: 3, notAttempted: 7);
        Assert.Equal(5, summary.NotAttemptedFromLine);
        AssertSays(first.ErrorText, "its -TimeLimitMinutes were over", "To go on:", summary.ContinueCommand!);
        AssertSays(summary.ContinueCommand, "-Connection $connection", "-TimeLimitMinutes 1", "-ThrottleLimit 1");

        ImportSummary second = Summary(Run(summary.ContinueCommand!));
        AssertCounts(second, sent: 3, unchanged: 3, notAttempted: 4);
        Assert.Equal(2, new[] { Run(second.ContinueCommand!), Run(Limited) }.Count(run => Summary(run).Read == 10));
        AssertCounts(Summary(Run(Limited).ThrowIfFailed()), sent: 0, unchanged: 10);
        Assert.Equal(10, Writes.Count);
    }

    [Fact]
    public void Where_nobody_looks_a_line_tells_every_30_seconds_how_far_it_is()
    {
        InstantClock clock = new();
        Emulator.Faults.Add(_ =>
        {
            clock.Pass(TimeSpan.FromSeconds(8));
            return null;
        });
        Session.Set("connection", Connect(clock));
        Folder.Write("user_id\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"u{i}\n")));

        ShellResult result = Run("Import-JournyUser users.csv -Connection $connection -ThrottleLimit 1 -Verbose");

        AssertCounts(Summary(result.ThrowIfFailed()), sent: 40);

        // 40 calls of 8 seconds: a line after each fourth.
        string[] lines = [.. result.Verbose.Where(line => line.StartsWith("Importing users.csv: ", StringComparison.Ordinal))];
        Assert.InRange(lines.Length, 5, 10);
        Assert.All(lines, line => AssertSays(line, " read, ", " done, ", "/s"));
        Assert.Empty(result.Progress);
    }

    [Fact]
    public void Files_behind_one_that_ended_the_run_are_named()
    {
        string reader = Emulator.AddKey("reader", KeyPermissions.ReadEvents);
        Session.Set("other", reader);
        Run("Connect-Journy $other -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();
        foreach (string name in new[] { "a.csv", "b.csv", "c.csv" })
        {
            Folder.Write("user_id\nu1\nu2\n", name);
        }

        ShellResult result = Run("Import-JournyUser a.csv, b.csv, c.csv");

        Assert.Equal("a.csv", Path.GetFileName(Summary(result).Path));
        Assert.Contains(
            result.Errors, error => error.FullyQualifiedErrorId == "Journy.Unauthorized,Journy.Commands.ImportJournyUserCommand");
        ErrorRecord[] told =
            [.. result.Errors.Where(error => error.FullyQualifiedErrorId.StartsWith("Journy.NotAttempted", StringComparison.Ordinal))];
        Assert.Equal(["b.csv", "c.csv"], told.Select(error => Path.GetFileName((string)error.TargetObject)));
        Assert.All(told, error => AssertSays(error.ErrorDetails.Message, "was not imported", "the run had ended before its turn"));
    }

    [Fact]
    public void Files_behind_one_whose_failed_rows_cannot_be_written_are_named_too()
    {
        Directory.CreateDirectory(Folder.File("out"));
        Emulator.Faults.Add(_ =>
        {
            if (Directory.Exists(Folder.File("out")))
            {
                Directory.Delete(Folder.File("out"), recursive: true);
            }

            return Fault.Error(400);
        });
        Folder.Write("user_id\nu1\n", "a.csv");
        Folder.Write("user_id\nu2\n", "b.csv");

        ShellResult result = Run("Import-JournyUser a.csv, b.csv -OutcomeDirectory out");

        Assert.Equal("a.csv", Path.GetFileName(Summary(result).Path));
        Assert.Equal(
            ["Journy.FileNotWritable", "Journy.NotAttempted"],
            result.Errors.Append(result.Terminating?.ErrorRecord)
                .OfType<ErrorRecord>()
                .Distinct()
                .Select(error => error.FullyQualifiedErrorId.Split(',')[0])
                .Order(StringComparer.Ordinal));
        Assert.Single(Writes);
    }

    private JournyConnection Connect(IClock clock)
    {
        JournyClientOptions options =
            new(Emulator.BaseAddress, ApiKey.From(Emulator.ApiKey)!) { Clock = clock, RateLimiter = new RateLimiter(clock) };
        return new JournyConnection(new JournyClient(options), options, JournyConnectionSource.Parameter, null, null);
    }
}
