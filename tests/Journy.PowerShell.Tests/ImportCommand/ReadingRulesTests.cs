using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Journy.Import.Journaling;
using Journy.Import.Values;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>-Culture, -DateFormat, -TrueValue, -FalseValue and -NullValue, from the file to journy.io and in the journal.</summary>
public sealed class ReadingRulesTests : ImportTest
{
    private const string Belgian =
        "user_id;amount;signed;active;note;zip\nu1;1.234,50;03/04/2025;Ja;NULL;0123\nNULL;7;1/12/2025;Nee;a;9000\nu3;0,5;\\N;Nee;b;1000\n";
    private const string Parameters = "-Culture nl-BE -TrueValue Ja -FalseValue Nee -NullValue NULL, '\\N'";

    [Fact]
    public void A_file_of_a_culture_gets_in_as_what_it_says_and_the_same_again_makes_no_call()
    {
        ImportSummary summary = Summary(ImportText(Belgian, Parameters));
        AssertCounts(summary, sent: 2, failed: 1);
        Assert.Equal(["active=true", "amount=1234.50", "signed=\"2025-04-03T00:00:00Z\"", "zip=\"0123\""], Properties("u1"));
        Assert.Equal(["active=false", "amount=0.5", "note=\"b\"", "zip=\"1000\""], Properties("u3"));

        // The failed file has the cells as they were, and the command reads them the same way.
        Assert.Equal("NULL", CsvTable.Read(summary.FailedPath!, ';').Rows.Single()["user_id"]);
        File.WriteAllText(
            summary.FailedPath!, File.ReadAllText(summary.FailedPath!).Replace("NULL;7", "u2;1.007", StringComparison.Ordinal));
        AssertCounts(Summary(Run(summary.RetryCommand!).ThrowIfFailed()), sent: 1);
        Assert.Contains("amount=1007", Properties("u2"));

        int writes = Writes.Count;
        Folder.Write(Belgian.Replace("NULL;7", "u2;1.007", StringComparison.Ordinal));
        AssertCounts(ImportWhole(Parameters), sent: 0, unchanged: 3);
        Assert.Equal(writes, Writes.Count);
    }

    [Theory]
    [InlineData("", "-Culture 'nl-BE'", "gives none")]
    [InlineData("-Culture de-DE -TrueValue Ja -FalseValue Nee -NullValue NULL, '\\N'", "-Culture 'nl-BE'", "gives 'de-DE'")]
    [InlineData("-Culture nl-BE -TrueValue Ja -FalseValue Nee", "-NullValue 'NULL', '\\N'", "gives none")]
    [InlineData("-Culture nl-BE -TrueValue Ja -FalseValue No -NullValue NULL, '\\N'", "-FalseValue 'Nee'", "gives 'No'")]
    public void Other_rules_than_the_journal_has_are_an_error(string parameters, params string[] says)
    {
        Import("-ErrorAction SilentlyContinue");
        ImportText(Belgian, Parameters);
        int writes = Writes.Count;
        ShellResult result = Import(parameters);
        Assert.StartsWith("Journy.JournalMismatch,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertSays(result.ErrorText, says);
        Assert.StartsWith(
            "Journy.JournalMismatch,", Import(parameters + " -Preview").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(writes, Writes.Count);
    }

    [Fact]
    public void More_texts_for_nothing_may_come_and_stay()
    {
        Folder.Write("user_id,seats\nu1,5\nu2,n/a\n");
        ImportWhole("-NullValue NULL");
        Assert.Equal(["seats=\"5\""], Properties("u1"));
        AssertCounts(ImportWhole("-NullValue NULL, n/a"), sent: 1, unchanged: 1);
        AssertSays(Import("-NullValue NULL").ErrorText, "-NullValue 'NULL', 'n/a'");
        AssertCounts(ImportWhole("-NullValue n/a, NULL"), sent: 0, unchanged: 2);
    }

    [Fact]
    public void Texts_for_true_and_false_are_the_same_in_upper_and_lower_case_and_those_for_nothing_are_not()
    {
        Folder.Write("user_id,active,note\nu1,ja,x\nu2,Nee,n/a\n");
        AssertCounts(ImportWhole("-TrueValue Ja -FalseValue nee -NullValue n/a"), sent: 2);
        Assert.Equal(["active=true", "note=\"x\""], Properties("u1"));
        AssertCounts(ImportWhole("-TrueValue ja -FalseValue NEE -NullValue n/a"), sent: 0, unchanged: 2);
        AssertSays(Import("-TrueValue ja -FalseValue nee -NullValue N/A").ErrorText, "-NullValue 'n/a'");
        AssertSays(Import("-TrueValue oui -FalseValue nee -NullValue n/a").ErrorText, "-TrueValue");
    }

    [Fact]
    public void Rules_may_come_to_a_journal_without_any_and_types_that_it_has_stay()
    {
        Folder.Write("user_id;amount\nu1;1.234,50\n");
        ImportWhole();
        Assert.Equal(["amount=\"1.234,50\""], Properties("u1"));
        AssertCounts(ImportWhole("-Culture nl-BE"), sent: 0, unchanged: 1);
        Folder.Write("user_id;amount;tax\nu1;1.234,50;2,5\n");
        AssertCounts(ImportWhole("-Culture nl-BE"), sent: 1);
        Assert.Equal(["amount=\"1.234,50\"", "tax=2.5"], Properties("u1"));
        AssertCounts(ImportWhole("-Culture nl-BE"), sent: 0, unchanged: 1);
    }

    [Fact]
    public void Rules_by_which_nothing_could_be_imported_are_not_kept()
    {
        Folder.Write("user_id,registered_at\nu1,27/03/2025\n");
        AssertSays(Import("-DateFormat MM/dd/yyyy").ErrorText, "registered_at");
        Assert.Empty(Writes);
        AssertCounts(ImportWhole("-DateFormat dd/MM/yyyy"), sent: 1);
        Assert.Equal(["registered_at=\"2025-03-27T00:00:00Z\""], Properties("u1"));
        AssertSays(Import("-DateFormat MM/dd/yyyy").ErrorText, "-DateFormat 'dd/MM/yyyy'");
    }

    [Fact]
    public void A_culture_that_is_no_longer_what_it_was_is_an_error()
    {
        TextRules rules = TextRules.Of(new CultureInfo("nl-BE", useUserOverride: false), null, null, null, null);
        Dictionary<string, IReadOnlyList<string>> known = rules.Parts.ToDictionary(
            part => part.Key, part => (IReadOnlyList<string>)part.Value);
        Assert.Null(TextRulesChange.Find(known, rules));
        known[TextRules.CultureDataPart] = [known[TextRules.CultureDataPart][0].Replace(",|.|3", ",|_|3", StringComparison.Ordinal)];
        AssertSays(
            TextRulesChange.Find(known, rules), "-Culture 'nl-BE' as that was on the machine that began it", "'_' was there, and '.' is");
        Folder.Write(Belgian);
        AssertSays(
            Import(Parameters.Replace("nl-BE", "xx-nowhere", StringComparison.Ordinal)).Errors.Single().ToString(),
            "There is no culture 'xx-nowhere' on this machine");
        AssertSays(
            Import(Parameters.Replace("nl-BE", "th-TH", StringComparison.Ordinal)).Errors.Single().ToString(), "ThaiBuddhistCalendar");
    }

    [Fact]
    public void Events_have_times_in_several_formats_and_one_that_fits_two_ways_fails()
    {
        Folder.Write(
            "user_id,name,triggered_at,count\nu1,a,27/03/2025 14:05,1743638400\nu2,b,1743638400,2\nu3,c,2025-04-03T01:02:03Z,3\n"
            + "u4,d,3 Apr 2025,4\nu5,e,soon,5\n");
        ShellResult result = Run(
            "Import-JournyEvent users.csv -FileIsComplete -DateFormat 'dd/MM/yyyy HH:mm', 'd MMM yyyy', Epoch -TimeZone Europe/Brussels");
        AssertCounts(Summary(result), sent: 4, failed: 1);
        Assert.Equal(
            ["a 2025-03-27T13:05:00", "b 2025-04-03T00:00:00", "c 2025-04-03T01:02:03", "d 2025-04-02T22:00:00"],
            Emulator.Events.Select(one => $"{one.Name} {one.TriggeredAt![..19]}").Order(StringComparer.Ordinal));
        Assert.Equal("1743638400", Emulator.Events.Single(one => one.Name == "a").Metadata["count"].GetRawText());
        string failed = File.ReadAllText(Summary(result).FailedPath!);
        Assert.DoesNotContain("-PropertyType Text", failed, StringComparison.Ordinal);
        AssertCounts(
            Summary(Run(
                "Import-JournyEvent users.csv -FileIsComplete -DateFormat 'dd/MM/yyyy HH:mm', 'd MMM yyyy', Epoch "
                + "-TimeZone Europe/Brussels -ErrorAction SilentlyContinue")),
            sent: 0,
            unchanged: 4,
            failed: 1);
        AssertSays(
            Run("Import-JournyEvent users.csv -FileIsComplete -DateFormat Epoch -TimeZone Europe/Brussels").ErrorText,
            "-DateFormat 'dd/MM/yyyy HH:mm', 'd MMM yyyy', 'Epoch'");
    }

    [Theory]
    [InlineData("Mail,Event,Date\nu1@example.com,a,27/03/2025 14:05\nu2@example.com,b,01/02/2025 09:00\n", "d/M/yyyy H:mm")]
    [InlineData("Mail,Event,Date\nu1@example.com,a,1743638400\nu2@example.com,b,1743638401\n", "Epoch")]
    [InlineData("Mail,Event,Date\nu1@example.com,a,1743638400000\n", "EpochMilliseconds")]
    public void The_preview_suggests_the_only_format_that_fits_the_times_of_events(string content, string format)
    {
        Folder.Write(content);
        ImportPreview preview = Run("Import-JournyEvent users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();
        AssertSays(preview.SuggestedCommand, $"-DateFormat '{format}'");
        AssertCounts(Summary(Run(preview.SuggestedCommand! + " -FileIsComplete").ThrowIfFailed()), sent: content.Count(c => c == '\n') - 1);
    }

    [Theory]
    [InlineData("03/04/2025|05/06/2025", "can be read in two ways; add -DateFormat 'M/d/yyyy' or 'd/M/yyyy'")]
    [InlineData("03/04/2025|25/06/2025", "its cells are dates; add -DateFormat 'd/M/yyyy'")]
    [InlineData("03/04/2025|04/25/2025|25/04/2025", null)]
    [InlineData("3 Apr 2025|25 Dec 2024", "add -DateFormat 'd MMM yyyy'")]
    public void The_preview_says_which_columns_are_dates_and_which_may_be_two(string cells, string? says)
    {
        Folder.Write("user_id,since\n" + string.Concat(cells.Split('|').Select((cell, index) => $"u{index},{cell}\n")));
        string? note = Import("-Preview")
            .ThrowIfFailed()
            .As<ImportPreview>()
            .Single().Columns
            .Single(column => column.Name == "since").Note;
        Assert.Equal(says is not null, note?.Contains("stays text: its cells", StringComparison.Ordinal) == true);
        AssertSays(note + says, says ?? string.Empty);
        Assert.All(
            says is null || says.Contains(" or ", StringComparison.Ordinal)
                ? []
                : new[] { ImportWhole($"-DateFormat {says.Split("-DateFormat ")[1]}") },
            _ => Assert.StartsWith("since=\"202", Properties("u0").Single(), StringComparison.Ordinal));
    }

    [Fact]
    public void Properties_that_must_be_dates_or_numbers_are_read_by_the_rules()
    {
        Folder.Write("user_id,registered_at,mrr,visits\nu1,1743638400,\"1.234,5\",7\nu2,1743638401,2,8\n");
        ImportWhole("-DateFormat Epoch -Culture nl-BE");
        Assert.Equal(["mrr=1234.5", "registered_at=\"2025-04-03T00:00:00Z\"", "visits=7"], Properties("u1"));
    }

    [Fact]
    public void Blank_texts_delete_where_blanks_do_and_name_nobody()
    {
        Folder.Write("user_id,email,plan\nu1,u1@example.com,Pro\n");
        ImportWhole();
        Folder.Write("user_id,email,plan\nu1,NULL,NULL\n");
        ImportWhole("-NullValue NULL -BlankValue Delete -Confirm:$false");
        Assert.Empty(Properties("u1"));
        Assert.Equal("u1@example.com", User("u1").Email);
    }

    [Fact]
    public void Records_and_pipelines_are_read_by_the_same_rules()
    {
        Run(
            "[pscustomobject]@{ user_id = 'u1'; amount = '1.234,5'; since = '3/4/2025'; ok = 'Y'; plan = 'NULL'; seats = 1.5 } | "
            + "Set-JournyUser -Culture nl-BE -TrueValue Y -FalseValue N -NullValue NULL -PropertyType @{ amount = 'Number'; "
            + "since = 'DateTime'; ok = 'Boolean'; seats = 'Number' }")
            .ThrowIfFailed();
        Assert.Equal(["amount=1234.5", "ok=true", "seats=1.5", "since=\"2025-04-03T00:00:00Z\""], Properties("u1"));

        Run(
            "[pscustomobject]@{ user_id = 'u1'; triggered_at = 1743638400; name = 'a' }, [pscustomobject]@{ user_id = 'u1'; "
            + "triggered_at = '1743638401'; name = 'b' } | Add-JournyEvent -DateFormat Epoch")
            .ThrowIfFailed();
        Assert.Equal(
            ["a 1743638400", "b 1743638401"],
            Emulator.Events.Select(one =>
                $"{one.Name} "
                + $"{DateTimeOffset.Parse(one.TriggeredAt!, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds()}")
                .Order(StringComparer.Ordinal));
        AssertSays(
            Run("[pscustomobject]@{ user_id = 'u1'; triggered_at = '3/4/2025'; name = 'a' } | Add-JournyEvent").ErrorText,
            "-DateFormat 'M/d/yyyy' or 'd/M/yyyy'");

        // A value that is a number is written so that the command for the failed file reads the same.
        ImportSummary summary = Summary(Run(
            "[pscustomobject]@{ user_id = $null; amount = '1.234,5'; seats = 1.234; "
            + "since = [datetime]::SpecifyKind('2025-04-03', 'Utc') } | Import-JournyUser -JournalPath crm.journy -Culture nl-BE "
            + "-PropertyType @{ amount = 'Number' }"));
        File.WriteAllText(summary.FailedPath!, File.ReadAllText(summary.FailedPath!).Replace("\n,", "\nu9,", StringComparison.Ordinal));
        Run(summary.RetryCommand!).ThrowIfFailed();
        Assert.Equal(["amount=1234.5", "seats=1.234", "since=\"2025-04-03T00:00:00Z\""], Properties("u9"));
    }

    [Theory]
    [InlineData("-DateFormat dd/MM", "does not say where year, month and day stand")]
    [InlineData("-TrueValue Y, 1 -FalseValue N, 1", "'1' is in -TrueValue and in -FalseValue")]
    public void Rules_that_cannot_be_used_end_the_command(string parameters, string says)
    {
        AssertSays(ImportText("user_id\nu1\n", parameters).ErrorText, says);
        AssertSays(Run($"Set-JournyUser -UserId u1 {parameters}").ErrorText, says);
        Assert.Empty(Writes);
    }
}
