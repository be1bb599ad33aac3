using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Commands;

public sealed class SetJournyUserTests(SharedSession shared) : SharedSessionTest(shared)
{
    private const string Refused = "@{ user_id = 'bad'; email = 'no.address@nowhere'; a = 1 }";

    // A small limit shows that what the results say of it is what was answered.
    protected override EmulatorOptions Options => new() { RateLimit = 1_000 };

    [Fact]
    public void Every_record_gives_a_typed_result_with_what_was_answered()
    {
        ShellResult result = SetUser(
            "@{ user_id = 'a' }, @{ email = 'b@example.com' }, @{ user_id = 'c'; email = 'c@example.com' }", "-ThrottleLimit 1")
            .ThrowIfFailed();
        IReadOnlyList<UserResult> users = result.As<UserResult>();
        Assert.Equal([("a", null), (null, "b@example.com"), ("c", "c@example.com")], users.Select(user => (user.UserId, user.Email)));
        Assert.Equal([0, 1, 2], users.Select(user => user.InputIndex));
        Assert.Equal(Writes.Select(write => write.RequestId), users.Select(user => user.RequestId));
        Assert.Equal([999, 998, 997], users.Select(user => user.CallsRemaining));
        Assert.All(users, user =>
        {
            Assert.Equal("Set", user.Action);
            Assert.Equal("Accepted", user.Status);
            Assert.Equal(1_000, user.CallsLimit);
            Assert.Equal(1, user.Attempts);
            Assert.Empty(user.RejectedProperties);
        });
        Assert.All(Writes, write => Assert.Equal(("POST", "/users/upsert", (int?)201), (write.Method, write.Target, write.Status)));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Results_come_in_the_order_of_the_input_however_long_each_takes()
    {
        // The first of the calls in flight is the last to be answered.
        Emulator.Faults.Add(request => Fault.Delay(TimeSpan.FromMilliseconds(Math.Max(0, 8 - request.Sequence) * 30)));
        string records = string.Join(", ", Enumerable.Range(0, 24).Select(index => $"@{{ user_id = 'u{index}' }}"));
        IReadOnlyList<UserResult> users = SetUser(records, "-ThrottleLimit 8").ThrowIfFailed().As<UserResult>();
        Assert.Equal(Enumerable.Range(0, 24).Select(index => (long)index), users.Select(user => user.InputIndex));
        Assert.Equal(Enumerable.Range(0, 24).Select(index => $"u{index}"), users.Select(user => user.UserId));
        Dictionary<string, string?> requests = Writes.ToDictionary(write => write.RequestId, write => write.Body);
        Assert.All(users, user => Assert.Contains($"\"{user.UserId}\"", requests[user.RequestId!], StringComparison.Ordinal));
    }

    [Fact]
    public void Server_errors_stand_between_the_results_in_the_order_of_the_input()
    {
        ShellResult result = Shell.Run($$"""
            & { @{ user_id = 'a' }; 'text'; @{ user_id = 'b' }; {{Refused}}; @{ plan = 'x' }; @{ user_id = 'c' } } | Set-JournyUser 2>&1
            """);
        // What is refused before it is sent is told at once; what the server says waits for its turn.
        List<string> told = result.Output
            .Select(item => item.BaseObject is ErrorRecord error
                ? error.FullyQualifiedErrorId.Split(',')[0]
                : ((UserResult)item.BaseObject).UserId!)
            .ToList();
        Assert.Equal(["a", "b", "Journy.BadArguments", "c"], told.Where(name => name is not ("Journy.NotARow" or "Journy.NoIdentity")));
        Assert.Equal(["Journy.NotARow", "Journy.NoIdentity"], told.Where(name => name is "Journy.NotARow" or "Journy.NoIdentity"));
    }

    [Fact]
    public void A_rejected_property_makes_the_result_partial_and_is_warned_of_once()
    {
        SetUser("@{ user_id = 'a'; seats = 5; plan = 'Pro' }").ThrowIfFailed();
        ShellResult result = SetUser("@{ user_id = 'fine' }, @{ user_id = 'b'; seats = 'five'; plan = 'Pro' }").ThrowIfFailed();
        UserResult user = result.As<UserResult>()[1];
        Assert.Equal("Partial", user.Status);
        KeyValuePair<string, string> rejected = Assert.Single(user.RejectedProperties);
        Assert.Equal("seats", rejected.Key);
        string warning = Assert.Single(result.Warnings);
        Assert.StartsWith("Record 2 of the input, user b: ", warning, StringComparison.Ordinal);
        Assert.Contains($"seats: {rejected.Value}", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("plan", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_shows_every_field_and_belongs_to_its_record()
    {
        ShellResult result = Shell.Run($"& {{ @{{ user_id = 'a' }}; {Refused}; @{{ user_id = 'c' }} }} | Set-JournyUser");
        Assert.Equal([0, 2], result.As<UserResult>().Select(user => user.InputIndex));
        ErrorRecord error = result.Error;
        Assert.Equal("Journy.BadArguments,Journy.Commands.SetJournyUserCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Equal("bad", Assert.IsType<UserIdentity>(error.TargetObject).UserId);
        JournyApiException exception = Assert.IsType<JournyApiException>(error.Exception);
        Assert.Equal(400, exception.Status);
        Assert.Equal(Writes.Single(write => write.Status == 400).RequestId, exception.RequestId);
        Assert.Equal(1_000, exception.CallsLimit);
        Assert.StartsWith("Record 2 of the input, user bad <no.address@nowhere>: ", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("HTTP 400", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains(exception.RequestId!, result.ErrorText, StringComparison.Ordinal);
        Assert.NotEmpty(exception.Fields);
        Assert.All(exception.Fields, field =>
        {
            Assert.Contains(field.Key, result.ErrorText, StringComparison.Ordinal);
            Assert.Contains(field.Value.TrimEnd('.'), result.ErrorText, StringComparison.Ordinal);
        });
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_refusal_of_several_fields_names_them_all()
    {
        Emulator.Faults.Add(Fault.Respond(
            400,
            "application/json",
            """{"message":"The parameters are not correct.","errors":{"fields":"""
            + """{"identification.email":"Not an address.","properties.a":"Not known."},"parameters":{"header":{"x-thing":"Missing."}}}"""
            + ""","meta":{"requestId":"r1","status":400}}"""));
        string text = SetUser("@{ user_id = 'u' }").ErrorText;
        Assert.Contains("identification.email: Not an address.", text, StringComparison.Ordinal);
        Assert.Contains("properties.a: Not known.", text, StringComparison.Ordinal);
        Assert.Contains("header.x-thing: Missing.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ErrorAction_Stop_ends_at_the_first_bad_record()
    {
        ErrorRecord error = EndOf("@{ plan = 'x' }, @{ user_id = 'never' } | Set-JournyUser -ErrorAction Stop");
        Assert.Equal("Journy.NoIdentity", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(Writes);
    }

    [Fact]
    public void A_record_by_parameter_has_no_record_number_in_its_message()
    {
        ShellResult result = Shell.Run("Set-JournyUser -UserId u -Email 'no.address@nowhere'");
        Assert.StartsWith("user u <no.address@nowhere>: ", result.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_sends_nothing_and_gives_nothing()
    {
        ShellResult result = SetUser("@{ user_id = 'a' }, @{ user_id = 'b' }", "-WhatIf").ThrowIfFailed();
        Assert.Empty(result.Output);
        Assert.Equal(0, Emulator.Ledger.Count);
    }

    [Fact]
    public void Verbose_tells_one_line_a_call_and_no_cell()
    {
        ShellResult result = SetUser(
            "@{ user_id = 'sentinel-a'; plan = 'sentinel-b' }, @{ email = 'sentinel-c@example.com' }, @{ email = 'sentinel-d@nowhere' }",
            "-Verbose -ThrottleLimit 1");
        List<string> lines = result.Verbose.Where(line => line.Contains("->", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, lines.Count);
        Assert.All(lines.Zip(Writes), pair =>
        {
            Assert.StartsWith($"POST /users/upsert -> {pair.Second.Status}, ", pair.First, StringComparison.Ordinal);
            Assert.Contains(pair.Second.RequestId, pair.First, StringComparison.Ordinal);
        });
        Assert.DoesNotContain(lines, line => line.Contains("sentinel", StringComparison.Ordinal));
        Assert.DoesNotContain(
            result.Verbose.Concat(result.Debug),
            line => line.Contains("sentinel-b", StringComparison.Ordinal) || line.Contains(Emulator.ApiKey, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_piped_is_nothing_done()
    {
        ShellResult result = SetUser("@()", "-PropertyMap @{ a = 'b' }").ThrowIfFailed();
        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.Empty(Writes);
    }

    [Fact]
    public void The_last_record_of_a_user_wins_whatever_it_is_called_by()
    {
        Emulator.Faults.Add(request => Fault.Delay(TimeSpan.FromMilliseconds(request.Sequence == 1 ? 150 : 0)));
        SetUser(
            "@{ user_id = 'u'; email = 'u@example.com'; n = 1 }, @{ email = 'U@example.com'; n = 2 }, @{ user_id = 'u'; "
            + "email = 'u@example.com'; n = 3 }")
            .ThrowIfFailed();
        Assert.Equal([1, 2, 3], Bodies.Select(body => body.GetProperty("properties").GetProperty("n").GetInt32()));
    }

    [Fact]
    public void A_key_without_the_permission_ends_the_run_and_says_so()
    {
        Connect(Emulator.AddKey("reader", KeyPermissions.ReadEvents));
        SharedShell.Set("records", Enumerable.Range(0, 200).Select(index => new PSObject(new UserRow($"u{index}"))).ToArray());
        ShellResult result = SharedShell.Run("$records | Set-JournyUser");
        Assert.Empty(result.Output);
        ErrorRecord end = result.Errors[^1];
        Assert.Equal("Journy.Unauthorized", end.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.AuthenticationError, end.CategoryInfo.Category);
        Assert.InRange(Writes.Count, 1, 16);
        Assert.All(Writes, write => Assert.Equal(401, write.Status));
    }

    /// <summary>A row of its own type.</summary>
    private sealed record UserRow(string UserId);
}
