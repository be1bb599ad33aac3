using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Who is recorded and not in the file any more: counted, and with -AbsentPath written for their removal.</summary>
public sealed class AbsentTests : ImportTest
{
    private const string Gone = "-AbsentPath gone.csv -PreviousPath before.csv";

    // Without the run that no longer found somebody, which each row ends in.
    private string[] GoneLines =>
    [
        .. File.ReadAllLines(Folder.File("gone.csv")).Select((line, index) =>
        {
            if (index == 0)
            {
                return line;
            }

            Assert.Matches("^[^,]*,[^,]*,[0-9]{8}-[0-9]{6}[.][0-9]{7}$", line);
            return line[..line.LastIndexOf(',')];
        }),
    ];

    [Fact]
    public void Those_who_are_gone_are_counted_and_written_once_and_nobody_is_deleted()
    {
        Folder.Write("user_id,email,plan\nu1,,a\nu2,u2@example.com,a\n,u3@example.com,a\nu4,,a\n", "before.csv");
        File.Copy(Folder.File("before.csv"), Folder.File("users.csv"));
        Assert.Equal(0, ImportWhole().Absent);
        Folder.Write("user_id,email,plan\nu1,,a\nu4,,b\nu5,,a\n");
        Assert.Equal(2, Import("-Preview").ThrowIfFailed().As<ImportPreview>().Single().Missing);

        ShellResult result = Import(Gone).ThrowIfFailed();
        Assert.Equal((2, Folder.File("gone.csv")), (Summary(result).Absent, Summary(result).AbsentPath));
        Assert.Empty(result.Warnings);
        Assert.Equal(["user_id,email,journy_absent", "u2,u2@example.com", ",u3@example.com"], GoneLines);
        Assert.Equal(5, Emulator.Users.Count);

        // Also of a file that is known as a whole.
        Assert.Equal(0, ImportWhole().Absent);
        Assert.Equal((0, null), (ImportWhole(Gone).Absent, ImportWhole(Gone).AbsentPath));

        Run("@{ user_id = 'u2'; email = 'u2@example.com' } | Remove-JournyUser -Confirm:$false").ThrowIfFailed();

        // Who comes back as they were is sent, and who goes then is added to the file.
        Folder.Write("user_id,email,plan\nu1,,a\nu2,u2@example.com,a\n");
        ImportSummary back = ImportWhole(Gone);
        AssertCounts(back, sent: 1, unchanged: 1);
        Assert.Equal(2, back.Absent);
        Assert.Equal(["user_id,email,journy_absent", "u2,u2@example.com", ",u3@example.com", "u4,"], GoneLines);
    }

    [Fact]
    public void A_file_without_rows_is_told_of_if_the_journal_knows_somebody()
    {
        Folder.Write("user_id,plan\n");
        Assert.Empty(Import().ThrowIfFailed().Warnings);
        Folder.Write("user_id,plan\nu1,a\nu2,a\n");
        ImportWhole();
        Folder.Write("user_id,plan\n");
        ShellResult result = Import().ThrowIfFailed();
        Assert.Equal((0, 2), (Summary(result).Read, Summary(result).Absent));
        AssertSays(Assert.Single(result.Warnings).ToString(), "has no rows", "knows 2 users");
    }

    [Fact]
    public void Accounts_have_their_own_identifiers_and_whom_no_file_names_is_told_of()
    {
        Folder.Write("account_id,domain\na1,one.example\na2,two.example\na3,three.example\n", "accounts.csv");
        Run("Import-JournyAccount accounts.csv").ThrowIfFailed();
        Folder.Write("account_id,domain\na2,two.example\nstranger,four.example\n", "before.csv");
        Folder.Write("account_id,domain\na1,one.example\n", "accounts.csv");
        ShellResult result = Run($"Import-JournyAccount accounts.csv {Gone}").ThrowIfFailed();
        Assert.Equal(2, Summary(result).Absent);
        AssertSays(Assert.Single(result.Warnings).ToString(), "1 of the 2 accounts that are gone", "before.csv");
        Assert.Equal(["account_id,domain,journy_absent", "a2,two.example"], GoneLines);
    }

    [Theory]
    [InlineData("user_id,email,seats\nu1,,1\n,n/a,1\n", null, "an address that is none may be anybody's")]
    [InlineData("user_id,email,seats\nu1,,1\nu2,,1,x\n", null, "a ragged row may be about anybody")]
    [InlineData("user_id,email,seats\nu1,,1\nu2,n/a,1\n", 1L, "the ID says who")]
    [InlineData("user_id,email,seats\nu1,,1\nu2,,many\n", 1L, "the row is there, if not as it should be")]
    [InlineData("user_id,email,seats\nu1,,1\n,,1\n", null, "a row about nobody may be about anybody")]
    public void A_row_that_fails_is_somebodys(string content, long? absent, string why)
    {
        Folder.Write("user_id,email,seats\nu1,,1\nu2,,1\nu3,,1\n", "before.csv");
        File.Copy(Folder.File("before.csv"), Folder.File("users.csv"));
        ImportWhole();
        ShellResult result = ImportText(content, Gone);
        Assert.True(absent == Summary(result).Absent, why);
        Assert.Equal(absent is null ? null : Folder.File("gone.csv"), Summary(result).AbsentPath);
        Assert.Equal(
            absent is null,
            result.Warnings.Any(warning => warning.ToString()!.Contains("Nobody knows who is gone", StringComparison.Ordinal)));
        Assert.Equal(absent is not null, File.Exists(Folder.File("gone.csv")));
    }

    [Fact]
    public void Rows_that_are_skipped_and_files_of_failed_rows_say_nothing_of_others()
    {
        ImportSummary first = Summary(
            ImportText("user_id,email,seats\nu1,,1\nu2,,many\n,,1\n", "-SkipUnidentified -PropertyType @{ seats = 'Number' }"));
        Assert.Equal(0, first.Absent);
        File.WriteAllText(first.FailedPath!, File.ReadAllText(first.FailedPath!).Replace("many", "2", StringComparison.Ordinal));
        Assert.Null(Summary(Run(first.RetryCommand!).ThrowIfFailed()).Absent);
        Assert.Null(Summary(Import("-NoJournal -SkipUnidentified", "users.csv")).Absent);
    }

    [Theory]
    [InlineData("-AbsentPath gone.csv", "need each other")]
    [InlineData("-PreviousPath before.csv", "need each other")]
    [InlineData(Gone + " -NoJournal", "excludes -AbsentPath")]
    [InlineData("-AbsentPath before.csv -PreviousPath before.csv", "is no file that -AbsentPath wrote")]
    [InlineData("-AbsentPath no/such/gone.csv -PreviousPath before.csv", "cannot be written")]
    [InlineData("-AbsentPath gone.csv -PreviousPath none.csv", "none.csv")]
    [InlineData("-AbsentPath gone.csv -PreviousPath nameless.csv", "has no column that says whom a row is about")]
    public void What_cannot_work_is_an_error_before_anything_is_sent(string parameters, string says)
    {
        Folder.Write("user_id,plan\nu1,a\n", "before.csv");
        Folder.Write("plan\na\n", "nameless.csv");
        Folder.Write("user_id,plan\nu1,a\n");
        ShellResult result = Run($"try {{ Import-JournyUser users.csv {parameters} }} catch {{ $_.ToString() }}");
        AssertSays(result.Output.Count > 0 ? result.As<string>()[0] : result.ErrorText, says);
        Assert.Empty(Writes);
        Assert.False(File.Exists(Folder.File("gone.csv")));
    }

    [Fact]
    public void Each_row_says_which_run_did_not_find_somebody()
    {
        Folder.Write("user_id\nu1\nu2\nu3\n", "before.csv");
        File.Copy(Folder.File("before.csv"), Folder.File("users.csv"));
        ImportWhole();
        Folder.Write("user_id\nu1\nu3\n");
        ImportWhole(Gone);
        Folder.Write("user_id\nu1\n");
        ImportWhole(Gone);
        string[] runs = [.. File.ReadAllLines(Folder.File("gone.csv")).Skip(1).Select(line => line.Split(',')[2])];
        Assert.Equal(2, runs.Length);
        Assert.True(string.CompareOrdinal(runs[0], runs[1]) < 0, string.Join(' ', runs));
    }

    /// <summary>The one of an earlier version: without the column that says since when.</summary>
    [Fact]
    public void A_file_without_the_mark_is_continued_as_it_is()
    {
        Folder.Write("user_id,plan\nu1,a\nu2,a\n", "before.csv");
        File.Copy(Folder.File("before.csv"), Folder.File("users.csv"));
        ImportWhole();
        Folder.Write("user_id,plan\nu1,a\n");
        Folder.Write("\uFEFFuser_id,email\r\nold,\r\n", "gone.csv");
        Assert.Equal(1, ImportWhole(Gone).Absent);
        Assert.Equal(
            "\uFEFFuser_id,email\r\nold,\r\nu2,\r\n", System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(Folder.File("gone.csv"))));
    }

    [Fact]
    public void Several_files_have_no_one_who_is_gone()
    {
        Folder.Write("user_id\nu1\n", "a.csv");
        Folder.Write("user_id\nu2\n", "b.csv");
        Folder.Write("user_id\nu1\nu2\n", "before.csv");
        ShellResult result = Run($"try {{ Import-JournyUser a.csv, b.csv -JournalPath crm.journy {Gone} }} catch {{ $_.ToString() }}");
        AssertSays(Assert.Single(result.As<string>()), "one file at a time");
        Assert.Empty(Writes);
    }

    [Fact]
    public void Wildcards_leave_out_both_files()
    {
        Folder.Write("user_id,plan\nu1,a\nu2,a\n");
        ImportWhole();
        File.Move(Folder.File("users.csv"), Folder.File("before.csv"));
        Folder.Write("user_id,plan\nu1,a\n");
        Run($"Import-JournyUser *.csv {Gone}").ThrowIfFailed();
        ShellResult again = Run($"Import-JournyUser *.csv {Gone}").ThrowIfFailed();
        Assert.Equal(Folder.File("users.csv"), Summary(again).Path);
        Assert.Equal(["user_id,email,journy_absent", "u2,"], GoneLines);
    }

    /// <summary>Nights of random files against a plain set of who was there.</summary>
    [Fact]
    public void Over_many_nights_the_count_is_that_of_a_plain_set()
    {
        int seed = Random.Shared.Next(1_000_000_000);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        HashSet<int> recorded = [];
        string before = "user_id,email,plan\n";
        for (int night = 0; night < 12; night++)
        {
            int[] users = [.. Enumerable.Range(0, 30).Where(_ => random.Next(3) > 0)];
            string file = "user_id,email,plan\n"
                + string.Concat(
                    users.Select(user => $"u{user},{(user % 2 == 0 ? $"u{user}@example.com" : string.Empty)},{random.Next(2)}\n"));
            Folder.Write(before, "before.csv");
            Folder.Write(file);
            bool writes = night > 0 && random.Next(2) == 0;
            ImportSummary summary = ImportWhole(writes ? Gone : string.Empty);
            int[] gone = [.. recorded.Except(users)];
            Assert.Equal(gone.Length, summary.Absent);
            recorded.UnionWith(users);
            if (writes)
            {
                // Whom the file of the night before names is forgotten.
                recorded.ExceptWith(gone.Where(user => before.Contains($"\nu{user},", StringComparison.Ordinal)));
            }

            before = file;
        }
    }
}
