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
    [InlineData("[pscustomobject]@{ user_id = 'u1'; plan = 'Pro'; seats = 5 }, [pscustomobject]@{ user_id = 'u2'; plan = 'Free'; seats = 6 }")]
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
        Assert.Equal(1, Run("@() | Import-JournyUser -NoJournal -Preview").ThrowIfFailed().As<ImportPreview>().Count(preview => preview.Rows == 0));
        Assert.Empty(Writes);
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

    [Fact]
    public void Piped_files_are_imported_as_files_also_among_rows()
    {
        Folder.Write("user_id,seats\nu1,5\n", "a[1].csv");
        Folder.Write("user_id\nu2\n", "b.csv");

        ShellResult files = Run($"([System.IO.DirectoryInfo]'{Folder.Path}').GetFiles('*.csv') | Import-JournyUser");

        Assert.Equal(["a[1].csv", "b.csv"], files.ThrowIfFailed().As<ImportSummary>().Select(summary => Path.GetFileName(summary.Path)).Order(StringComparer.Ordinal));
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
        File.WriteAllText(first.FailedPath!, File.ReadAllText(first.FailedPath!).Replace("nobody", "u1@example.com", StringComparison.Ordinal));

        ImportSummary mended = ImportWhole("", first.FailedPath!);

        AssertCounts(mended, sent: 1);
        Assert.Equal(Folder.File("crm.journy"), mended.JournalPath);
        AssertCounts(Summary(Run("@{ user_id = 'u1'; email = 'u1@example.com' } | Import-JournyUser -JournalPath crm.journy")), sent: 0, unchanged: 1);
    }

    [Fact]
    public void Our_own_columns_are_no_properties()
    {
        ImportSummary summary = Summary(Run(
            "[pscustomobject]@{ user_id = 'u1'; plan = 'Pro'; journy_line = 3; Journy_Error = 'x'; journy_request_id = 'y' } | Import-JournyUser -NoJournal").ThrowIfFailed());

        AssertCounts(summary, sent: 1);
        Assert.Equal(["plan=\"Pro\""], Properties("u1"));
    }

    [Fact]
    public void Names_that_no_row_has_are_a_warning()
    {
        ShellResult result = Run("@{ user_id = 'u1'; plan = 'x' } | Import-JournyUser -NoJournal -PropertyMap @{ plann = 'plan' } -PropertyType @{ seats = 'Number' }");

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

        Assert.Empty(shell.Run($"1..3 | ForEach-Object {{ @{{ user_id = $_ }} }} | Import-JournyUser -JournalPath '{Folder.File("crm.journy")}' -WhatIf"));

        AssertSays(Assert.Single(host.Lines), "What if:", "Create or update users", "piped rows");
        Assert.Empty(Writes);
        Assert.Empty(Files);
    }

    [Fact]
    public void A_pipeline_that_is_cut_off_ends_with_every_row_accounted_for()
    {
        int left = 5;
        Emulator.Faults.Add(_ => System.Threading.Interlocked.Decrement(ref left) >= 0 ? null : Journy.Emulator.Fault.Error(403));

        ShellResult result = Run("1..30 | ForEach-Object { @{ user_id = \"u$_\" } } | Import-JournyUser -JournalPath crm.journy -ThrottleLimit 1");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 5, failed: 1, notAttempted: 24);
        Assert.Equal(7, summary.NotAttemptedFromLine);
        Assert.Equal($"… | Import-JournyUser -JournalPath '{Folder.File("crm.journy")}' -ThrottleLimit 1", summary.ContinueCommand);
        ErrorRecord error = result.Error;
        Assert.Same(summary, error.TargetObject);
        AssertSays(error.ErrorDetails.Message, "from row 7 on");
    }
}
