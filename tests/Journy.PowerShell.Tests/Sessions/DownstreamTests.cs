using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>A pipeline that ends before its time, by no stop of the user's: PowerShell tells a cmdlet of these only in Dispose.</summary>
public sealed class DownstreamTests : EmulatorTest
{
    private const string Users = "1..100 | ForEach-Object { @{ user_id = $_ } }";

    public static TheoryData<string, bool> Ends
    {
        get
        {
            TheoryData<string, bool> ends = new();
            foreach (string script in new[]
            {
                $"{Users} | Set-JournyUser | ForEach-Object {{ throw 'enough' }}",
                $"{Users} | Set-JournyUser | Select-FirstOne",
                $"while ($true) {{ {Users} | Set-JournyUser | ForEach-Object {{ $_; break }} }}",
                "1..100 | ForEach-Object { if ($_ -eq 6) { while ($ledger.Count -lt 6) { }; throw 'enough' }; @{ user_id = $_ } } | "
                + "Set-JournyUser",
            })
            {
                ends.Add(script, true);
                ends.Add(script, false);
            }

            return ends;
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task The_end_of_the_pipeline_leaves_nothing_running(string script, bool hangs)
    {
        KnowTheLimit();

        // One answer, to set the end off; the others hang, or are about to be tried again.
        Emulator.Faults.Add(request => IsFirstUser(request) ? null
            : hangs ? Fault.Hang()
            : Fault.Error(503, headers: [KeyValuePair.Create("Retry-After", "1")]));
        Session.Run("param($path) Import-Module $path", typeof(SelectFirstOneCommand).Assembly.Location).ThrowIfFailed();
        Session.Set("ledger", Emulator.Ledger);
        ShellResult result = Session.Run($"try {{ {script} }} catch {{ 'caught' }}");

        // An end that comes from upstream, and that one alone, may find the first result already handed on.
        Assert.InRange(result.Output.Count, 1, script.StartsWith("1..100", StringComparison.Ordinal) ? 2 : 1);
        await Emulator.Ledger.BecomesQuietAsync(TimeSpan.FromSeconds(hangs ? 0 : 1), Cancel);
        Assert.InRange(Emulator.Ledger.Count, 2, 1 + 1 + 8 + 8);
        Assert.InRange(Emulator.Ledger.AppliedCount, 1, 2);
    }

    [Fact]
    public async Task An_error_that_stops_leaves_nothing_running()
    {
        KnowTheLimit();
        Emulator.Faults.Add(request => IsFirstUser(request) ? Fault.Error(400) : Fault.Hang());
        ShellResult result = Session.Run($"try {{ {Users} | Set-JournyUser -ErrorAction Stop }} catch {{ $_.FullyQualifiedErrorId }}");
        Assert.StartsWith("Journy.BadArguments,", Assert.Single(result.As<string>()), StringComparison.Ordinal);
        await Emulator.Ledger.BecomesQuietAsync(TimeSpan.Zero, Cancel);
        Assert.Equal(1, Emulator.Ledger.AppliedCount);
    }

    [Fact]
    public void One_at_a_time_leaves_no_call_unreported()
    {
        Session.Run("param($path) Import-Module $path", typeof(SelectFirstOneCommand).Assembly.Location).ThrowIfFailed();
        Assert.Single(Session.Run($"{Users} | Set-JournyUser -ThrottleLimit 1 | Select-FirstOne").ThrowIfFailed().Output);
        Assert.Equal(["1"], Emulator.Users.Select(user => user.UserId));
    }

    /// <summary>What was not reported would count twice if it is sent again.</summary>
    [Fact]
    public void An_end_leaves_no_more_events_unreported_than_may_be_in_flight()
    {
        KnowTheLimit();
        Emulator.Faults.Add(request => IsFirstUser(request) ? Fault.Delay(TimeSpan.FromSeconds(1)) : null);
        Session.Run("param($path) Import-Module $path", typeof(SelectFirstOneCommand).Assembly.Location).ThrowIfFailed();
        Assert.Single(Session.Run($"{Users} | Add-JournyEvent -Name login -ThrottleLimit 8 | Select-FirstOne").ThrowIfFailed().Output);
        Assert.InRange(Emulator.Ledger.AppliedCount, 1 + 1, 1 + 8);
    }

    /// <summary>Makes a first call: whichever call is the first goes alone until it is answered.</summary>
    private void KnowTheLimit() => Session.Run("@{ user_id = 0 } | Set-JournyUser").ThrowIfFailed();

    private static bool IsFirstUser(EmulatorRequest request) => request.Body!.Contains("\"userId\":\"1\"", StringComparison.Ordinal);
}
