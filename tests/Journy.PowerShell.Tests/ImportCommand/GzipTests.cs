using System;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Files that are packed with gzip are imported as what they hold.</summary>
public sealed class GzipTests : ImportTest
{
    private const string Text = "user_id;seats;plan\nu1;5;Pro\n;6;Free\nu3;7;\"a\nb\"\n";

    [Theory]
    [InlineData("users.csv.gz")]
    [InlineData("users.csv")]
    [InlineData("users.GZ")]
    public void A_gzip_file_is_read_by_its_content_and_fails_into_a_file_of_plain_CSV(string file)
    {
        Folder.Write(Packed.Of(Text), file);
        ImportSummary summary = Summary(Import("-ErrorAction SilentlyContinue", file));
        AssertCounts(summary, sent: 2, failed: 1);
        Assert.Equal("5", Json("u1", "seats"));
        Assert.Equal("\"a\\nb\"", Json("u3", "plan"));
        Assert.Matches(@"[/\\]users\.\d{8}-\d{6}\.failed\.csv$", summary.FailedPath);
        Assert.Equal(Folder.File(file + ".journy"), summary.JournalPath);
        File.WriteAllText(summary.FailedPath!, File.ReadAllText(summary.FailedPath!).Replace("\n;6", "\nu2;6", StringComparison.Ordinal));
        AssertCounts(Summary(Run(summary.RetryCommand!).ThrowIfFailed()), sent: 1);
        int calls = Writes.Count;
        Folder.Write(Packed.Of(Text.Replace("\n;6", "\nu2;6", StringComparison.Ordinal)), file);
        AssertCounts(ImportWhole(path: file), sent: 0, unchanged: 3);
        Assert.Equal(calls, Writes.Count);
    }

    [Fact]
    public void A_packed_failed_file_is_known_as_one()
    {
        Folder.Write(Packed.Of(Text), "users.csv.gz");
        ImportSummary summary = Summary(Import("-ErrorAction SilentlyContinue", "users.csv.gz"));
        string packed = summary.FailedPath + ".gz";
        File.WriteAllBytes(packed, Packed.Of(File.ReadAllText(summary.FailedPath!).Replace("\n;6", "\nu2;6", StringComparison.Ordinal)));
        File.Delete(summary.FailedPath!);
        ImportSummary fixedRows = Summary(Run($"Import-JournyUser -LiteralPath '{packed}'").ThrowIfFailed());
        AssertCounts(fixedRows, sent: 1);
        Assert.Equal(summary.JournalPath, fixedRows.JournalPath);
        Assert.Single(Import("-Preview", "*.gz").As<ImportPreview>());
    }

    [Fact]
    public void Several_members_are_one_text_whose_rows_may_stand_in_two_of_them()
    {
        byte[] text = Encoding.UTF8.GetBytes(Text);
        Folder.Write([.. Packed.Of(text[..25]), .. Packed.Of(text[25..31]), .. Packed.Of([]), .. Packed.Of(text[31..])], "users.csv.gz");
        AssertCounts(Summary(Import("-ErrorAction SilentlyContinue", "users.csv.gz")), sent: 2, failed: 1);
        Assert.Equal("\"a\\nb\"", Json("u3", "plan"));
    }

    [Theory]
    [InlineData("", "csv")]
    [InlineData("-AsText", "csv")]
    [InlineData("", "jsonl")]
    public void A_cut_file_sends_the_rows_before_the_cut_and_says_that_the_rest_was_not_read(string parameters, string extension)
    {
        const int rows = 5000;
        string text = (extension == "csv" ? "user_id,note\n" : "") + string.Concat(Enumerable.Range(0, rows).Select(row =>
            extension == "csv" ? $"u{row},{row * 7919 % 10007}\n" : $"{{\"user_id\":\"u{row}\",\"note\":{row * 7919 % 10007}}}\n"));
        byte[] packed = Packed.Of(text);
        string file = $"users.{extension}.gz";
        Folder.Write(packed[..(packed.Length / 20)], file);
        ShellResult result = Import(parameters, file);
        ImportSummary summary = Summary(result);
        Assert.InRange(summary.Sent, 50, rows / 2);
        Assert.Equal((1L, 1L), (summary.Failed, summary.NotAttempted));
        Assert.StartsWith("Journy.ImportIncomplete,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        string why = File.ReadAllText(summary.FailedPath!);
        AssertSays(why, "gzip", "cut", "nobody can tell how much", $"Line {summary.Sent + (extension == "csv" ? 2 : 1)}:");
        Assert.Equal(
            Enumerable.Range(0, (int)summary.Sent).Select(row => $"u{row}={row * 7919 % 10007}").Order(StringComparer.Ordinal),
            Emulator.Users.Select(user => $"{user.UserId}={user.Properties["note"]}").Order(StringComparer.Ordinal));

        Folder.Write(packed, file);
        AssertCounts(ImportWhole(parameters, file), sent: rows - summary.Sent, unchanged: summary.Sent);
    }

    [Fact]
    public void Nothing_is_sent_of_a_member_whose_checksum_is_another_one()
    {
        byte[] packed = Packed.Of(Text);
        packed[^6] ^= 1;
        Folder.Write(packed, "users.csv.gz");
        ShellResult result = Import(path: "users.csv.gz");
        Assert.StartsWith("Journy.DamagedFile,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertSays(result.ErrorText, "users.csv.gz", "checksum", "Nothing was read");
        Assert.Empty(Writes);

        Folder.Write([.. Packed.Of(Text), .. packed], "users.csv.gz");
        AssertCounts(Summary(Import("-ErrorAction SilentlyContinue", "users.csv.gz")), sent: 2, failed: 2, notAttempted: 1);
    }

    [Fact]
    public void A_preview_of_a_cut_file_says_so()
    {
        byte[] packed = Packed.Of(Text);
        Folder.Write(packed[..^12], "users.csv.gz");
        ImportPreview preview = Assert.Single(Import("-Preview", "users.csv.gz").As<ImportPreview>());
        Assert.Equal(1, preview.Unreadable);
        Assert.Contains(preview.Problems, problem => problem.Message.Contains("gzip", StringComparison.Ordinal));
    }
}
