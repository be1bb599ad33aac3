using System;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Journals that are not this import's, or cannot be written: nothing is sent, and the message names the way on.</summary>
public sealed class JournalRefusalTests : ImportTest
{
    private const string IdSuffix = ",Journy.Commands.ImportJournyUserCommand";

    [Fact]
    public void The_journal_of_another_entity_is_refused()
    {
        Run("@{ account_id = 'a1'; plan = 'Pro' } | Import-JournyAccount -JournalPath crm.journy").ThrowIfFailed();
        Folder.Write("user_id\nu1\n");

        AssertRefused(
            Import("-JournalPath crm.journy"), "JournalMismatch", "crm.journy", "journal of an import of accounts", "imports users",
            "-JournalPath");
    }

    [Fact]
    public async System.Threading.Tasks.Task The_journal_of_another_address_is_refused()
    {
        Folder.Write("user_id\nu1\n");
        ImportWhole();
        await using JournyEmulator other = await JournyEmulator.StartAsync(new EmulatorOptions { ApiKey = Emulator.ApiKey }, Cancel);
        Session.Set("other", other.BaseAddress.AbsoluteUri);
        Run("Connect-Journy $key -BaseUri $other -SkipKeyCheck").ThrowIfFailed();

        AssertRefused(Import(), "JournalMismatch", Emulator.BaseAddress.AbsoluteUri, other.BaseAddress.AbsoluteUri, "-JournalPath");
        AssertRefused(Import("-Preview"), "JournalMismatch", other.BaseAddress.AbsoluteUri);
        Assert.Equal(0, other.Ledger.Count);
        AssertCounts(ImportWhole("-JournalPath other.journy"), sent: 1);
    }

    [Fact]
    public void The_journal_of_another_key_is_refused_until_the_key_is_accepted()
    {
        Folder.Write("user_id\nu1\n");
        ImportWhole();
        string rotated = Emulator.AddKey("rotated", KeyPermissions.TrackData);
        Session.Set("other", rotated);
        Run("Connect-Journy $other -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();

        ShellResult result = Import();

        AssertRefused(result, "JournalMismatch", "another API key", "another workspace", "-JournalPath", "-AcceptNewKey");
        Assert.DoesNotContain(rotated, result.ErrorText, StringComparison.Ordinal);
        AssertCounts(ImportWhole("-AcceptNewKey"), sent: 0, unchanged: 1);
        AssertCounts(ImportWhole(), sent: 0, unchanged: 1);
        Assert.Single(Writes);
        Assert.All(
            [rotated, Emulator.ApiKey],
            key => Assert.DoesNotContain(key, File.ReadAllText(Folder.File("users.csv.journy")), StringComparison.Ordinal));
    }

    [Fact]
    public void A_journal_in_use_is_refused()
    {
        Folder.Write("user_id\nu1\n");
        ImportWhole();
        using (new FileStream(Folder.File("users.csv.journy"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            AssertRefused(Import(), "JournalInUse", "Another import uses the journal", "Wait until it has ended", "-JournalPath");
        }

        AssertCounts(ImportWhole(), sent: 0, unchanged: 1);
    }

    [Fact]
    public void A_file_that_is_no_journal_is_left_as_it_is()
    {
        Folder.Write("user_id\nu1\n");

        Folder.Write("user_id\nu2\n", "other.csv");

        AssertRefused(Import("-JournalPath other.csv"), "JournalMismatch", "other.csv", "is no journal of this module", "-JournalPath");
        AssertRefused(Import("-JournalPath ./users.csv"), "InvalidParameter", "-JournalPath names the file that is imported");

        Assert.Equal(
            ("user_id\nu1\n", "user_id\nu2\n"), (File.ReadAllText(Folder.File("users.csv")), File.ReadAllText(Folder.File("other.csv"))));
        Assert.Equal(["other.csv", "users.csv"], Files);
    }

    [Fact]
    public void A_damaged_journal_is_refused_and_a_torn_one_goes_on()
    {
        Folder.Write("user_id\nu1\nu2\nu3\n");
        ImportWhole();
        string journal = Folder.File("users.csv.journy");
        byte[] whole = File.ReadAllBytes(journal);
        byte[] damaged = [.. whole];
        damaged[Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) - 3] ^= 1;
        File.WriteAllBytes(journal, damaged);

        AssertRefused(Import(), "JournalDamaged", "is damaged in line", "Restore it from a backup");

        Assert.Equal(damaged, File.ReadAllBytes(journal));

        // In the midst of the last line that says what became of a row; what the journal remembers of the file stands behind it.
        File.WriteAllBytes(journal, whole[..(Encoding.ASCII.GetString(whole).IndexOf("h rows ", StringComparison.Ordinal) - 5)]);
        AssertCounts(ImportWhole(), sent: 1, unchanged: 2);
        AssertCounts(ImportWhole(), sent: 0, unchanged: 3);
    }

    [Theory]
    [InlineData("-JournalPath missing/users.journy")]
    [InlineData("-JournalPath folder")]
    public void A_place_that_cannot_be_written_names_both_ways_out(string parameters)
    {
        Directory.CreateDirectory(Folder.File("folder"));
        Folder.Write("user_id\nu1\n");

        AssertRefused(Import(parameters), "FileNotWritable", "cannot be written", "-JournalPath", "-NoJournal");
        AssertCounts(ImportWhole("-NoJournal"), sent: 1);
    }

    [Fact]
    public void A_journal_that_another_file_is_refused_for_stops_none_of_the_others()
    {
        Folder.Write("user_id\nu1\n", "a.csv");
        Folder.Write("user_id\nu2\n", "b.csv");
        Folder.Write("not a journal", "a.csv.journy");

        ShellResult result = Run("Import-JournyUser a.csv, b.csv");

        AssertSays(result.ErrorText, "a.csv.journy");
        Assert.Equal("b.csv", Path.GetFileName(Summary(result).Path));
        Assert.Equal(["u2"], UserIds);
    }

    [Fact]
    public void A_journal_that_cannot_be_made_smaller_is_a_warning()
    {
        Folder.Write("user_id,n\nu1,1\n");
        ImportWhole();
        Directory.CreateDirectory(Folder.File("users.csv.journy.new"));
        Folder.Write("user_id,n\nu1,2\n");

        ShellResult result = Import();

        AssertCounts(Summary(result.ThrowIfFailed()), sent: 1);
        AssertSays(Assert.Single(result.Warnings), "could not be made smaller", "complete all the same");
        AssertCounts(ImportWhole(), sent: 0, unchanged: 1);
    }

    private void AssertRefused(ShellResult result, string reason, params string[] says)
    {
        int before = Writes.Count(write => write.Applied);
        Assert.Empty(result.As<ImportSummary>());
        Assert.Equal($"Journy.{reason}{IdSuffix}", result.Error.FullyQualifiedErrorId);
        AssertSays(result.ErrorText, says);
        Assert.Equal(before, Writes.Count(write => write.Applied));
    }
}
