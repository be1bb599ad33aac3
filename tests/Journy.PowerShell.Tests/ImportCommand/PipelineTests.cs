using System;
using System.Data;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Imports of piped rows: objects, hashtables, rows of a table, and files among them.</summary>
public sealed class PipelineTests : ImportTest
{
    [Theory]
    [InlineData(
        "[pscustomobject]@{ user_id = 'u1'; plan = 'Pro'; seats = 5 }, [pscustomobject]@{ user_id = 'u2'; plan = 'Free'; seats = 6 }")]
    [InlineData("@{ user_id = 'u1'; plan = 'Pro'; seats = 5 }, [ordered]@{ user_id = 'u2'; plan = 'Free'; seats = 6 }")]
    [InlineData("$table.Rows")]
    [InlineData("$table")]
    public void Rows_of_every_kind_are_imported_once(string rows)
    {
        using DataTable table = new();
        table.Columns.Add("user_id", typeof(string));
        table.Columns.Add("plan", typeof(string));
        table.Columns.Add("seats", typeof(int));
        table.Rows.Add("u1", "Pro", 5);
        table.Rows.Add("u2", "Free", 6);
        Session.Set("table", table);

        ImportSummary first = Summary(Run($"{rows} | Import-JournyUser -JournalPath crm.journy").ThrowIfFailed());

        AssertCounts(first, sent: 2);
        Assert.Equal(("piped rows", Folder.File("crm.journy")), (first.Path, first.JournalPath));
        Assert.Equal(["plan=\"Pro\"", "seats=5"], Properties("u1"));
        AssertCounts(Summary(Run($"{rows} | Import-JournyUser -JournalPath crm.journy").ThrowIfFailed()), sent: 0, unchanged: 2);
        Assert.Equal(2, Writes.Count);
        Assert.Equal(["crm.journy"], Files);
    }

    [Theory]
    [InlineData("-NoJournal", 1)]
    [InlineData("-JournalPath crm.journy", 1)]
    [InlineData("-NoJournal -WhatIf", 0)]
    [InlineData("", 0)]
    public void A_query_without_rows_has_a_summary_too(string parameters, int summaries)
    {
        ShellResult result = Run($"@() | Import-JournyUser {parameters}").ThrowIfFailed();

        Assert.Equal(summaries, result.Output.Count);
        Assert.All(result.As<ImportSummary>(), summary => AssertCounts(summary, sent: 0));
        Assert.Equal(
            1, Run("@() | Import-JournyUser -NoJournal -Preview").ThrowIfFailed().As<ImportPreview>().Count(preview => preview.Rows == 0));
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData(
        "'users.csv' | Import-JournyUser -NoJournal", "For a file of that name: Import-JournyUser 'users.csv'. For the lines of a file")]
    [InlineData(
        "'user_id,plan', 'u1,Pro' | Import-JournyUser -NoJournal",
        "These seem to be the lines of a file, as Get-Content gives them. Name the file instead, so that its types and lines are known: "
        + "Import-JournyUser <file>.")]
    [InlineData("'{ \"user_id\": 1 }' | Import-JournyUser -NoJournal", "These seem to be the lines of a file")]
    [InlineData(
        "$set = [Data.DataSet]::new(); $null = $set.Tables.Add('a'); Import-JournyUser -InputObject $set -NoJournal",
        "This is a DataSet of 1 table(s), not a record.",
        "$dataSet.Tables[0].Rows | …")]
    [InlineData("@{ user_id = 'u1' } | Import-JournyUser", "name the file instead of piping them, and its numbers and dates are found")]
    public void What_is_no_row_is_told_how_it_gets_in(string command, params string[] says)
    {
        ShellResult result = Run(command);
        AssertSays(
            result.ErrorText + string.Concat(result.As<ImportSummary>().Select(summary => File.ReadAllText(summary.FailedPath!))), says);
        Assert.Empty(Emulator.Users);
    }

    [Fact]
    public void Without_word_of_a_journal_nothing_is_sent()
    {
        ShellResult result = Run("@{ user_id = 'u1' } | Import-JournyUser");

        Assert.Equal("Journy.InvalidParameter,Journy.Commands.ImportJournyUserCommand", result.Error.FullyQualifiedErrorId);
        AssertSays(result.ErrorText, "-JournalPath", "crm.journy", "-NoJournal");
        Assert.Empty(Writes);
        ImportSummary summary = Summary(Run("@{ user_id = 'u1' } | Import-JournyUser -NoJournal").ThrowIfFailed());
        AssertCounts(summary, sent: 1);
        Assert.Null(summary.JournalPath);
        Assert.Empty(Files);
    }

    private const string TypedFile =
        "user_id,seats,mrr,active,since,zip\nu1,5,9.50,true,2026-02-01,0123\nu2,6,19,false,2026-02-02T10:00:00Z,9000\n";

    /// <summary>Writes a file, and keeps its rows in $rows as Import-Csv gives them: all of it text.</summary>
    private void Write(string content)
    {
        Folder.Write(content);
        string[][] lines = [.. content.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        Session.Set("rows", lines.Skip(1).Select(cells =>
        {
            PSObject row = new();
            for (int index = 0; index < cells.Length; index++)
            {
                row.Properties.Add(new PSNoteProperty(lines[0][index], cells[index]));
            }

            return row;
        }).ToArray());
    }

    [Fact]
    public void Texts_of_a_file_that_its_journal_knows_are_what_the_file_made_of_them()
    {
        Write(TypedFile);
        ImportWhole();

        AssertCounts(Summary(Run($"$rows | Import-JournyUser -JournalPath users.csv.journy").ThrowIfFailed()), sent: 0, unchanged: 2);
        ImportPreview preview = Assert.Single(
            Run($"$rows | Import-JournyUser -JournalPath users.csv.journy -Preview").ThrowIfFailed().As<ImportPreview>());
        Assert.Equal((0, 2), (preview.ToSend, preview.Unchanged));

        Write(TypedFile.Replace(",5,", ",7,", StringComparison.Ordinal).Replace("9000", "9001", StringComparison.Ordinal));
        AssertCounts(Summary(Run($"$rows | Import-JournyUser -JournalPath users.csv.journy").ThrowIfFailed()), sent: 2);
        Assert.Equal(("7", "9.50", "true", "\"0123\""), (Json("u1", "seats"), Json("u1", "mrr"), Json("u1", "active"), Json("u1", "zip")));
        Assert.Equal("\"9001\"", Json("u2", "zip"));

        // And the file itself is the same again.
        AssertCounts(ImportWhole(), sent: 0, unchanged: 2);
    }

    [Fact]
    public void The_journal_knows_a_column_by_its_own_name_whatever_it_becomes()
    {
        Write("Id,Seats\nu1,5\n");
        const string Map = "-PropertyMap @{ Id = 'user_id'; Seats = 'seat_count' }";
        ImportWhole(Map);

        AssertCounts(Summary(Run($"$rows | Import-JournyUser {Map} -JournalPath users.csv.journy").ThrowIfFailed()), sent: 0, unchanged: 1);
        Assert.Equal("5", Json("u1", "seat_count"));
    }

    [Fact]
    public void A_text_that_is_not_of_the_files_type_fails_and_other_values_are_what_they_are()
    {
        Write(TypedFile);
        ImportWhole();

        ShellResult result = Run(
            "@{ user_id = 'u1'; seats = '007' }, @{ user_id = 'u2'; seats = 8 }, @{ user_id = 'u3'; mrr = '1.25'; note = '12' } | "
            + "Import-JournyUser -JournalPath users.csv.journy");

        AssertCounts(Summary(result), sent: 2, failed: 1);
        AssertSays(File.ReadAllText(Summary(result).FailedPath!), "'seats'", "007", "-PropertyType @{ 'seats' = 'Text' }");
        Assert.Equal(("5", "8"), (Json("u1", "seats"), Json("u2", "seats")));
        Assert.Equal(("1.25", "\"12\""), (Json("u3", "mrr"), Json("u3", "note")));

        // The file of the failed row keeps the text that stood there: nothing makes a 7 of it.
        ImportSummary again = Summary(Run(Summary(result).RetryCommand!));
        Assert.Equal((0, "5"), (again.Failed + again.Sent, Json("u1", "seats")));
        Assert.Equal(1, again.Partial);
    }

    [Fact]
    public void What_the_user_names_wins_over_the_files_types()
    {
        Write("user_id,seats\nu1,5\n");
        ImportWhole();

        ImportSummary summary = Summary(Run(
            $"@{{ user_id = 'u2'; seats = '5' }} | Import-JournyUser -JournalPath users.csv.journy -PropertyType @{{ seats = 'Text' }}"));

        Assert.Equal(1, summary.Partial);
    }

    [Fact]
    public void A_journal_of_pipes_alone_leaves_texts_as_they_are()
    {
        // The failed row leaves the type of its number in the journal, for whoever fixes it.
        Run("@{ user_id = 'u1'; email = 'no address'; seats = 5 } | Import-JournyUser -JournalPath crm.journy");

        AssertCounts(Summary(Run("@{ user_id = 'u2'; seats = '6' } | Import-JournyUser -JournalPath crm.journy").ThrowIfFailed()), sent: 1);
        Assert.Equal("\"6\"", Json("u2", "seats"));
    }

    [Fact]
    public void A_preview_has_the_types_for_those_who_send_by_Set_JournyUser()
    {
        Write(TypedFile);
        ImportWhole();

        ShellResult result = Run($$"""
            $types = @{}
            (Import-JournyUser users.csv -Preview).Columns.Where({ $_.Type -in 'Number', 'Boolean', 'DateTime' }).ForEach({
                $types[$_.Target] = $_.Type })
            $rows | Set-JournyUser -PropertyType $types
            """).ThrowIfFailed();

        Assert.Equal(["Accepted", "Accepted"], result.As<UserResult>().Select(user => user.Status));
        Assert.Equal(("5", "\"0123\""), (Json("u1", "seats"), Json("u1", "zip")));
    }

    [Fact]
    public void Piped_files_are_imported_as_files_also_among_rows()
    {
        Folder.Write("user_id,seats\nu1,5\n", "a[1].csv");
        Folder.Write("user_id\nu2\n", "b.csv");

        ShellResult files = Run($"([System.IO.DirectoryInfo]'{Folder.Path}').GetFiles('*.csv') | Import-JournyUser");

        Assert.Equal(
            ["a[1].csv", "b.csv"],
            files.ThrowIfFailed().As<ImportSummary>().Select(summary => Path.GetFileName(summary.Path)).Order(StringComparer.Ordinal));
        Assert.Equal(["seats=5"], Properties("u1"));

        Session.Set("path", Folder.File("b.csv"));

        // Rows go on behind a file, and have a summary of their own.
        ShellResult mixed = Run("& { @{ user_id = 'u3' }; [System.IO.FileInfo]$path; @{ user_id = 'u4' } } | Import-JournyUser -NoJournal");
        Assert.Equal([1L, 2L], mixed.ThrowIfFailed().As<ImportSummary>().Select(summary => summary.Sent));
        Assert.Equal(["u1", "u2", "u3", "u4"], UserIds);
    }

    [Fact]
    public void Rows_that_fail_come_back_in_a_file_for_each_set_of_columns()
    {
        ShellResult result = Run(
            """
            & {
                [pscustomobject]@{ user_id = ''; plan = 'Pro'; seats = 5 }
                @{ user_id = 'u1' }
                [pscustomobject]@{ user_id = 'u2'; email = 'nobody'; tags = 'a', 'b' }
                [pscustomobject]@{ user_id = $null; plan = 'Free'; seats = 1.5 }
                $null
                'text'
            } | Import-JournyUser -JournalPath crm.journy -PropertyType @{ tags = 'List' }
            """);

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 1, failed: 5);
        CsvTable[] tables = [.. Directory.GetFiles(Folder.Path, "crm.*.failed.csv").Select(path => CsvTable.Read(path))];
        Assert.Equal([1, 3, 4, 5, 6], tables.SelectMany(table => table.Lines).Order());
        CsvTable plans = Assert.Single(tables, table => table.Header.Contains("plan"));
        Assert.Equal(["user_id", "plan", "seats", "journy_line", "journy_error", "journy_request_id", "journy_run"], plans.Header);
        Assert.Equal(("Pro", "5"), (plans.FromLine(1)["plan"], plans.FromLine(1)["seats"]));
        Assert.Equal("1.5", plans.FromLine(4)["seats"]);
        Assert.Equal("a;b", Assert.Single(tables, table => table.Header.Contains("tags")).FromLine(3)["tags"]);
        Assert.Contains(summary.FailedPath!, Directory.GetFiles(Folder.Path));
        AssertSays(result.ErrorText, [.. Directory.GetFiles(Folder.Path, "crm.*.failed.csv")]);
    }

    [Fact]
    public void A_mended_file_of_piped_rows_counts_in_their_journal()
    {
        ImportSummary first = Summary(Run("@{ user_id = 'u1'; email = 'nobody' } | Import-JournyUser -JournalPath crm.journy"));
        File.WriteAllText(
            first.FailedPath!, File.ReadAllText(first.FailedPath!).Replace("nobody", "u1@example.com", StringComparison.Ordinal));

        ImportSummary corrected = ImportWhole("", first.FailedPath!);

        AssertCounts(corrected, sent: 1);
        Assert.Equal(Folder.File("crm.journy"), corrected.JournalPath);
        AssertCounts(
            Summary(Run("@{ user_id = 'u1'; email = 'u1@example.com' } | Import-JournyUser -JournalPath crm.journy")),
            sent: 0,
            unchanged: 1);
    }

    [Fact]
    public void Our_own_columns_are_no_properties()
    {
        ImportSummary summary = Summary(Run(
            "[pscustomobject]@{ user_id = 'u1'; plan = 'Pro'; journy_line = 3; Journy_Error = 'x'; journy_request_id = 'y' } | "
            + "Import-JournyUser -NoJournal").ThrowIfFailed());

        AssertCounts(summary, sent: 1);
        Assert.Equal(["plan=\"Pro\""], Properties("u1"));
    }

    [Fact]
    public void Names_that_no_row_has_are_a_warning()
    {
        ShellResult result = Run(
            "@{ user_id = 'u1'; plan = 'x' } | Import-JournyUser -NoJournal -PropertyMap @{ plann = 'plan' } "
            + "-PropertyType @{ seats = 'Number' }");

        AssertCounts(Summary(result.ThrowIfFailed()), sent: 1);
        Assert.Equal(2, result.Warnings.Count);
        AssertSays(result.Warnings[0], "-PropertyMap", "plann");
        AssertSays(result.Warnings[1], "-PropertyType", "seats");
    }

    [Fact]
    public void WhatIf_says_one_line_and_does_nothing()
    {
        AnsweringHost host = new(answer: false);
        using HostedShell shell = new(host, Emulator);

        Assert.Empty(shell.Run(
            $"1..3 | ForEach-Object {{ @{{ user_id = $_ }} }} | Import-JournyUser -JournalPath '{Folder.File("crm.journy")}' -WhatIf"));

        AssertSays(Assert.Single(host.Lines), "What if:", "Create or update users", "piped rows");
        Assert.Empty(Writes);
        Assert.Empty(Files);
    }

    [Fact]
    public void A_pipeline_that_is_cut_off_ends_with_every_row_accounted_for()
    {
        int left = 5;
        Emulator.Faults.Add(_ => System.Threading.Interlocked.Decrement(ref left) >= 0 ? null : Journy.Emulator.Fault.Error(403));

        ShellResult result = Run(
            "1..30 | ForEach-Object { @{ user_id = \"u$_\" } } | Import-JournyUser -JournalPath crm.journy -ThrottleLimit 1");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 5, failed: 1, notAttempted: 24);
        Assert.Equal(7, summary.NotAttemptedFromLine);
        Assert.Equal($"… | Import-JournyUser -JournalPath '{Folder.File("crm.journy")}' -ThrottleLimit 1", summary.ContinueCommand);
        ErrorRecord error = result.Error;
        Assert.Same(summary, error.TargetObject);
        AssertSays(error.ErrorDetails.Message, "from row 7 on");
    }
}
