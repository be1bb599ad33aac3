using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>Whose connection a command uses.</summary>
public sealed class ConnectionTests : EmulatorTest
{
    private const string SendUsers = "param($name, $count) 1..$count | ForEach-Object { @{ user_id = \"$name-$_\" } } | Set-JournyUser";

    [Fact]
    public void Two_sessions_never_use_each_other_s_key()
    {
        using ShellSession blue = Connect("blue");
        using ShellSession green = Connect("green");
        for (int round = 0; round < 3; round++)
        {
            blue.Run(SendUsers, "blue", 2).ThrowIfFailed();
            green.Run(SendUsers, "green", 2).ThrowIfFailed();
        }

        AssertOwnKeys(12);
    }

    [Fact]
    public async Task Eight_sessions_at_once_never_use_each_other_s_key()
    {
        string[] names = [.. Enumerable.Range(1, 8).Select(number => $"session{number}")];
        using Barrier together = new(names.Length);
        await Task.WhenAll(names.Select(name => Task.Factory.StartNew(
            () =>
            {
                using ShellSession session = Connect(name);
                together.SignalAndWait(Cancel);
                session.Run(SendUsers, name, 25).ThrowIfFailed();
                session.Run("Disconnect-Journy").ThrowIfFailed();
                Assert.Empty(session.Run("Get-JournyConnection").ThrowIfFailed().Output);
            },
            Cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        AssertOwnKeys(8 * 25);
    }

    [Fact]
    public void A_connection_can_be_used_in_another_session()
    {
        using ShellSession owner = Connect("owner");
        JournyConnection connection = Assert.Single(owner.Run("Get-JournyConnection").ThrowIfFailed().As<JournyConnection>());
        using ShellSession other = new();
        other.Set("c", connection);
        other.Run("@{ user_id = 'owner-1' } | Set-JournyUser -Connection $c").ThrowIfFailed();
        AssertOwnKeys(1);

        // It has not become the other session's own.
        Assert.Empty(other.Run("Get-JournyConnection").ThrowIfFailed().Output);
        Assert.StartsWith(
            "Journy.NotConnected", other.Run("@{ user_id = 1 } | Set-JournyUser").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_works_in_parallel_blocks()
    {
        using ShellSession session = Connect("owner");
        session.Set("module", Repository.StagedManifest);
        ShellResult result = session.Run(
            """
            $c = Get-JournyConnection
            1..6 | ForEach-Object -ThrottleLimit 3 -Parallel {
                Import-Module $using:module
                @{ user_id = "owner-$_" } | Set-JournyUser -Connection $using:c
            }
            """).ThrowIfFailed();
        Assert.Equal(6, result.As<UserResult>().Count);
        AssertOwnKeys(6);
    }

    [Fact]
    public void A_given_connection_wins_over_the_session_s_own()
    {
        using ShellSession given = Connect("given");
        using ShellSession own = Connect("own");
        own.Set("c", given.Run("Get-JournyConnection").ThrowIfFailed().Output[0]);
        own.Run("@{ user_id = 'given-1' } | Set-JournyUser -Connection $c; @{ user_id = 'own-1' } | Set-JournyUser").ThrowIfFailed();
        AssertOwnKeys(2);
    }

    [Fact]
    public void Connecting_again_changes_the_key_from_then_on()
    {
        using ShellSession session = Connect("first");
        session.Run(SendUsers, "first", 1).ThrowIfFailed();
        session.Set("key", Emulator.AddKey("second", KeyPermissions.TrackData));
        session.Run("Connect-Journy -ApiKey $key -BaseUri $uri").ThrowIfFailed();
        session.Run(SendUsers, "second", 1).ThrowIfFailed();
        AssertOwnKeys(2);
    }

    [Fact]
    public void After_one_that_failed_no_command_goes_to_the_earlier_workspace()
    {
        using ShellSession session = Connect("first");
        ShellResult failed = session.Run(
            "Connect-Journy -ApiKey 'no such key' -BaseUri $uri; Connect-Journy -ApiKey no-such-key -BaseUri $uri");
        Assert.Equal(
            ["Journy.InvalidApiKey", "Journy.Unauthorized"],
            failed.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        ShellResult refused = session.Run("Set-JournyUser -UserId first-1");
        Assert.Equal("Journy.NotConnected,Journy.Commands.SetJournyUserCommand", refused.Error.FullyQualifiedErrorId);
        Assert.Contains("last Connect-Journy of this session failed", refused.ErrorText, StringComparison.Ordinal);
        AssertOwnKeys(0);
        session.Run("Connect-Journy -ApiKey $key -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();
        session.Run(SendUsers, "first", 1).ThrowIfFailed();
        AssertOwnKeys(1);
    }

    [Theory]
    [InlineData("-TimeoutSec 0")]
    [InlineData("-RequestsPerMinute ''")]
    [InlineData("-NoSuchParameter")]
    [InlineData("-BaseUri http://api.example.com")]
    [InlineData("-Proxy proxy.example")]
    public void A_parameter_that_is_refused_ends_the_connection_too(string parameter)
    {
        using ShellSession session = Connect("first");
        Assert.NotEmpty(session.Run("Connect-Journy -ApiKey $key -SkipKeyCheck " + parameter).Errors);
        Assert.Empty(session.Run("Get-JournyConnection").ThrowIfFailed().Output);
        Assert.StartsWith(
            "Journy.NotConnected,", session.Run("Set-JournyUser -UserId first-1").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Completion_and_help_leave_the_connection_alone()
    {
        using ShellSession session = Connect("first");
        session.Run(
            "$null = [System.Management.Automation.CommandCompletion]::CompleteInput('Connect-Journy -TimeoutSec 0 -Ba', 31, $null)")
            .ThrowIfFailed();
        session.Run("$null = Connect-Journy -?; $null = Get-Command Connect-Journy -Syntax").ThrowIfFailed();
        Assert.Single(session.Run("Get-JournyConnection").ThrowIfFailed().Output);
    }

    [Fact]
    public void Several_connections_have_names()
    {
        using ShellSession session = Connect("own");
        session.Set("prod", Emulator.AddKey("prod", KeyPermissions.TrackData));
        session.Set("test", Emulator.AddKey("test", KeyPermissions.TrackData));
        session.Run(
            "Connect-Journy -ApiKey $test -BaseUri $uri -SkipKeyCheck -Name test; "
            + "Connect-Journy -ApiKey $prod -BaseUri $uri -SkipKeyCheck -Name prod")
            .ThrowIfFailed();
        Assert.Equal(
            ["prod", "test"],
            session.Run("Get-JournyConnection -Name *").ThrowIfFailed().As<JournyConnection>().Select(connection => connection.Name));
        session.Run("Set-JournyUser prod-1 -Connection PROD; Set-JournyUser test-1 -Connection test; Set-JournyUser own-1".Replace(
            "User ", "User -UserId ", StringComparison.Ordinal))
            .ThrowIfFailed();
        AssertOwnKeys(3);

        // One that fails leaves none under its name.
        Assert.NotEmpty(session.Run("Connect-Journy -ApiKey no-such-key -BaseUri $uri -Name prod").Errors);
        Assert.Contains(
            "-Name 'prod' failed", session.Run("Set-JournyUser -UserId prod-2 -Connection prod").ErrorText, StringComparison.Ordinal);
        session.Run("Disconnect-Journy -Name t*").ThrowIfFailed();
        Assert.Contains(
            "no connection named 'test'",
            session.Run("Set-JournyUser -UserId test-2 -Connection test").ErrorText,
            StringComparison.Ordinal);
        Assert.Contains("no connection named 'test'", session.Run("Get-JournyConnection test").ErrorText, StringComparison.Ordinal);
        Assert.Empty(session.Run("Get-JournyConnection -Name *").ThrowIfFailed().Output);
        Assert.Single(session.Run("Get-JournyConnection").ThrowIfFailed().Output);
        AssertOwnKeys(3);
    }

    [Fact]
    public void A_connection_out_of_a_job_says_what_to_do()
    {
        using ShellSession session = Connect("own");
        ShellResult result = session.Run(
            "$c = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize("
            + "(Get-JournyConnection))); Set-JournyUser -UserId u -Connection $c");
        Assert.Contains("Run Connect-Journy in the job itself", result.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_connection_is_refused()
    {
        using ShellSession session = Connect("own");
        Assert.Contains("got a Int32", session.Run("Set-JournyUser -UserId u -Connection 5").ErrorText, StringComparison.Ordinal);
        Assert.Contains("'Connection'", session.Run("Set-JournyUser -UserId u -Connection $null").ErrorText, StringComparison.Ordinal);
        AssertOwnKeys(0);
    }

    [Fact]
    public void Removing_the_module_ends_the_connections()
    {
        using ShellSession session = Connect("own");
        session.Run("Connect-Journy -ApiKey $key -BaseUri $uri -SkipKeyCheck -Name prod; Remove-Module Journy").ThrowIfFailed();
        session.Run("param($path) Import-Module $path", Repository.StagedManifest).ThrowIfFailed();
        Assert.Empty(session.Run("Get-JournyConnection; Get-JournyConnection -Name *").ThrowIfFailed().Output);
    }

    [Fact]
    public void A_parallel_block_without_a_connection_is_told_of_using()
    {
        using ShellSession session = Connect("own");
        session.Set("module", Repository.StagedManifest);
        ShellResult result = session.Run("1 | ForEach-Object -Parallel { Import-Module $using:module; Set-JournyUser -UserId u }");
        Assert.Contains("$using:connection", result.ErrorText, StringComparison.Ordinal);
        AssertOwnKeys(0);
    }

    [Fact]
    public void Connecting_says_where_to_and_what_the_key_may_do()
    {
        using ShellSession session = Connect("own");
        ShellResult result = session.Run("Connect-Journy -ApiKey $key -BaseUri $uri -Name prod -Verbose").ThrowIfFailed();

        // Nobody looks at a host without a surface.
        Assert.Empty(result.Information);
        string shown = Assert.Single(result.Verbose, line => line.StartsWith("Connected", StringComparison.Ordinal));
        Assert.StartsWith(
            $"Connected to {Emulator.BaseAddress.AbsoluteUri.TrimEnd('/')} as 'prod'. The key may: TrackData.",
            shown,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnecting_breaks_nobody_s_calls()
    {
        using ShellSession owner = Connect("owner");
        using ShellSession other = new();
        other.Set("c", owner.Run("Get-JournyConnection").ThrowIfFailed().Output[0]);
        using ManualResetEventSlim gate = new();
        Emulator.Faults.Add(_ =>
        {
            gate.Wait(Cancel);
            return null;
        });
        using RunningScript sending = new(
            other, "1..20 | ForEach-Object { @{ user_id = \"owner-$_\" } } | Set-JournyUser -Connection $c -ThrottleLimit 2");
        await Emulator.Ledger.WaitForAsync(1, Cancel);
        owner.Run("Disconnect-Journy").ThrowIfFailed();
        gate.Set();
        await sending.WaitAsync(Cancel);
        Assert.Empty(sending.Errors);
        Assert.Equal(20, sending.Output.Count);
        AssertOwnKeys(20);
    }

    [Fact]
    public void Disconnecting_in_the_middle_of_the_session_s_own_pipeline_breaks_nothing()
    {
        ShellResult result = Session.Run(
            "1..20 | ForEach-Object { if ($_ -eq 10) { Disconnect-Journy }; @{ user_id = $_ } } | Set-JournyUser").ThrowIfFailed();
        Assert.Equal(20, result.Output.Count);
        Assert.Empty(Session.Run("Get-JournyConnection").ThrowIfFailed().Output);
    }

    private ShellSession Connect(string label) =>
        ShellSession.Connected(Emulator.BaseAddress, Emulator.AddKey(label, KeyPermissions.TrackData), "-SkipKeyCheck");

    /// <summary>Every user went out under the key of the session that its ID names.</summary>
    private void AssertOwnKeys(int count)
    {
        IReadOnlyList<LedgerEntry> writes = Writes;
        Assert.Equal(count, writes.Count(write => write.Applied));
        Assert.All(writes, write => Assert.Contains($"\"userId\":\"{write.KeyLabel}-", write.Body, StringComparison.Ordinal));
    }
}
