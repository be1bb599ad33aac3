using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Import.Reports;
using Journy.Tests.Engine;
using Journy.Tests.Sessions;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>-ReportPath: one page about an import, whatever becomes of it, that holds what the summaries say and runs nothing.</summary>
public sealed class ReportPathTests : ImportTest
{
    private const string Report = "-ReportPath import.html";

    // A page would run these, or end in their midst.
    private static readonly string[] Hostile =
    [
        "<script>document.title='run'</script>", "</style><img src=x onerror=alert(1)>", "\"' onload=\"alert(1)", "]]><!--",
        "--><svg onload=alert(1)>", "&lt;b&gt; &amp;", "javascript:alert(1)", "\U0001F600 caf\u00e9", "a\u202eb\uffff\ufffec",
    ];

    private static readonly string[] Browsers = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    private ReportPage Page => ReportPage.Read(Folder.File("import.html"));

    [Theory]
    [InlineData("Import-JournyUser", "user_id,email,seats\nu1,,1\n,n/a,2\nu3,,3\n")]
    [InlineData("Import-JournyAccount", "account_id,domain,seats\na1,,1\n,,2\na3,,3\n")]
    [InlineData("Import-JournyAccountUser", "account_id,user_id\na1,u1\na1,\na2,u2\n")]
    [InlineData("Import-JournyEvent", "user_id,name,triggered_at\nu1,signup,2024-05-06\nu2,signup,soon\n")]
    public void The_page_tells_what_the_summary_says(string cmdlet, string content)
    {
        Folder.Write(content, "rows.csv");
        DateTime before = DateTime.UtcNow;
        ImportSummary summary = Summary(Run($"{cmdlet} rows.csv {Report} -ThrottleLimit 4"));
        ReportPage page = Page;
        Assert.Equal($"{cmdlet}: rows.csv", page.Title);
        ReportPage.AssertTells(Assert.Single(page.Inputs), summary);
        Assert.Equal("Not complete", ReportPage.StateOf(page.Inputs[0]));
        Assert.Equal(content.Split('\n')[0].Split(','), ReportPage.Table(page.Inputs[0], "columns").Select(row => row[0]));
        Assert.Equal($"{cmdlet} -Path 'rows.csv' -ReportPath '{Folder.File("import.html")}' -ThrottleLimit 4", page.Command);
        Assert.Contains(
            summary.RetryCommand!,
            page.Text.Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.DoesNotContain("-ReportPath", summary.RetryCommand!, StringComparison.Ordinal);
        Assert.DoesNotContain(Emulator.ApiKey, page.Text, StringComparison.Ordinal);
        DateTimeOffset began = DateTimeOffset.Parse(page.Text.Split("<p class=\"soft\">")[1][..26], CultureInfo.InvariantCulture);
        Assert.InRange(began.UtcDateTime, before.AddSeconds(-1), DateTime.UtcNow);
        Assert.DoesNotContain(Files, file => file!.StartsWith(".journy-", StringComparison.Ordinal));
    }

    [Fact]
    public void Types_and_names_of_columns_are_those_that_were_used()
    {
        ImportSummary summary = Summary(
            ImportText(
                "Id,seats,Since,note,password\nu1,1,2024-05-06,x,p\n",
                $"{Report} -PropertyMap @{{ Id = 'user_id'; note = 'remark' }} -ExcludeProperty password")
                .ThrowIfFailed());
        ReportPage.AssertTells(Page.Inputs[0], summary);
        Assert.Equal("Complete", ReportPage.StateOf(Page.Inputs[0]));
        Assert.Equal(
            ["Id|user ID|", "seats|seats|Number", "Since|Since|DateTime", "note|remark|Text", "password|left out|"],
            ReportPage.Table(Page.Inputs[0], "columns").Select(row => string.Join('|', row)));
    }

    [Fact]
    public void Several_inputs_are_one_page_with_those_that_could_not_be_read()
    {
        Folder.Write("user_id\nu1\n", "a.csv");
        Folder.Write("plan\nPro\n", "b.csv");
        Folder.Write("user_id,email\nu2,n/a\n", "c.csv");
        ImportSummary[] summaries =
            [.. Run($"Import-JournyUser a.csv, b.csv, c.csv, d.csv {Report} -ErrorAction SilentlyContinue").As<ImportSummary>()];
        ReportPage page = Page;
        Assert.Equal("Import-JournyUser: 4 inputs", page.Title);
        Assert.Equal(
            ["d.csv", Folder.File("a.csv"), Folder.File("b.csv"), Folder.File("c.csv")],
            page.Inputs.Select(input => input.Elements().First().Value));
        ReportPage.AssertTells(page.Inputs[1], summaries[0]);
        ReportPage.AssertTells(page.Inputs[3], summaries[1]);
        Assert.Equal(["Not imported", "Complete", "Not imported", "Not complete"], page.Inputs.Select(ReportPage.StateOf));
        AssertSays(ReportPage.ProblemOf(page.Inputs[0]), "does not exist");
        AssertSays(ReportPage.ProblemOf(page.Inputs[2]), "has no column that says whom a row is about");
    }

    [Fact]
    public void Hostile_cells_and_names_are_text()
    {
        ImportSummary summary = ImportHostile();
        ReportPage.AssertTells(Page.Inputs[0], summary);
        Assert.Equal(
            Hostile.Select(name => name.Replace("\u202e", "<U+202E>", StringComparison.Ordinal)
                .Replace("\uffff\ufffe", "<U+FFFF><U+FFFE>", StringComparison.Ordinal)),
            ReportPage.Table(Page.Inputs[0], "columns").Select(row => row[0]).Skip(3));
        Assert.Equal(
            ["'<script>document.title='run'</script>'"],
            ReportPage.Table(Page.Inputs[0], "reasons").Where(row => row[2] == "not an e-mail address").Select(row => row[5]));
        Assert.Equal(Hostile.Length + 1, ReportPage.Table(Page.Inputs[0], "reasons").Count(row => row[2] == "not a number"));
        Assert.DoesNotContain(Emulator.ApiKey, Page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_import_that_ends_early_has_its_page()
    {
        Session.Set("other", Emulator.AddKey("reader", KeyPermissions.ReadEvents));
        Run("Connect-Journy $other -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();
        Folder.Write("user_id\n" + string.Concat(Enumerable.Range(1, 100).Select(i => $"u{i}\n")));
        ImportSummary summary = Summary(Run($"try {{ Import-JournyUser users.csv, users.csv {Report} }} catch {{ }}"));
        ReportPage.AssertTells(Page.Inputs[0], summary);
        Assert.Equal(["Ended early", "Not imported"], Page.Inputs.Select(ReportPage.StateOf));
        AssertSays(ReportPage.ProblemOf(Page.Inputs[0]), "HTTP 401");
        AssertSays(Page.Text, "Not attempted from line", "To go on");
    }

    [Fact]
    public async Task An_import_that_is_stopped_has_its_page()
    {
        Emulator.Faults.Add(request => request.Body?.Contains("\"u2\"", StringComparison.Ordinal) == true ? Fault.Hang() : null);
        Session.Set("path", Folder.Write("user_id\nu1\nu2\n"));
        Session.Set("report", Folder.File("import.html"));
        using RunningScript running = new(Session, "Import-JournyUser $path -ReportPath $report -ThrottleLimit 1");
        await Emulator.Ledger.WaitForAsync(3, Cancel);
        await running.StopAsync(Cancel);
        Assert.Equal("Ended early", ReportPage.StateOf(Page.Inputs[0]));
        Assert.Equal("It was stopped.", ReportPage.ProblemOf(Page.Inputs[0]));
    }

    [Fact]
    public void Piped_rows_and_piped_files_have_a_page()
    {
        ImportSummary summary = Summary(Run($"@{{ user_id = 'u1'; seats = 1 }}, @{{ seats = 2 }} | Import-JournyUser -NoJournal {Report}"));
        ReportPage.AssertTells(Page.Inputs[0], summary);
        Assert.StartsWith("… | Import-JournyUser -NoJournal", Page.Command, StringComparison.Ordinal);
        Session.Set(
            "files", new[] { new FileInfo(Folder.Write("user_id\nu1\n", "a.csv")), new FileInfo(Folder.Write("user_id\nu2\n", "b.csv")) });
        Run($"$files | Import-JournyUser {Report}").ThrowIfFailed();
        Assert.Equal(2, Page.Inputs.Count);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-Preview")]
    public void What_sends_nothing_writes_none(string parameters)
    {
        Folder.Write("user_id,email\nu1,n/a\n");
        Import($"{parameters} {Report}").ThrowIfFailed();
        Assert.False(File.Exists(Folder.File("import.html")));
    }

    [Theory]
    [InlineData("no/such/import.html")]
    [InlineData("folder")]
    [InlineData("users.csv")]
    [InlineData("other.html")]
    [InlineData("env:report")]
    public void A_path_that_cannot_be_written_is_an_error_before_anything_is_sent(string path)
    {
        Directory.CreateDirectory(Folder.File("folder"));
        Folder.Write("<!DOCTYPE html><html></html>", "other.html");
        Folder.Write("user_id\nu1\n");
        string before = File.ReadAllText(Folder.File("users.csv"));
        ShellResult result = Run($"try {{ Import-JournyUser users.csv -ReportPath '{path}' }} catch {{ $_ }}");
        Assert.Equal(
            "Journy.FileNotWritable,Journy.Commands.ImportJournyUserCommand", result.As<ErrorRecord>().Single().FullyQualifiedErrorId);
        AssertSays(result.As<ErrorRecord>().Single().ErrorDetails.Message, "-ReportPath");
        Assert.Empty(Writes);
        Assert.Equal(before, File.ReadAllText(Folder.File("users.csv")));
        Assert.Equal("<!DOCTYPE html><html></html>", File.ReadAllText(Folder.File("other.html")));
        Assert.Equal(
            ["folder", "other.html", "users.csv"],
            Directory.GetFileSystemEntries(Folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_report_is_replaced_by_the_next_and_so_is_an_empty_file()
    {
        Folder.Write("", "import.html");
        Summary(ImportText("user_id,email\nu1,n/a\n", Report));
        Assert.Equal("Not complete", ReportPage.StateOf(Page.Inputs[0]));
        Summary(ImportText("user_id\nu1\n", Report).ThrowIfFailed());
        Assert.Equal("Complete", ReportPage.StateOf(Assert.Single(Page.Inputs)));
    }

    [Fact]
    public void A_file_that_came_meanwhile_is_left_and_the_summary_stands()
    {
        // The journal comes to be under the name of the report.
        ShellResult result = ImportText("user_id\nu1\n", "-JournalPath crm.journy -ReportPath crm.journy");
        AssertCounts(Summary(result), sent: 1);
        AssertSays(result.ErrorText, "exists and is no report of an import");
        AssertCounts(Summary(Run("Import-JournyUser users.csv -JournalPath crm.journy").ThrowIfFailed()), sent: 0, unchanged: 1);
    }

    /// <summary>The stretches of a trace against a list of all that was noted.</summary>
    [Fact]
    public void A_trace_of_the_pace_loses_no_row_and_no_time()
    {
        int seed = Random.Shared.Next(1_000_000_000);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        for (int round = 0; round < 300; round++)
        {
            PaceTrace trace = new();
            List<(TimeSpan At, long Rows)> noted = [];
            TimeSpan now = TimeSpan.Zero;
            long done = 0;
            for (int note = random.Next(1, 400); note > 0; note--)
            {
                now += TimeSpan.FromMilliseconds(random.Next(5) == 0 ? random.Next(60_000) : random.Next(200));
                int rows = random.Next(3) == 0 ? 0 : random.Next(100);
                done += rows;
                trace.Note(now, done);
                noted.Add((now, rows));
            }

            Assert.InRange(trace.Rows.Count, 1, PaceTrace.MostStretches);
            Assert.Equal(now, trace.Elapsed);
            for (int stretch = 0; stretch < trace.Rows.Count; stretch++)
            {
                Assert.Equal(noted.Where(row => row.At.Ticks / trace.Width.Ticks == stretch).Sum(row => row.Rows), trace.Rows[stretch]);
                Assert.True(double.IsFinite(trace.RateOf(stretch)));
            }
        }
    }

    [Fact]
    public async Task A_browser_shows_what_the_page_says_and_runs_nothing()
    {
        string? browser = FindBrowser();
        Assert.SkipWhen(browser is null, "There is no Chromium on the PATH: the report was not looked at in a browser.");
        ImportHostile();
        List<string> arguments =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={Folder.File("profile")}",
                "--dump-dom", new Uri(Folder.File("import.html")).AbsoluteUri
            ];
        ProcessStartInfo start = new(browser!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(Cancel);
        string shown = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0 && shown.Length > 0, await errors);

        // What the browser made of the page, read once more, is what was written: no text has become an element.
        ReportPage seen = ReportPage.Parse(
            Regex.Replace(shown.Replace("&nbsp;", "&#160;", StringComparison.Ordinal), "<meta ([^>]*)>", "<meta $1 />"));
        Assert.Equal(Page.Cells, seen.Cells);
        Assert.Equal(Page.Title, seen.Title);
        Assert.Equal(
            Page.Inputs[0].Descendants().Select(element => element.Name.LocalName),
            seen.Inputs[0].Descendants().Select(element => element.Name.LocalName));
    }

    /// <summary>Imports a file whose names and cells are hostile, the key among them.</summary>
    private ImportSummary ImportHostile()
    {
        static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        Folder.Write(
            "user_id,email,key," + string.Join(',', Hostile.Select(Quoted)) + "\n"
            + string.Concat(Hostile.Select((cell, row) => $"u{row},{Quoted(cell)},{new string(',', Hostile.Length)}\n"))
            + string.Concat(Hostile.Select((cell, row) =>
                $"u{row},,,{string.Join(',', Hostile.Select((_, column) => column == row ? Quoted(cell) : string.Empty))}\n"))
            + $"k1,{Emulator.ApiKey},{new string(',', Hostile.Length)}\nk2,,{Emulator.ApiKey},{new string(',', Hostile.Length - 1)}\n"
            + $"\a,\u001b,,{new string(',', Hostile.Length - 1)}\n");
        Session.Set("types", Hostile.Append("key").ToDictionary(name => name, _ => "Number"));
        return Summary(Import($"{Report} -PropertyType $types"));
    }

    private static string? FindBrowser() => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .SelectMany(folder => Browsers.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
