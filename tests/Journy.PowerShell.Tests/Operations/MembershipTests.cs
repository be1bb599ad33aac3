using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using Journy.Emulator;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>Who is in which account: rows gathered into calls of up to 100, and a refusal narrowed down to the rows at fault.</summary>
public sealed class MembershipTests(SharedSession shared) : SharedSessionTest(shared)
{
    private const int MostUsers = 100;
    private const string Bad = "not-an-address@nowhere";

    private const string Add = "Add-JournyAccountUser";
    private const string Remove = "Remove-JournyAccountUser -Confirm:$false";

    /// <summary>By parameter, with the users that go out as JSON.</summary>
    public static TheoryData<string, string> Users => new()
    {
        { "42", """{"userId":"42"}""" },
        {
            "42, '0042', 9223372036854775807, 1.5",
            """{"userId":"42"}|{"userId":"0042"}|{"userId":"9223372036854775807"}|{"userId":"1.5"}"""
        },
        { "jane@example.com, 'Joe <3'", """{"email":"jane@example.com"}|{"userId":"Joe <3"}""" },
        {
            "@{ UserId = 42; Email = 'jane@example.com' }, @{ user_id = 7 }",
            """{"userId":"42","email":"jane@example.com"}|{"userId":"7"}"""
        },
        { "([pscustomobject]@{ Email = 'jane@example.com'; Age = 3 })", """{"email":"jane@example.com"}""" },
        { "([guid]::Empty)", """{"userId":"00000000-0000-0000-0000-000000000000"}""" },
    };

    [Theory]
    [MemberData(nameof(Users))]
    public void Users_are_named_by_parameter(string users, string sent)
    {
        IReadOnlyList<MembershipResult> results = Shell.Run($"{Add} -AccountId acme -User {users}").ThrowIfFailed().As<MembershipResult>();

        string[] expected = sent.Split('|');
        Assert.Equal(expected.Select(user => JsonDocument.Parse(user).RootElement.GetRawText()), SentUsers(Writes.Single()).Select(Plain));
        Assert.Equal("""{"accountId":"acme"}""", OnlyBody.GetProperty("account").GetRawText());
        Assert.Equal(Enumerable.Range(0, expected.Length), results.Select(result => (int)result.InputIndex));
        Assert.All(
            results, result => Assert.Equal(("Add", "acme", null, 1), (result.Action, result.AccountId, result.Domain, result.Attempts)));
        Assert.All(results, result => Assert.Equal(Writes.Single().RequestId, result.RequestId));
        Assert.All(results, result => Assert.NotNull(result.CallsRemaining));

        static string Plain(JsonElement user) => user.GetRawText();
    }

    [Theory]
    [InlineData("account_id = 'other'", "-AccountId acme", """{"accountId":"acme"}""")]
    [InlineData("domain = 'other.com'", "-Domain acme.com", """{"domain":"acme.com"}""")]
    [InlineData(
        "account_id = 'other'; domain = 'other.com'", "-AccountId acme -Domain acme.com", """{"accountId":"acme","domain":"acme.com"}""")]
    public void The_account_by_parameter_wins_over_the_row(string row, string parameters, string sent)
    {
        Shell.Run($"@{{ user_id = 1; {row} }}, @{{ user_id = 2 }} | {Add} {parameters}").ThrowIfFailed();
        Assert.Equal(sent, OnlyBody.GetProperty("account").GetRawText());
        Assert.Equal(2, SentUsers(Writes.Single()).Count);
    }

    [Theory]
    [InlineData(Add, "/accounts/users/add", "Add")]
    [InlineData(Remove, "/accounts/users/remove", "Remove")]
    public void Rows_are_gathered_by_account(string call, string target, string action)
    {
        ShellResult result = Shell.Run($$"""
            @{ user_id = 1; account_id = 'a' }, @{ UserId = 2; Domain = 'b.com' },
            [pscustomobject]@{ Email = 'jane@example.com'; AccountId = 'a' },
            [ordered]@{ user_id = 4; account_id = 'c'; domain = 'c.com' }, @{ user_id = 5; domain = 'b.com' } | {{call}}
            """).ThrowIfFailed();

        Assert.All(Writes, write => Assert.Equal(("POST", target), (write.Method, write.Target)));
        Assert.Equal(
            [
                """{"account":{"accountId":"a"},"users":[{"identification":{"userId":"1"}},"""
                + """{"identification":{"email":"jane@example.com"}}]}""",
                """{"account":{"accountId":"c","domain":"c.com"},"users":[{"identification":{"userId":"4"}}]}""",
                """{"account":{"domain":"b.com"},"users":[{"identification":{"userId":"2"}},{"identification":{"userId":"5"}}]}""",
            ],
            Writes.Select(write => write.Body).Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                (0L, "1", null, "a", null),
                (1, "2", null, null, "b.com"),
                (2, null, "jane@example.com", "a", null),
                (3, "4", null, "c", "c.com"),
                (4, "5", null, null, "b.com")
            ],
            result.As<MembershipResult>().OrderBy(row => row.InputIndex)
                .Select(row => (row.InputIndex, row.UserId, row.Email, row.AccountId, row.Domain)));
        Assert.All(result.As<MembershipResult>(), row => Assert.Equal(action, row.Action));
    }

    [Fact]
    public void Users_are_taken_out_again()
    {
        Shell.Run($"1..3 | ForEach-Object {{ @{{ user_id = $_ }} }} | {Add} -AccountId acme").ThrowIfFailed();
        IReadOnlyList<MembershipResult> results = Shell.Run($"{Remove} -AccountId acme -User 1, 3").ThrowIfFailed().As<MembershipResult>();

        Assert.Equal(["1", "3"], results.Select(result => result.UserId));
        Assert.Equal(
            ["1 removed", "2", "3 removed"],
            Emulator.Accounts.Single().Members.Select(member => member.UserId + (member.IsRemoved ? " removed" : "")));

        // The answer is an empty 204: what its headers say is there all the same.
        Assert.Equal(204, Writes[^1].Status);
        Assert.All(results, result => Assert.NotNull(result.CallsLimit));
        Assert.All(results, result => Assert.Null(result.RequestId));
    }

    [Theory]
    [InlineData(1, "1")]
    [InlineData(99, "99")]
    [InlineData(100, "100")]
    [InlineData(101, "100,1")]
    [InlineData(250, "100,100,50")]
    public void A_call_takes_a_hundred_users(int count, string calls)
    {
        ShellResult result = Shell.Run($"1..{count} | ForEach-Object {{ @{{ user_id = $_; account_id = 'a' }} }} | {Add}").ThrowIfFailed();
        Assert.Equal(calls, string.Join(',', Writes.Select(write => SentUsers(write).Count).OrderDescending()));
        Assert.Equal(Enumerable.Range(0, count), result.As<MembershipResult>().Select(row => (int)row.InputIndex).Order());
        Assert.All(
            result.As<MembershipResult>(), row => Assert.Equal((row.InputIndex + 1).ToString(CultureInfo.InvariantCulture), row.UserId));
        Assert.Equal(count, Emulator.Accounts.Single().Members.Count);
    }

    [Theory]
    [InlineData(Add, 0)]
    [InlineData(Add, 37)]
    [InlineData(Add, 49)]
    [InlineData(Add, 50)]
    [InlineData(Add, 99)]
    [InlineData(Remove, 12)]
    [InlineData(Remove, 75)]
    public void One_bad_user_of_a_hundred_stands_alone(string call, int place)
    {
        ShellResult result = Shell.Run(
            $"0..99 | ForEach-Object {{ if ($_ -eq {place}) {{ @{{ email = '{Bad}' }} }} else {{ @{{ user_id = $_ }} }} }} | "
            + $"{call} -AccountId acme");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("Journy.BadArguments,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Bad, Assert.IsType<UserIdentity>(error.TargetObject).Email);
        Assert.StartsWith($"Record {place + 1} of the input, user {Bad}: ", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(
            "users.0.identification.email: This is not an e-mail address.", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(
            Enumerable.Range(0, MostUsers).Except([place]), result.As<MembershipResult>().Select(row => (int)row.InputIndex).Order());
        Assert.InRange(Writes.Count, 2, 15);
        if (call == Add)
        {
            Assert.Equal(MostUsers - 1, Emulator.Accounts.Single().Members.Count);
        }
    }

    [Fact]
    public void Each_bad_user_stands_alone()
    {
        // In every account a few, among more accounts than calls may be in flight.
        List<object> rows = [];
        for (int row = 0; row < 1200; row++)
        {
            rows.Add(
                new Hashtable { ["email"] = row % 61 == 0 ? $"{Bad}-{row}" : $"u{row}@example.com", ["account_id"] = "a" + (row % 12) });
        }

        ShellResult result = Shell.RunWithInput($"$input | {Add}", rows);

        int[] bad = [.. Enumerable.Range(0, rows.Count).Where(row => row % 61 == 0)];
        Assert.Equal(
            bad.Select(row => $"{Bad}-{row}").Order(StringComparer.Ordinal),
            result.Errors.Select(error => ((UserIdentity)error.TargetObject).Email).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(0, rows.Count).Except(bad), result.As<MembershipResult>().Select(row => (int)row.InputIndex).Order());
        Assert.Equal(rows.Count - bad.Length, Emulator.Accounts.Sum(account => account.Members.Count));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(4, 7)]
    public void Where_all_are_bad_all_are_errors(int count, int calls)
    {
        ShellResult result = Shell.Run($"1..{count} | ForEach-Object {{ @{{ email = \"u$_@nowhere\" }} }} | {Add} -AccountId acme");
        Assert.Empty(result.Output);
        Assert.Equal(
            Enumerable.Range(1, count).Select(user => $"user u{user}@nowhere"),
            result.Errors.Select(error => error.TargetObject.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(calls, Writes.Count);
    }

    [Fact]
    public void A_bad_account_costs_one_call()
    {
        ShellResult result = Shell.Run($"1..60 | ForEach-Object {{ @{{ user_id = $_; domain = 'no domain' }} }} | {Add}");
        Assert.Empty(result.Output);
        Assert.Equal(60, result.Errors.Count);
        Assert.All(
            result.Errors,
            error => Assert.Contains("account.domain: This is not a domain name.", error.ErrorDetails.Message, StringComparison.Ordinal));
        Assert.Equal(60, result.Errors.Select(error => ((UserIdentity)error.TargetObject).UserId).Distinct().Count());
        Assert.Single(Writes);
    }

    [Theory]
    [InlineData("@{ account_id = 'a' }", "There is neither a user ID nor an e-mail address.")]
    [InlineData("@{ user_id = ' '; account_id = 'a' }", "There is neither a user ID nor an e-mail address.")]
    [InlineData("@{ user_id = 1 }", "There is neither an account ID nor a domain.")]
    [InlineData("@{ plan = 'Pro' }", "There is nobody named")]
    public void A_row_that_lacks_either_is_an_error(string row, string said)
    {
        ShellResult result = Shell.Run($"@{{ user_id = 8; account_id = 'b' }}, {row}, @{{ user_id = 9; account_id = 'b' }} | {Add}");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("Journy.NoIdentity,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("Record 2 of the input", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal([0L, 2L], result.As<MembershipResult>().Select(sent => sent.InputIndex));
    }

    [Theory]
    [InlineData("1, @{ plan = 'Pro' }, 7", "Journy.NoIdentity")]
    [InlineData("1, @(2, 3), 7", "Journy.NotARow")]
    [InlineData("1, ' ', 7", "Journy.NoIdentity")]
    public void A_user_by_parameter_that_is_nobody_is_an_error(string users, string id)
    {
        ShellResult result = Shell.Run($"{Add} -AccountId a -User {users}");
        Assert.StartsWith(id + ",", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([0L, 2L], result.As<MembershipResult>().Select(sent => sent.InputIndex));
    }

    [Fact]
    public void Rows_that_wait_when_the_key_is_refused_are_told()
    {
        // 100 of a get in, the first of b is refused; then c waits with others of its account.
        Emulator.Faults.Add(request => request.Body?.Contains("\"b\"", StringComparison.Ordinal) == true ? Fault.Error(401) : null);
        ShellResult result = Pipe(
            [.. Rows("a", 0, 100), .. Rows("c", 100, 5), .. Rows("b", 105, 100), .. Rows("d", 205, 300)],
            $"{Add} -ThrottleLimit 1",
            out ErrorRecord? end,
            out int read);

        Assert.StartsWith("Journy.Unauthorized,", end?.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 100), result.As<MembershipResult>().Select(row => (int)row.InputIndex).Order());
        Assert.Equal(
            100, result.Errors.Count(error => error.FullyQualifiedErrorId.StartsWith("Journy.Unauthorized,", StringComparison.Ordinal)));
        Assert.Equal(
            read - 200,
            result.Errors.Count(error => error.FullyQualifiedErrorId.StartsWith("Journy.NotAttempted,", StringComparison.Ordinal)));
        AssertEachIsTold(result, read);
    }

    [Fact]
    public void Halves_that_wait_when_the_key_is_refused_are_told()
    {
        // The hundred is refused for its bad user, then the key is: while the halves wait, and the next row has just come.
        int calls = 0;
        Emulator.Faults.Add(_ => ++calls > 1 ? Fault.Error(403) : null);
        List<object> rows =
            [new Hashtable { ["email"] = Bad, ["account_id"] = "a", ["row"] = 0 }, .. Rows("a", 1, 99), .. Rows("b", 100, 400)];
        ShellResult result = Pipe(rows, $"{Add} -ThrottleLimit 1", out ErrorRecord? end, out int read);

        Assert.StartsWith("Journy.Forbidden,", end?.FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertEachIsTold(result, read);
    }

    [Fact]
    public void What_if_sends_nothing_and_names_each()
    {
        ShellResult result = Shell.Run(
            $"@{{ user_id = 1; account_id = 'a' }} | {Add} -WhatIf; Add-JournyAccountUser -AccountId a -User 1, 2 -WhatIf")
            .ThrowIfFailed();
        Assert.Empty(result.Output);
        Assert.Empty(Emulator.Ledger.Snapshot());
    }

    private static List<object> Rows(string account, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(row => new Hashtable { ["user_id"] = row, ["account_id"] = account })];

    private static IReadOnlyList<JsonElement> SentUsers(LedgerEntry write) =>
        [
            .. JsonDocument.Parse(write.Body!).RootElement
                .GetProperty("users")
                .EnumerateArray()
                .Select(user => user.GetProperty("identification"))
        ];

    /// <summary>Pipes rows, counts those that were read, and keeps what ended the command.</summary>
    private ShellResult Pipe(List<object> rows, string call, out ErrorRecord? end, out int read)
    {
        ShellResult result = Shell.RunWithInput(
            $"$read = 0; $end = $null; try {{ $input | ForEach-Object {{ $read++; $_ }} | {call} }} catch {{ $end = $_ }}", rows);
        end = Shell.Run("$end").Output.SingleOrDefault()?.BaseObject as ErrorRecord;
        read = (int)Shell.Run("$read").Output.Single().BaseObject;
        return result;
    }

    /// <summary>Every row that was read is a result or an error, and once.</summary>
    private static void AssertEachIsTold(ShellResult result, int read)
    {
        IEnumerable<int> failed = result.Errors.Select(error => (UserIdentity)error.TargetObject)
            .Select(user => user.UserId is null ? 0 : int.Parse(user.UserId, CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(0, read), result.As<MembershipResult>().Select(row => (int)row.InputIndex).Concat(failed).Order());
    }
}
