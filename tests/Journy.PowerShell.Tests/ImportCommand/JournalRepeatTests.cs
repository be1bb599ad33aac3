using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Imports of the same file, again and again: only what journy.io has not accepted is sent.</summary>
public sealed class JournalRepeatTests : ImportTest
{
    [Fact]
    public void The_same_file_twice_makes_0_calls()
    {
        Folder.Write("user_id,email,seats\n" + string.Concat(Enumerable.Range(1, 100).Select(i => $"u{i},u{i}@example.com,{i}\n")));
        AssertCounts(ImportWhole(), sent: 100);

        ImportSummary second = ImportWhole();

        AssertCounts(second, sent: 0, unchanged: 100);
        Assert.Equal(100, Writes.Count);
        Assert.Equal(Folder.File("users.csv.journy"), second.JournalPath);
        Assert.Null(second.ContinueCommand);
    }

    [Fact]
    public void Of_200_rows_with_2_percent_changed_exactly_those_are_sent()
    {
        Folder.Write(Table(changed: []));
        ImportWhole();
        int[] changed = [17, 18, 120, 199];
        Folder.Write(Table(changed));

        AssertCounts(ImportWhole(), sent: 4, unchanged: 196);

        Assert.Equal(
            changed.Select(number => $"u{number}").Order(StringComparer.Ordinal),
            Writes.Skip(200).Select(UserIdOf).Order(StringComparer.Ordinal));

        static string Table(int[] changed) =>
            "user_id,seats\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"u{i},{(changed.Contains(i) ? 1000 : 1) + i}\n"));
    }

    [Fact]
    public void A_value_that_goes_and_comes_back_is_sent_three_times()
    {
        foreach (string plan in new[] { "A", "A", "B", "A", "A" })
        {
            ImportText($"user_id,plan\nu1,{plan}\n").ThrowIfFailed();
        }

        Assert.Equal(
            ["A", "B", "A"],
            Writes.Select(write => JsonDocument.Parse(write.Body!).RootElement.GetProperty("properties").GetProperty("plan").GetString()));
    }

    [Fact]
    public void Rows_in_another_order_with_columns_in_another_order_are_the_same_rows()
    {
        Folder.Write("user_id,plan,seats\nu1,Pro,1\nu2,Free,2\n");
        ImportWhole();
        Folder.Write("seats,user_id,plan\n2,u2,Free\n1,u1,Pro\n");

        AssertCounts(ImportWhole(), sent: 0, unchanged: 2);
    }

    [Fact]
    public void Several_rows_of_one_user_are_compared_as_they_follow_each_other()
    {
        const string Three = "user_id,plan\nu1,A\nu2,X\nu1,B\nu1,C\n";
        Folder.Write(Three);
        AssertCounts(ImportWhole(), sent: 4);
        AssertCounts(ImportWhole(), sent: 0, unchanged: 4);

        // The last one alone is what the server has.
        Folder.Write("user_id,plan\nu1,C\n");
        AssertCounts(ImportWhole(), sent: 0, unchanged: 1);

        // From the first difference on all are sent, and all are the same again after it.
        Folder.Write("user_id,plan\nu1,A\nu1,D\nu1,C\n");
        AssertCounts(ImportWhole(), sent: 3);
        AssertCounts(ImportWhole(), sent: 0, unchanged: 3);
        Assert.Equal("\"C\"", Json("u1", "plan"));

        Folder.Write("user_id,plan\nu1,C\nu1,A\n");
        AssertCounts(ImportWhole(), sent: 1, unchanged: 1);
        Assert.Equal("\"A\"", Json("u1", "plan"));
    }

    [Fact]
    public void A_user_who_is_named_by_turns_is_one_user()
    {
        Folder.Write("user_id,email,plan\nu1,u1@example.com,A\n");
        ImportWhole();
        Folder.Write("user_id,email,plan\nu1,,B\n");
        ImportWhole();
        Folder.Write("user_id,email,plan\n,U1@example.com,C\n");
        AssertCounts(ImportWhole(), sent: 1);

        Folder.Write("user_id,email,plan\nu1,,B\n");

        AssertCounts(ImportWhole(), sent: 1);
        Assert.Equal("\"B\"", Json("u1", "plan"));
    }

    [Fact]
    public void Rows_that_lost_properties_and_rows_that_failed_are_sent_again_until_they_are_whole()
    {
        Run("@{ user_id = 'u0'; seats = 1 } | Set-JournyUser").ThrowIfFailed();
        const string Bad = "user_id,email,seats\nu1,,many\nu2,nobody@nowhere,2\nu3,,3\n";
        const string As = "-PropertyType @{ seats = 'Text' }";
        Folder.Write(Bad);
        AssertCounts(Summary(Import(As)), sent: 0, partial: 2, failed: 1);
        int before = Writes.Count;

        ImportSummary second = Summary(Import(As));

        AssertCounts(second, sent: 0, partial: 2, failed: 1);
        Assert.Equal(3, Writes.Count - before);
        Assert.Equal([2, 4], CsvTable.Read(second.PartialPath!).Lines);
        Folder.Write("user_id,email,seats\nu1,,\nu2,u2@example.com,\nu3,,\n");
        AssertCounts(Summary(Import(As)), sent: 3);
        AssertCounts(Summary(Import(As)), sent: 0, unchanged: 3);
    }

    [Fact]
    public void A_row_whose_calls_failed_at_first_is_sent_and_spared_like_any_other()
    {
        HashSet<string> hit = [];
        Emulator.Faults.Add(request => hit.Add(request.Body!) ? Fault.Unavailable(TimeSpan.Zero) : null);
        Folder.Write("user_id,plan\nu1,A\nu2,B\n");

        AssertCounts(ImportWhole(), sent: 2);

        AssertCounts(ImportWhole(), sent: 0, unchanged: 2);
        Assert.Equal(4, Writes.Count);
    }

    [Fact]
    public void Resend_sends_all_and_keeps_the_journal_up_to_date()
    {
        Folder.Write("user_id,plan\nu1,A\nu2,B\nu1,C\n");
        ImportWhole();

        AssertCounts(ImportWhole("-Resend"), sent: 3);

        Assert.Equal(6, Writes.Count);
        AssertCounts(ImportWhole(), sent: 0, unchanged: 3);
    }

    [Fact]
    public void Without_a_journal_every_row_is_sent_and_no_journal_is_there()
    {
        Folder.Write("user_id,plan\nu1,A\nu2,B\n");
        for (int run = 0; run < 2; run++)
        {
            ImportSummary summary = ImportWhole("-NoJournal");
            AssertCounts(summary, sent: 2);
            Assert.Null(summary.JournalPath);
        }

        Assert.Equal(["users.csv"], Files);
        Assert.Equal(4, Writes.Count);
    }

    [Theory]
    [InlineData("-JournalPath other.journy")]
    [InlineData("-Resend")]
    [InlineData("-AcceptNewKey")]
    public void NoJournal_excludes_what_is_about_the_journal(string parameter)
    {
        Folder.Write("user_id\nu1\n");

        ShellResult result = Import($"-NoJournal {parameter}");

        Assert.Equal("Journy.InvalidParameter,Journy.Commands.ImportJournyUserCommand", result.Error.FullyQualifiedErrorId);
        AssertSays(result.ErrorText, "-NoJournal excludes", parameter.Split(' ')[0]);
        Assert.Empty(Writes);
    }

    [Fact]
    public void A_journal_elsewhere_serves_files_of_any_name()
    {
        Folder.Write("user_id,plan\nu1,A\n", "monday.csv");
        Folder.Write("user_id,plan\nu1,A\nu2,B\n", "tuesday.csv");

        AssertCounts(ImportWhole("-JournalPath crm.journy", "monday.csv"), sent: 1);
        ImportSummary second = ImportWhole("-JournalPath crm.journy", "tuesday.csv");

        AssertCounts(second, sent: 1, unchanged: 1);
        Assert.Equal(Folder.File("crm.journy"), second.JournalPath);
        Assert.Equal(["crm.journy", "monday.csv", "tuesday.csv"], Files);
    }

    [Fact]
    public void The_types_of_the_first_file_stay()
    {
        ImportText("user_id,seats,code,since,vip,later\nu1,5,A1,2024-01-01,true,\nu2,6,B2,2024-02-01,false,\n").ThrowIfFailed();

        // One odd cell each, a column of text whose cells are numbers today, and a column that says something for the first time.
        ShellResult result = ImportText(
            "user_id,seats,code,since,vip,later\nu1,7,17,2024-03-01,false,3\nu2,many,18,2024-03-01,false,4\nu3,8,19,yesterday,true,5\n"
            + "u4,9,20,2024-03-01,maybe,6\n");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 1, failed: 3);
        CsvTable failed = CsvTable.Read(summary.FailedPath!);
        AssertSays(failed.FromLine(3)["journy_error"], "seats", "many");
        AssertSays(failed.FromLine(4)["journy_error"], "since", "yesterday");
        AssertSays(failed.FromLine(5)["journy_error"], "vip", "maybe");
        Assert.Equal(["code=\"17\"", "later=3", "seats=7", "since=\"2024-03-01T00:00:00Z\"", "vip=false"], Properties("u1"));
    }

    [Fact]
    public void A_file_of_failed_rows_has_the_types_of_the_whole_file()
    {
        ImportSummary first = Summary(ImportText("user_id,code,seats\nu1,A1,1\n,007,2\n,8,3\n"));
        CsvTable failed = CsvTable.Read(first.FailedPath!);
        Assert.Equal(2, failed.Rows.Count);

        // Alone, its codes would be numbers.
        File.WriteAllText(
            first.FailedPath!, "\uFEFFuser_id,code,seats,journy_line,journy_error,journy_request_id\nu2,7,2,3,x,\nu3,8,3,4,x,\n");
        AssertCounts(ImportWhole("", first.FailedPath!), sent: 2);

        Assert.Equal(["code=\"7\"", "seats=2"], Properties("u2"));
    }

    [Fact]
    public void A_mended_failed_file_counts_in_the_journal_of_its_file()
    {
        const string Bad = "user_id,email,seats\nu1,,1\n,,2\nu3,nobody@nowhere,3\nu4,,4\n";
        ImportSummary first = Summary(ImportText(Bad));
        AssertCounts(first, sent: 2, failed: 2);
        string text = File.ReadAllText(first.FailedPath!)
            .Replace("\n,,2", "\nu2,,2", StringComparison.Ordinal)
            .Replace(",nobody@nowhere,", ",u3@example.com,", StringComparison.Ordinal);
        File.WriteAllText(first.FailedPath!, text);

        ImportSummary corrected = ImportWhole("", first.FailedPath!);

        AssertCounts(corrected, sent: 2);
        Assert.Equal(Folder.File("users.csv.journy"), corrected.JournalPath);
        AssertCounts(ImportWhole("", first.FailedPath!), sent: 0, unchanged: 2);

        // Fixed where they come from too, none of them is sent once more.
        Folder.Write(
            Bad.Replace("\n,,2", "\nu2,,2", StringComparison.Ordinal)
                .Replace(",nobody@nowhere,", ",u3@example.com,", StringComparison.Ordinal));
        AssertCounts(ImportWhole(), sent: 0, unchanged: 4);
        Assert.Single(Directory.GetFiles(Folder.Path, "*.journy"));
    }

    [Fact]
    public void A_wildcard_leaves_out_what_imports_wrote()
    {
        Folder.Write("user_id,seats\nu1,5\n,6\n", "users.csv");
        Folder.Write("user_id\nu9\n", "users-2.csv");
        ShellResult first = Run("Import-JournyUser users* -ErrorAction SilentlyContinue");
        Assert.Equal(2, first.As<ImportSummary>().Count);
        Assert.Equal(5, Files.Count);

        ShellResult second = Run("Import-JournyUser users* -ErrorAction SilentlyContinue");

        Assert.Equal(
            ["users-2.csv", "users.csv"],
            second.As<ImportSummary>().Select(summary => Path.GetFileName(summary.Path)).Order(StringComparer.Ordinal));
        Assert.Equal(2, Writes.Count);

        // Whoever names them means them.
        ShellResult third = Run("Import-JournyUser *.failed.csv -ErrorAction SilentlyContinue");
        Assert.All(third.As<ImportSummary>(), summary => Assert.EndsWith(".failed.csv", summary.Path, StringComparison.Ordinal));
        Assert.Equal(2, third.As<ImportSummary>().Count);
        ShellResult none = Run("Import-JournyUser *.journy");
        AssertSays(none.ErrorText, "matches only files that earlier imports wrote");
    }

    [Fact]
    public void Outcome_files_go_where_they_are_told_and_still_count_in_the_journal()
    {
        Directory.CreateDirectory(Folder.File("out"));
        Folder.Write("user_id,code\nu1,A1\n,2\n");
        ShellResult result = Import("-OutcomeDirectory out");
        ImportSummary first = Summary(result);
        Assert.Equal(Folder.File("out"), Path.GetDirectoryName(first.FailedPath));
        File.WriteAllText(first.FailedPath!, File.ReadAllText(first.FailedPath!).Replace("\n,2", "\nu2,2", StringComparison.Ordinal));

        // There is no journal beside it: the message says which one it is.
        AssertSays(result.ErrorText, $"-JournalPath '{first.JournalPath}'");
        ImportSummary corrected = ImportWhole($"-JournalPath '{first.JournalPath}'", first.FailedPath!);

        AssertCounts(corrected, sent: 1);
        Assert.Equal(["code=\"2\""], Properties("u2"));
        Folder.Write("user_id,code\nu1,A1\nu2,2\n");
        AssertCounts(ImportWhole(), sent: 0, unchanged: 2);
    }

    private static string? UserIdOf(LedgerEntry write) =>
        JsonDocument.Parse(write.Body!).RootElement.GetProperty("identification").GetProperty("userId").GetString();
}
