using System;
using System.Linq;
using Journy.Api;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Journy.Results;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>White space around identifiers, and e-mail addresses that are none.</summary>
public sealed class IdentifierTests : ImportTest
{
    private const string Around = " \t\u00A0\u200B\uFEFF";

    [Fact]
    public void A_file_and_a_pipe_leave_out_what_stands_around_identifiers_and_say_how_many()
    {
        Folder.Write($"{Around}user_id ,email{Around},note\n\"{Around}1{Around}\", a@example.com , x \n2,b@example.com,\n");
        Session.Set("around", Around);

        ShellResult file = Import();
        ShellResult pipe = Run(
            "@{ \"${around}user_id \" = \"${around}3\"; \"email$around\" = ' c@example.com'; plan = ' x ' } | "
            + "Import-JournyUser -NoJournal");
        ShellResult set = Run("[pscustomobject]@{ user_id = '4 '; plan = ' x ' }, [pscustomobject]@{ user_id = '5' } | Set-JournyUser");

        Assert.All(new[] { file, pipe, set }, result => result.ThrowIfFailed());
        Assert.Equal(
            ["1 a@example.com", "2 b@example.com", "3 c@example.com", "4 ", "5 "],
            Emulator.Users.Select(user => $"{user.UserId} {user.Email}").Order(StringComparer.Ordinal));
        Assert.Equal("\" x \"", Json("1", "note"));
        Assert.Equal("\" x \"", Json("3", "plan"));
        AssertSays(Assert.Single(file.Warnings), "1 row of", "has white space around an identifier");
        AssertSays(Assert.Single(pipe.Warnings), "1 row of 'piped rows'");
        AssertSays(Assert.Single(set.Warnings), "1 record has white space");
    }

    [Fact]
    public void The_preview_tells_of_two_that_become_one()
    {
        Folder.Write("user_id,plan\n42,a\n 42,b\n7 ,c\n 8,d\n8,e\n 8,f\n");

        ImportPreview preview = Run("Import-JournyUser users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();

        Assert.Equal((4L, 2L, 3L), (preview.Trimmed, preview.TrimmedAlike, preview.Duplicates));
        AssertSays(
            preview.ToString(),
            "4 rows have white space around an identifier",
            "2 rows differ by that alone from an earlier row: one for journy.io");
        Assert.DoesNotContain(" 0 rows", preview.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-JournyUser -UserId ' 42'", "-UserId")]
    [InlineData("Set-JournyUser -Email 'a@example.com '", "-Email")]
    [InlineData("Set-JournyAccount -Domain \"example.com`t\"", "-Domain")]
    [InlineData("Add-JournyAccountUser -User ' 42' -AccountId a", "user_id")]
    [InlineData("Add-JournyAccountUser -User @{ UserId = '42 ' } -AccountId a", "UserId")]
    [InlineData("Add-JournyEvent -Name x -UserId \"42$([char]0x200B)\"", "-UserId")]
    [InlineData("Remove-JournyUser -UserId '42 ' -Confirm:$false", "-UserId")]
    [InlineData("@{ user_id = ' 42' } | Remove-JournyUser -Confirm:$false", "user_id")]
    [InlineData("@{ account_id = '42 ' } | Remove-JournyAccount -Confirm:$false", "account_id")]
    [InlineData("@{ account_id = 'a'; user_id = '42 ' } | Remove-JournyAccountUser -Confirm:$false", "user_id")]
    public void What_is_given_by_hand_or_removed_is_refused_instead(string command, string name)
    {
        ShellResult result = Run($"try {{ {command} }} catch {{ throw }}");

        AssertSays(result.ErrorText, $"'{name}' is '", "white space");
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData("jane", "no @")]
    [InlineData("n/a", "no @")]
    [InlineData("jane@@example.com", "more than one @")]
    [InlineData("jane@example.com/joe@example.com", "more than one @")]
    [InlineData("jane doe@example.com", "white space in it")]
    [InlineData("jane@exam\u00A0ple.com", "white space in it")]
    [InlineData("Jane <jane@example.com>", "angle brackets")]
    [InlineData("<jane@example.com>", "angle brackets")]
    [InlineData("mailto:jane@example.com", "is a link")]
    [InlineData("MAILTO:jane@example.com", "is a link")]
    [InlineData("https://example.com/@jane", "is a link")]
    [InlineData("jane@example.com;joe@example.com", "a list")]
    [InlineData("jane@example.com,", "a list")]
    [InlineData("@example.com", "one side")]
    [InlineData("jane@", "one side")]
    public void What_is_no_address_fails_its_row_before_anything_is_sent(string address, string fault)
    {
        Folder.Write($"user_id,email\nu1,\"{address}\"\nu2,joe+x@sub.example.com\nu3,\n");

        ImportPreview preview = Run("Import-JournyUser users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();
        ImportSummary summary = Summary(Run("Import-JournyUser users.csv -ErrorAction SilentlyContinue"));

        Assert.Equal((1L, 1L), (preview.Invalid, preview.InvalidEmails));
        AssertSays(preview.ToString(), "1 of those has an e-mail address that is none");
        AssertCounts(summary, sent: 2, failed: 1);
        AssertSays(CsvTable.Read(summary.FailedPath!).FromLine(2)["journy_error"], fault, "'email' is '" + PlainText.Of(address));
        Assert.Equal(["u2", "u3"], UserIds);

        Session.Set("address", address);
        ShellResult piped = Run("@{ user_id = 'u4'; email = $address } | Set-JournyUser");
        Assert.StartsWith("Journy.InvalidEmail,", piped.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith(
            "Journy.InvalidEmail,",
            Run("try { Set-JournyUser -Email $address } catch { throw }").Error.FullyQualifiedErrorId,
            StringComparison.Ordinal);
        Assert.Equal(2, Writes.Count);
    }

    [Fact]
    public void An_account_may_have_any_email_and_what_is_there_can_be_removed()
    {
        Run("@{ account_id = 'a'; email = 'n/a' } | Set-JournyAccount").ThrowIfFailed();
        ShellResult result = Run("Remove-JournyUser -Email 'jane doe@example.com' -Confirm:$false");
        Assert.DoesNotContain(
            "InvalidEmail", result.Errors.Count == 0 ? string.Empty : result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(2, Writes.Count);
    }

    [Theory]
    [InlineData("u1,,5", " u1", null)]
    [InlineData("\"u1 \",a@example.com,5", "u1 ", "a@example.com")]
    [InlineData("u1, a@example.com,5", "u1", " a@example.com")]
    public void A_journal_of_an_earlier_version_knows_its_users_with_white_space(string row, string? id, string? email)
    {
        string first = email is null ? "\" u1\",,5" : row;
        BoundRecord record = new() { User = new UserIdentity(id, email) };
        record.Properties.Add("seats", JournyValue.FromNumber("5"));
        WriteJournal(ImportEntity.User, record);
        Folder.Write($"user_id,email,seats\n{first}\n{first}\n");

        AssertCounts(ImportWhole(), sent: 0, unchanged: 2);

        // What changes is sent, without it; and is known from then on.
        Folder.Write($"user_id,email,seats\n{first[..^1]}6\n");
        AssertCounts(ImportWhole(), sent: 1);
        Assert.Equal(["u1"], UserIds);
        AssertCounts(ImportWhole(), sent: 0, unchanged: 1);
        Folder.Write($"user_id,email,seats\n{first}\n");
        AssertCounts(ImportWhole(), sent: 1);
    }

    [Fact]
    public void Somebody_who_was_not_sent_yet_is_not_spared_for_one_with_white_space()
    {
        BoundRecord record = new() { User = new UserIdentity(" u1", null) };
        record.Properties.Add("seats", JournyValue.FromNumber("5"));
        WriteJournal(ImportEntity.User, record);
        Folder.Write("user_id,seats\nu1,5\n");
        AssertCounts(ImportWhole(), sent: 1);

        // The last row wins where both are there.
        Folder.Write("user_id,seats\nu1,5\n\" u1\",5\n\" u1\",7\n");
        AssertCounts(ImportWhole(), sent: 1, unchanged: 2);
        Assert.Equal("7", Json("u1", "seats"));
    }

    [Fact]
    public void Rows_that_follow_on_one_of_an_earlier_version_with_white_space_are_not_sent_again()
    {
        BoundRecord record = new() { User = new UserIdentity(" u1", "a@example.com") };
        record.Properties.Add("seats", JournyValue.FromNumber("5"));
        WriteJournal(ImportEntity.User, record);

        // What that journal says of the user was sent then.
        Assert.Single(Run("Set-JournyUser -UserId u1 -Email a@example.com -Property @{ seats = 5 }").Output);
        Folder.Write("user_id,email,seats\n\" u1\",a@example.com,5\nu1,,6\n,a@example.com,7\n");

        AssertCounts(ImportWhole(), sent: 2, unchanged: 1);
        Assert.Equal("7", Json("u1", "seats"));
        AssertCounts(ImportWhole(), sent: 0, unchanged: 3);
    }

    [Fact]
    public void Memberships_and_events_of_an_earlier_version_are_not_sent_again()
    {
        WriteJournal(
            ImportEntity.AccountUser, new BoundRecord { User = new UserIdentity(" u1", null), Account = new AccountIdentity("a ", null) });
        Folder.Write("account_id,user_id\n\"a \",\" u1\"\na,u1\n", "users.csv");
        ImportSummary members = Summary(Run("Import-JournyAccountUser users.csv").ThrowIfFailed());
        AssertCounts(members, sent: 1, unchanged: 1);

        System.IO.File.Delete(Folder.File("users.csv.journy"));
        BoundRecord happened = new()
        { User = new UserIdentity(" u1", null), EventName = "login", TriggeredAt = DateTimeOffset.Parse("2024-01-02T00:00:00Z", null) };
        WriteJournal(ImportEntity.Event, happened, happened);
        Folder.Write(
            "user_id,name,triggered_at\n\" u1\",login,2024-01-02\n\" u1\",login,2024-01-02\n\" u1\",login,2024-01-02\n"
            + "u1,login,2024-01-02\n");
        ImportSummary events = Summary(Run("Import-JournyEvent users.csv").ThrowIfFailed());
        AssertCounts(events, sent: 2, unchanged: 2);
        AssertCounts(Summary(Run("Import-JournyEvent users.csv").ThrowIfFailed()), sent: 0, unchanged: 4);
    }

    /// <summary>A journal as versions wrote it that sent identifiers as they stood.</summary>
    private void WriteJournal(ImportEntity entity, params BoundRecord[] records)
    {
        JournyConnection connection = Run("Get-JournyConnection").ThrowIfFailed().As<JournyConnection>().Single();
        using Journal journal = Journal.Open(
            Folder.File("users.csv.journy"), new JournalOwner(entity, connection.BaseUri, connection.Fingerprint), acceptNewKey: false);
        foreach (BoundRecord record in records)
        {
            ImportedRow row = new(new ImportRow(1, [], [], null), record);
            journal.Rules.Take(row);
            journal.Rules.Begin(row);
            journal.Rules.End(row, RowEnd.Accepted);
        }

        journal.Complete();
    }
}
