using System;
using System.IO;
using System.Text;
using Journy.Emulator;
using Journy.Import.Journaling;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>
/// Journals that version 0.1.0 wrote when it imported the files beside them, in a real shell and with calls under way together:
/// they are carried over.
/// </summary>
public sealed class FirstJournalTests : ImportTest
{
    private const string FirstOwner = "J 1 ";

    /// <summary>Of the key that they were written with, they hold a salted hash.</summary>
    protected override EmulatorOptions Options => new() { RateLimit = null, ApiKey = "key-of-journals-of-0.1.0" };

    // Rows of users or accounts who share an address, or whose address changes, go once more: of those the first version knew the
    // last row only.
    [Theory]
    [InlineData("User", "users.csv", 11, 4, "user-1,user-1@example.com,Pro", "user-1,user-1@example.com,Basic")]
    [InlineData("Account", "accounts.csv", 5, 2, "account-2,,Basic", "account-2,,Pro")]
    [InlineData("AccountUser", "members.csv", 4, 0, "account-2,user-1", "account-3,user-1")]
    [InlineData("Event", "events.csv", 4, 0, "2024-05-08T07:08:09Z", "2024-05-08T07:08:10Z")]
    public void What_it_knew_is_spared_and_what_changes_is_sent(
        string entity, string file, int rows, int onceMore, string old, string changed)
    {
        Folder.Write(Encoding.UTF8.GetString(Resource(file)), file);
        string written = WriteJournal(file);
        ImportSummary Import() => Summary(Run($"Import-Journy{entity} {file}").ThrowIfFailed());

        AssertCounts(Import(), sent: onceMore, unchanged: rows - onceMore);
        AssertCounts(Import(), sent: 0, unchanged: rows);

        // It refuses every journal with such a line, and says that a newer version wrote it.
        Assert.StartsWith(FirstOwner, written, StringComparison.Ordinal);
        Assert.Contains("J 2 ", File.ReadAllText(Folder.File(file + ".journy")), StringComparison.Ordinal);
        Folder.Write(Encoding.UTF8.GetString(Resource(file)).Replace(old, changed, StringComparison.Ordinal), file);
        AssertCounts(Import(), sent: 1, unchanged: rows - 1);
        Assert.Equal(onceMore + 1, Writes.Count);
    }

    /// <summary>Writes the journal as it was, but for the address of the emulator.</summary>
    private string WriteJournal(string file)
    {
        string journal = Encoding.ASCII.GetString(Resource(file + ".journy"));
        int end = journal.IndexOf('\n', StringComparison.Ordinal);
        string[] owner = journal[..end].Split(' ');
        string line = Encoding.ASCII.GetString(
            JournalLine.Write(JournalOp.Owner, $"{owner[1]} {owner[2]} {owner[3]} {Emulator.BaseAddress}"));
        journal = line + journal[(end + 1)..];
        Folder.Write(journal, file + ".journy");
        return journal;
    }

    private static byte[] Resource(string name)
    {
        using Stream stream = typeof(FirstJournalTests).Assembly.GetManifestResourceStream($"Journals/{name}")!;
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
