using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Journy.Emulator;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>What an event is made of, when it was, and that it is never counted twice.</summary>
public sealed class EventTests(SharedSession shared) : SharedSessionTest(shared)
{
    private const string Event = "Add-JournyEvent -Name login -UserId 42";

    public static TheoryData<string, string> Identities => new()
    {
        { "-UserId 42", """{"user":{"userId":"42"}}""" },
        { "-Email jane@example.com", """{"user":{"email":"jane@example.com"}}""" },
        { "-AccountId a", """{"account":{"accountId":"a"}}""" },
        { "-Domain example.com", """{"account":{"domain":"example.com"}}""" },
        {
            "-UserId 42 -Email jane@example.com -AccountId a -Domain example.com",
            """{"user":{"userId":"42","email":"jane@example.com"},"account":{"accountId":"a","domain":"example.com"}}"""
        },
    };

    public static TheoryData<string, string> Moments => new()
    {
        { "([datetime]::new(2026, 2, 1, 14, 5, 6, [DateTimeKind]::Utc))", "2026-02-01T14:05:06Z" },
        { "([datetimeoffset]::new(2026, 2, 1, 0, 5, 6, [timespan]::FromHours(2)))", "2026-01-31T22:05:06Z" },
        { "([datetimeoffset]::new(2026, 2, 1, 0, 5, 6, 789, [timespan]::Zero))", "2026-02-01T00:05:06.789Z" },
        { "([DateOnly]::new(2026, 2, 1))", "2026-02-01T00:00:00Z" },
        { "'2026-02-01T14:05:06+02:00'", "2026-02-01T12:05:06Z" },
        { "'2026-02-01 14:05:06'", "2026-02-01T14:05:06Z" },
        { "'2026-02-01'", "2026-02-01T00:00:00Z" },
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public void An_event_is_of_a_user_an_account_or_both(string parameters, string sent)
    {
        EventResult result = Assert.Single(Shell.Run($"Add-JournyEvent -Name login {parameters}").ThrowIfFailed().As<EventResult>());
        Assert.Equal(sent, OnlyIdentification);
        Assert.Equal("login", OnlyBody.GetProperty("name").GetString());
        Assert.False(OnlyBody.TryGetProperty("metadata", out _));
        Assert.Equal(("login", "Add", 0L, 1), (result.Name, result.Action, result.InputIndex, result.Attempts));
        Assert.Equal(OnlyBody.GetProperty("triggeredAt").GetString(), Wire(result.TriggeredAt));
        EmulatedEvent stored = Assert.Single(Emulator.Events);
        Assert.Equal(
            (stored.UserId, stored.Email, stored.AccountId, stored.Domain), (result.UserId, result.Email, result.AccountId, result.Domain));
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void A_moment_is_read_the_same_by_parameter_and_from_a_row(string given, string sent)
    {
        EventResult result = Assert.Single(Shell.Run($"{Event} -TriggeredAt {given}").ThrowIfFailed().As<EventResult>());
        Assert.Equal(sent, OnlyBody.GetProperty("triggeredAt").GetString());
        Assert.Equal(DateTimeOffset.Parse(sent, CultureInfo.InvariantCulture), result.TriggeredAt);

        Shell.Run(
            $"@{{ user_id = 1; name = 'n'; triggered_at = {given} }}, @{{ user_id = 1; name = 'n'; TriggeredAt = {given} }} | "
            + "Add-JournyEvent")
            .ThrowIfFailed();
        Assert.Equal([sent, sent, sent], Emulator.Events.Select(stored => stored.TriggeredAt));
        Assert.All(Emulator.Events, stored => Assert.Empty(stored.Metadata));
    }

    [Fact]
    public void The_moment_by_parameter_wins_over_the_row()
    {
        Shell.Run($"@{{ user_id = 1; triggered_at = '2025-01-01' }} | Add-JournyEvent -Name n -TriggeredAt '2026-02-01'").ThrowIfFailed();
        Assert.Equal("2026-02-01T00:00:00Z", OnlyBody.GetProperty("triggeredAt").GetString());
    }

    [Fact]
    public void Text_without_a_zone_in_a_row_is_read_in_the_given_one()
    {
        Shell.Run("@{ user_id = 1; triggered_at = '2026-07-01 12:00:00' } | Add-JournyEvent -Name n -TimeZone Europe/Brussels")
            .ThrowIfFailed();
        Assert.Equal("2026-07-01T10:00:00Z", OnlyBody.GetProperty("triggeredAt").GetString());
    }

    [Theory]
    [InlineData("2/1/2025")]
    [InlineData("yesterday")]
    public void A_moment_that_is_none_is_refused(string text)
    {
        Assert.StartsWith(
            "Journy.TypeMismatch,",
            Shell.Run($"@{{ user_id = 1; triggered_at = '{text}' }} | Add-JournyEvent -Name n").Error.FullyQualifiedErrorId,
            StringComparison.Ordinal);
        ErrorRecord error = EndOf($"{Event} -TriggeredAt '{text}'");
        Assert.Contains(text, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Emulator.Ledger.Snapshot());
    }

    [Fact]
    public void An_event_without_a_moment_was_when_it_was_piped()
    {
        // The first call has to pause; the second event waits for it and has its own time all the same.
        Emulator.Faults.Add(request => request.Sequence == 1 ? Fault.Error(429, headers: [new("Retry-After", "2")]) : null);
        DateTimeOffset before = DateTimeOffset.UtcNow;
        IReadOnlyList<EventResult> results = Shell.Run("""
            1..2 | ForEach-Object { @{ user_id = $_; name = 'n' } } | Add-JournyEvent -ThrottleLimit 1
            """).ThrowIfFailed().As<EventResult>();

        Assert.Equal(["1", "2"], results.Select(result => result.UserId));
        Assert.True(before <= results[0].TriggeredAt && results[0].TriggeredAt <= results[1].TriggeredAt);
        Assert.True(results[1].TriggeredAt < Writes[1].ReceivedAt, "The second event has the time at which its turn came.");
        Assert.Equal(results.Select(result => Wire(result.TriggeredAt)), Emulator.Events.Select(stored => stored.TriggeredAt));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public void What_was_surely_not_taken_is_sent_again_and_stays_when_it_was(int status)
    {
        Emulator.Faults.Add(request => request.Sequence == 1 ? Fault.Error(status, headers: [new("Retry-After", "1")]) : null);
        EventResult result = Assert.Single(Shell.Run(Event).ThrowIfFailed().As<EventResult>());

        Assert.Equal(2, result.Attempts);
        Assert.Equal([status, 201], Writes.Select(write => write.Status));
        Assert.Equal(Writes[0].Body, Writes[1].Body);
        Assert.True(result.TriggeredAt <= Writes[0].ReceivedAt);
        Assert.Single(Emulator.Events);
    }

    [Fact]
    public void A_lost_event_leaves_the_others_alone()
    {
        Emulator.Faults.Add(request => request.Body!.Contains("\"2\"", StringComparison.Ordinal) ? Fault.Abort(afterApplying: true) : null);
        ShellResult result = Shell.Run("1..4 | ForEach-Object { @{ user_id = $_; name = 'n' } } | Add-JournyEvent");
        Assert.Equal(["1", "3", "4"], result.As<EventResult>().Select(sent => sent.UserId));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("Journy.OutcomeUnknown,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("Record 2 of the input, user 2: The answer was lost", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(4, Writes.Count);
        Assert.Equal(4, Emulator.Events.Count);
    }

    [Fact]
    public void Metadata_is_the_rest_of_the_row_and_what_is_written_by_hand_wins()
    {
        Shell.Run("""
            [pscustomobject]@{ user_id = 1; name = 'bought'; Amount = 9.99; Plan = 'Pro'; Note = ''; Nothing = $null;
                When = [datetimeoffset]::new(2026, 2, 1, 0, 0, 0, [timespan]::Zero); Ok = $true } |
                Add-JournyEvent -Metadata @{ plan = 'Basic' }
            """).ThrowIfFailed();
        Assert.Equal(
            """{"Amount":9.99,"When":"2026-02-01T00:00:00Z","Ok":true,"plan":"Basic"}""", OnlyBody.GetProperty("metadata").GetRawText());
    }

    [Theory]
    [InlineData("-IncludeProperty a*", """{"amount":"5"}""")]
    [InlineData("-ExcludeProperty a*", """{"plan":"Pro"}""")]
    [InlineData("-PropertyMap @{ amount = 'mrr' } -PropertyType @{ mrr = 'Number' }", """{"mrr":5,"plan":"Pro"}""")]
    public void Columns_of_a_row_are_chosen_as_elsewhere(string parameters, string sent)
    {
        Shell.Run($"[ordered]@{{ user_id = 1; name = 'n'; amount = '5'; plan = 'Pro' }} | Add-JournyEvent {parameters}").ThrowIfFailed();
        Assert.Equal(sent, OnlyBody.GetProperty("metadata").GetRawText());
    }

    [Theory]
    [InlineData("$null", "'a' is $null")]
    [InlineData("@('x', 'y')", "'a' is a list")]
    public void Metadata_holds_neither_null_nor_list(string value, string said)
    {
        ErrorRecord error = EndOf($"{Event} -Metadata @{{ a = {value} }}");
        Assert.StartsWith("Journy.InvalidValue,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Metadata: " + said, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Empty(Emulator.Ledger.Snapshot());
    }

    [Theory]
    [InlineData("@('x', 'y')", "Journy.InvalidValue")]
    [InlineData("@{ b = 1 }", "Journy.NestedProperty")]
    [InlineData("[double]::NaN", "Journy.InvalidValue")]
    public void A_row_with_metadata_that_cannot_be_is_an_error_of_its_own(string value, string id)
    {
        ShellResult result = Shell.Run(
            $"@{{ user_id = 1; name = 'n' }}, @{{ user_id = 2; name = 'n'; a = {value} }}, @{{ user_id = 3; name = 'n' }} | "
            + "Add-JournyEvent");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("user 2", error.TargetObject.ToString());
        Assert.Equal(["1", "3"], result.As<EventResult>().Select(sent => sent.UserId));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Name = 'svchost'; Id = 3 } | Add-JournyEvent", "Journy.NoIdentity")]
    [InlineData("[pscustomobject]@{ Name = 'svchost'; Id = 3 } | Add-JournyEvent -Name login", "Journy.NoIdentity")]
    [InlineData("[System.Diagnostics.Process]::GetCurrentProcess() | Add-JournyEvent", "Journy.NoIdentity")]
    [InlineData("[pscustomobject]@{ Name = 'svchost'; Id = 3 } | Add-JournyEvent -UserId 42", "Journy.MissingValue")]
    [InlineData("@{ user_id = 1 } | Add-JournyEvent", "Journy.MissingValue")]
    [InlineData("@{ user_id = 1; name = ' ' } | Add-JournyEvent", "Journy.MissingValue")]
    [InlineData("Add-JournyEvent -UserId 1", "Journy.MissingValue")]
    [InlineData("Add-JournyEvent -Name login", "Journy.NoIdentity")]
    public void An_event_needs_somebody_and_a_name(string script, string id)
    {
        Assert.StartsWith(id + ",", Shell.Run(script).Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Emulator.Ledger.Snapshot());
    }

    [Fact]
    public void The_name_by_parameter_wins_over_the_row()
    {
        Shell.Run("@{ user_id = 1; name = 'of the row' } | Add-JournyEvent -Name given").ThrowIfFailed();
        Assert.Equal("given", OnlyBody.GetProperty("name").GetString());
        Assert.False(OnlyBody.TryGetProperty("metadata", out _));
    }

    private static string Wire(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
