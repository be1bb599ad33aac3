using System;
using Journy.Tests.Commands;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>What splats and preferences hold: null for a switch, text for a number, the name of a folder of zones.</summary>
public sealed class ParameterValueTests(SharedSession shared) : SharedSessionTest(shared)
{
    [Theory]
    [InlineData("$null", 1)]
    [InlineData("$false", 1)]
    [InlineData("$true", 0)]
    public void A_switch_that_is_null_stays_off(string value, int calls)
    {
        Shell.Run($"$splat = @{{ SkipKeyCheck = {value}; PassThru = {value} }}; Connect-Journy -ApiKey $key -BaseUri $uri @splat")
            .ThrowIfFailed();
        Assert.Equal(calls, Emulator.Ledger.Count);
    }

    [Theory]
    [InlineData("Import-JournyUser none.csv -MaxErrors ''", "MaxErrors", "no whole number")]
    [InlineData("Import-JournyUser none.csv -MaxErrors 1.5", "MaxErrors", "no whole number")]
    [InlineData("Import-JournyUser none.csv -MaxErrors $null", "MaxErrors", "no whole number")]
    [InlineData("Import-JournyUser none.csv -TimeLimitMinutes ''", "TimeLimitMinutes", "no number")]
    [InlineData("Import-JournyUser none.csv -TimeLimitMinutes '1,5'", "TimeLimitMinutes", "no number")]
    [InlineData("Import-JournyUser none.csv -TimeLimitMinutes ' '", "TimeLimitMinutes", "no number")]
    [InlineData("Set-JournyUser -UserId u -ThrottleLimit ''", "ThrottleLimit", "no whole number")]
    [InlineData("Set-JournyUser -UserId u -ThrottleLimit '1,5'", "ThrottleLimit", "no whole number")]
    [InlineData("Set-JournyUser -UserId u -ThrottleLimit $true", "ThrottleLimit", "no whole number")]
    [InlineData("Connect-Journy -ApiKey k -TimeoutSec '2,5'", "TimeoutSec", "no number")]
    [InlineData("Connect-Journy -ApiKey k -RequestsPerMinute ''", "RequestsPerMinute", "no whole number")]
    [InlineData("Connect-Journy -ApiKey k -RequestsPerMinute '1.000'", "RequestsPerMinute", "no whole number")]
    [InlineData("Import-JournyUser none.csv -MaxErrors '2.0'", "MaxErrors", "no whole number")]
    [InlineData("Connect-Journy -ApiKey k -ReserveForOthers ''", "ReserveForOthers", "no whole number")]
    public void A_number_that_is_none_is_refused(string script, string parameter, string part)
    {
        string error = Shell.Run(script).ErrorText;
        Assert.Contains("'" + parameter + "'", error, StringComparison.Ordinal);
        Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.Empty(Emulator.Ledger.Snapshot());
    }

    [Theory]
    [InlineData("Europe/Brusels", "'Europe/Brusels'")]
    [InlineData("Nowhere Standard Time", "'Nowhere Standard Time'")]
    [InlineData("CorrectHorseBattery", "'Corr…'")]
    [InlineData("abc-123-def-456", "'abc-…'")]
    [InlineData(" 1234567890123", "'1234…'")]
    [InlineData("x abc-123-def-456", "'x ab…'")]
    public void A_refused_text_is_shown_unless_it_could_be_a_secret(string zone, string shown) =>
        Assert.Contains(
            $"no time zone {shown} on", Shell.Run($"Set-JournyUser -UserId u -TimeZone '{zone}'").ErrorText, StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-13-45T14:05:00Z")]
    [InlineData("31/12/2026 14:05")]
    public void A_refused_moment_is_shown(string moment) =>
        Assert.Contains(
            $"'{moment}' is no moment",
            Shell.Run($"Add-JournyEvent x -UserId u -TriggeredAt '{moment}'").ErrorText,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("'2'")]
    [InlineData("2")]
    [InlineData("2.0")]
    [InlineData("2L")]
    [InlineData("([psobject]2)")]
    public void A_number_counts_in_every_form_that_is_the_same_everywhere(string value) =>
        Shell.Run($"Set-JournyUser -UserId u -ThrottleLimit {value}").ThrowIfFailed();

    [Theory]
    [InlineData("Europe")]
    [InlineData("No/Such")]
    [InlineData("")]
    public void A_zone_that_is_none_is_refused_in_one_way(string zone) =>
        Assert.Contains(
            "There is no time zone '" + zone + "'",
            Shell.Run($"Set-JournyUser -UserId u -TimeZone '{zone}'").ErrorText,
            StringComparison.Ordinal);
}
