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
        Assert.StartsWith("Journy.NotConnected", other.Run("@{ user_id = 1 } | Set-JournyUser").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
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
    public void A_connection_that_failed_leaves_the_earlier_one()
    {
        using ShellSession session = Connect("first");
        ShellResult failed = session.Run("Connect-Journy -ApiKey 'no such key' -BaseUri $uri; Connect-Journy -ApiKey no-such-key -BaseUri $uri");
        Assert.Equal(
            ["Journy.InvalidApiKey", "Journy.Unauthorized"],
            failed.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        session.Run(SendUsers, "first", 1).ThrowIfFailed();
        AssertOwnKeys(1);
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
        using RunningScript sending = new(other, "1..20 | ForEach-Object { @{ user_id = \"owner-$_\" } } | Set-JournyUser -Connection $c -ThrottleLimit 2");
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
