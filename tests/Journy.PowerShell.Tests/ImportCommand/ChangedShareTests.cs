using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>-MaxChangedPercent: a wrong file is stopped before anything is sent.</summary>
public sealed class ChangedShareTests : ImportTest
{
    private const string Id = "Journy.TooManyChanges,Journy.Commands.ImportJournyUserCommand";

    [Fact]
    public void A_file_that_would_change_more_than_it_may_is_stopped_before_anything_is_sent()
    {
        ImportText(Rows(100)).ThrowIfFailed();
        byte[] journal = File.ReadAllBytes(Folder.File("users.csv.journy"));
        int sent = Writes.Count;
        IReadOnlyList<string?> files = Files;

        ShellResult stopped = ImportText(Rows(100, changed: 11), "-MaxChangedPercent 10");

        Assert.Equal(Id, stopped.Error.FullyQualifiedErrorId);
        AssertSays(stopped.ErrorText, "11 of the 100 users", "11 %", "allows 10 %", "89 would stay", "Nothing was sent");
        Assert.Empty(stopped.As<ImportSummary>());
        Assert.Equal(sent, Writes.Count);
        Assert.Equal(journal, File.ReadAllBytes(Folder.File("users.csv.journy")));
        Assert.Equal(files, Files);

        // It ends the command, with -ErrorAction Continue too.
        Assert.Equal(
            "caught",
            Run("try { Import-JournyUser users.csv -MaxChangedPercent 10; 'went on' } catch { 'caught' }").Output.Single()!.ToString());

        // The command that the error shows goes on.
        string command = stopped.ErrorText[stopped.ErrorText.IndexOf("Import-JournyUser", StringComparison.Ordinal)..];
        AssertCounts(Summary(Run(command).ThrowIfFailed()), sent: 11, unchanged: 89);
        AssertCounts(ImportWhole("-MaxChangedPercent 0"), sent: 0, unchanged: 100);
        AssertCounts(Summary(ImportText(Rows(100, changed: 21), "-MaxChangedPercent 10").ThrowIfFailed()), sent: 10, unchanged: 90);
    }

    [Fact]
    public void What_is_new_and_what_is_missing_is_no_change()
    {
        ImportText(Rows(100), "-MaxChangedPercent 0").ThrowIfFailed();
        AssertCounts(Summary(ImportText(Rows(150), "-MaxChangedPercent 0").ThrowIfFailed()), sent: 50, unchanged: 100);
        AssertCounts(Summary(ImportText(Rows(3), "-MaxChangedPercent 0").ThrowIfFailed()), sent: 0, unchanged: 3);
    }

    [Fact]
    public void What_a_new_column_holds_stays_its_type_although_the_file_was_looked_through_before()
    {
        ImportText("user_id,plan\nu1,Pro\nu2,Free\n").ThrowIfFailed();
        AssertCounts(Summary(ImportText("user_id,plan,seats\nu1,Pro,5\nu2,Free,6\n", "-MaxChangedPercent 100").ThrowIfFailed()), sent: 2);
        Assert.Equal("5", Json("u1", "seats"));

        // One cell that is no number fails, and takes no other row with it.
        AssertCounts(
            Summary(ImportText("user_id,plan,seats\nu1,Pro,5\nu2,Free,6\nu3,Pro,seven\n", "-MaxChangedPercent 100")),
            sent: 0,
            failed: 1,
            unchanged: 2);
    }

    [Fact]
    public void A_file_of_other_people_altogether_is_stopped_unless_any_share_may_change()
    {
        ImportText(Rows(20)).ThrowIfFailed();

        ShellResult stopped = ImportText(Rows(30, prefix: "other"), "-MaxChangedPercent 50");

        Assert.Equal(Id, stopped.Error.FullyQualifiedErrorId);
        AssertSays(
            stopped.ErrorText,
            "of other users than the journal",
            "30 of its 30 users are new",
            "of the 20 that the journal knows 20 are not in it");
        Assert.Equal(20, Writes.Count);
        AssertCounts(ImportWhole("-MaxChangedPercent 100"), sent: 30);
    }

    [Fact]
    public void A_first_import_that_goes_on_is_not_of_other_people()
    {
        ImportText(Rows(5)).ThrowIfFailed();
        AssertCounts(Summary(ImportText(Rows(200), "-MaxChangedPercent 1").ThrowIfFailed()), sent: 195, unchanged: 5);
    }

    [Fact]
    public void The_mended_rows_of_a_first_import_are_not_of_other_people()
    {
        ImportSummary first = Summary(ImportText(Rows(10) + "new,no address,1\n", "-MaxChangedPercent 5"));
        AssertCounts(first, sent: 10, failed: 1);
        Assert.DoesNotContain("MaxChangedPercent", first.RetryCommand, StringComparison.Ordinal);
        File.WriteAllText(
            first.FailedPath!, File.ReadAllText(first.FailedPath!).Replace("no address", "new@example.com", StringComparison.Ordinal));
        AssertCounts(Summary(Run($"{first.RetryCommand} -MaxChangedPercent 5").ThrowIfFailed()), sent: 1);
    }

    [Fact]
    public void Rows_that_are_resent_and_did_not_change_are_no_changes()
    {
        ImportText(Rows(20)).ThrowIfFailed();
        AssertCounts(ImportWhole("-Resend -MaxChangedPercent 0"), sent: 20);
        Assert.Equal(Id, ImportText(Rows(20, changed: 1), "-Resend -MaxChangedPercent 4").Error.FullyQualifiedErrorId);
    }

    [Fact]
    public void Of_several_files_those_behind_the_wrong_one_are_named_with_the_command_that_goes_on()
    {
        foreach (string name in new[] { "a.csv", "b.csv", "c.csv" })
        {
            Folder.Write(Rows(10, prefix: name[..1]), name);
        }

        Run("Import-JournyUser a.csv, b.csv, c.csv").ThrowIfFailed();
        Folder.Write(Rows(10, prefix: "a", changed: 1), "a.csv");
        Folder.Write(Rows(10, prefix: "b", changed: 9), "b.csv");
        Folder.Write(Rows(10, prefix: "c", changed: 1), "c.csv");

        ShellResult result = Run("Import-JournyUser a.csv, b.csv, c.csv -MaxChangedPercent 10");

        Assert.Equal(Folder.File("a.csv"), Summary(result).Path);
        AssertSays(
            result.ErrorText, $"'{Folder.File("b.csv")}' would change 9 of the 10 users", $"'{Folder.File("c.csv")}' was not imported");
        string command = result.ErrorText[result.ErrorText.LastIndexOf("Import-JournyUser", StringComparison.Ordinal)..];
        AssertCounts(Summary(Run(command).ThrowIfFailed()), sent: 1, unchanged: 9);
        Assert.Contains("-MaxChangedPercent 10", command, StringComparison.Ordinal);
    }

    [Fact]
    public void Piped_rows_are_refused_before_anything_is_sent()
    {
        foreach (string command in new[]
        {
            "Import-JournyUser -JournalPath crm.journy -MaxChangedPercent 10",
            "Import-JournyUser -JournalPath crm.journy -MaxChangedPercent 10 -Preview"
        })
        {
            ShellResult result = Run($"[pscustomobject]@{{ user_id = 'u1' }} | {command}");
            AssertSays(result.ErrorText, "-MaxChangedPercent needs a file", "Export-Csv");
        }

        AssertSays(Run("Import-JournyUser users.csv -NoJournal -MaxChangedPercent 10").ErrorText, "-NoJournal excludes -MaxChangedPercent");
        Assert.Empty(Writes);
        Assert.Empty(Files);
    }

    [Fact]
    public void A_piped_file_is_a_file()
    {
        ImportText(Rows(10)).ThrowIfFailed();
        Folder.Write(Rows(10, changed: 5));
        ShellResult result = Run("[IO.FileInfo]::new(\"$PWD/users.csv\") | Import-JournyUser -MaxChangedPercent 10");
        Assert.Equal(Id, result.Error.FullyQualifiedErrorId);
        AssertSays(result.ErrorText, "files behind this one in the pipeline, if any, were not imported");
    }

    [Fact]
    public void The_preview_tells_the_share()
    {
        ImportText(Rows(40)).ThrowIfFailed();
        Folder.Write(Rows(30, changed: 6) + "x1,x1@example.com,1\nx2,x2@example.com,1\n");

        ShellResult result = Import("-Preview -MaxChangedPercent 10").ThrowIfFailed();
        ImportPreview preview = result.As<ImportPreview>().Single();

        Assert.Equal((40, 6, 15.0, 10, 2), (preview.Recorded, preview.Changed, preview.ChangedPercent, preview.Missing, preview.New));
        AssertSays(preview.ToString(), "15% of the 40 users that the journal knows would change: 6", "10 of them are not in the input");
        AssertSays(Assert.Single(result.Warnings), "would change 6 of the 40 users", "would stop");
        Assert.Empty(Import("-Preview -MaxChangedPercent 15").Warnings);
        preview = Import("-Preview -Resend").As<ImportPreview>().Single();
        Assert.Equal((32, 0, 6), (preview.ToSend, preview.Unchanged, preview.Changed));

        // Another file has another journal, which knows nobody.
        Folder.Write(Rows(3), "first.csv");
        preview = Import("-Preview", "first.csv").As<ImportPreview>().Single();
        Assert.Equal((0, 0, null, 0, 3), (preview.Recorded, preview.Changed, preview.ChangedPercent, preview.Missing, preview.New));
    }

    [Fact]
    public void Shares_are_of_users_and_not_of_rows()
    {
        // Three rows of one user, two of another one by either identifier, and two users that become one.
        ImportText("user_id,email,plan\na,,1\na,,2\na,,3\nb,b@example.com,1\n,b@example.com,2\nc,,1\n,d@example.com,1\ne,,1\n")
            .ThrowIfFailed();
        Folder.Write("user_id,email,plan\na,,1\na,,2\na,,4\nb,b@example.com,1\n,b@example.com,2\nc,d@example.com,1\ne,,1\n");

        ImportPreview preview = Import("-Preview").ThrowIfFailed().As<ImportPreview>().Single();

        Assert.Equal((5, 3, 0, 0), (preview.Recorded, preview.Changed, preview.Missing, preview.New));
        ShellResult stopped = Import("-MaxChangedPercent 59.9");
        AssertSays(stopped.ErrorText, "3 of the 5 users", "60 %");
        Import("-MaxChangedPercent 60").ThrowIfFailed();
    }

    [Fact]
    public void Accounts_have_it_too_and_what_can_only_be_added_does_not()
    {
        Folder.Write("account_id,plan\na1,1\na2,1\n", "a.csv");
        Run("Import-JournyAccount a.csv").ThrowIfFailed();
        Folder.Write("account_id,plan\na1,1\na2,2\n", "a.csv");
        AssertSays(Run("Import-JournyAccount a.csv -MaxChangedPercent 49").ErrorText, "1 of the 2 accounts");
        Assert.All(
            ["Import-JournyAccountUser", "Import-JournyEvent"],
            name => Assert.Equal(
                "False", Run($"(Get-Command {name}).Parameters.ContainsKey('MaxChangedPercent')").Output.Single()!.ToString()));
    }

    private static string Rows(int count, int changed = 0, string prefix = "u") => "user_id,email,plan\n" + string.Concat(
        Enumerable.Range(1, count)
            .Select(number => string.Create(
                CultureInfo.InvariantCulture, $"{prefix}{number},{prefix}{number}@example.com,{(number <= changed ? 2 : 1)}\n")));
}
