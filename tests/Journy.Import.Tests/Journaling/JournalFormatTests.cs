using System;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Xunit;

namespace Journy.Tests.Import.Journaling;

/// <summary>Journals of other versions: older ones are carried over, newer ones are refused, and what may be left alone is kept.</summary>
public sealed class JournalFormatTests
{
    private static readonly JournalOwner Owner = new(ImportEntity.User, new Uri("https://api.journy.io/"), "fingerprint");

    [Fact]
    public void A_journal_of_the_first_format_is_carried_over_and_its_version_refuses_it_from_then_on()
    {
        using TempFolder folder = new();
        string path = folder.File("users.csv.journy");
        ModelRow row = new("u1", "u1@example.com", [new("p", 1)]);
        using (Journal journal = Journal.Open(path, Owner, acceptNewKey: false))
        {
            Send(journal, row);
        }

        // As the first version wrote it: its line of owner, no fields; the same lines of rows.
        string[] lines = File.ReadAllLines(path);
        string owner = Text(
            JournalLine.Write(JournalOp.Owner, "1 " + lines[0].Split(' ', 3)[2][..lines[0].Split(' ', 3)[2].LastIndexOf(' ')]));
        string[] old = [owner.TrimEnd('\n'), .. lines.Skip(1).Where(line => line[0] != (char)JournalOp.OptionalField)];
        File.WriteAllText(path, string.Concat(old.Select(line => line + "\n")));

        using (Journal journal = Journal.Open(path, Owner, acceptNewKey: false))
        {
            Assert.Equal(RowFate.Unchanged, FateOf(journal, row));
        }

        // The first version looks at every line of owner, and must find it before any line that it cannot read.
        string[] carried = File.ReadAllLines(path);
        Assert.Equal(old, carried.Take(old.Length));
        Assert.StartsWith("J 2 User ", carried[old.Length], StringComparison.Ordinal);
        using (Journal again = Journal.Open(path, Owner, acceptNewKey: false))
        {
            Assert.Equal(RowFate.Unchanged, FateOf(again, row));
        }

        Assert.Equal(carried.Length, File.ReadAllLines(path).Length);
    }

    [Fact]
    public void A_journal_whose_first_write_was_cut_off_behind_its_first_line_begins_anew()
    {
        using TempFolder folder = new();
        string path = folder.File("users.csv.journy");
        Journal.Open(path, Owner, acceptNewKey: false).Dispose();
        File.WriteAllText(path, File.ReadAllLines(path)[0] + "\nK 0123");

        ModelRow row = new("u1", "u1@example.com", [new("p", 1)]);
        using (Journal journal = Journal.Open(path, Owner, acceptNewKey: false))
        {
            Send(journal, row);
        }

        using Journal again = Journal.Open(path, Owner, acceptNewKey: false);
        Assert.Equal(RowFate.Unchanged, FateOf(again, row));
        Assert.Throws<JournyInputException>(() => Journal.Look(path, Owner with { KeyFingerprint = "other" }, acceptNewKey: false));
    }

    [Theory]
    [InlineData("H newThing 1")]
    [InlineData("Z - - -")]
    [InlineData("T Duration length")]
    public void What_this_version_must_know_and_does_not_is_refused(string line)
    {
        using TempFolder folder = new();
        string path = folder.File("users.csv.journy");
        Journal.Open(path, Owner, acceptNewKey: false).Dispose();
        File.AppendAllText(path, Text(JournalLine.Write((JournalOp)line[0], line[2..])));
        byte[] before = File.ReadAllBytes(path);

        JournyInputException refused = Assert.Throws<JournyInputException>(() => Journal.Open(path, Owner, acceptNewKey: false));

        Assert.Equal(JournyReason.JournalMismatch, refused.Reason);
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void What_may_be_left_alone_is_kept()
    {
        using TempFolder folder = new();
        string path = folder.File("users.csv.journy");
        Journal.Open(path, Owner, acceptNewKey: false).Dispose();
        File.AppendAllText(path, Text(JournalLine.Write(JournalOp.OptionalField, "file", "users.csv", "17")));
        File.AppendAllText(path, Text(JournalLine.Write(JournalOp.Type, "DateTime", "since", "dd.MM.yyyy")));
        File.AppendAllText(path, Text(JournalLine.Write(JournalOp.Check, "0123")));

        // Enough lines that are out of date, so that it is written anew.
        using (Journal journal = Journal.Open(path, Owner, acceptNewKey: false))
        {
            Enumerable.Range(0, 20).ToList().ForEach(value => Send(journal, new ModelRow("u1", null, [new("p", value)])));
            journal.Complete();
        }

        string[] lines = File.ReadAllLines(path);
        Assert.InRange(lines.Length, 1, 8);
        Assert.Contains(lines, line => line.StartsWith("h file users.csv 17 ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("T DateTime since dd.MM.yyyy ", StringComparison.Ordinal));
        using Journal again = Journal.Open(path, Owner, acceptNewKey: false);
        Assert.Equal(["users.csv", "17"], again.Field("file"));
        Assert.Equal(JournyPropertyType.DateTime, again.Types["since"]);
    }

    private static void Send(Journal journal, ModelRow row)
    {
        ImportedRow imported = row.ToImported(2);
        Assert.Equal(RowFate.Send, FateOf(journal, imported));
        journal.Rules.Begin(imported);
        journal.Rules.End(imported, RowEnd.Accepted);
    }

    private static RowFate FateOf(Journal journal, ModelRow row) => FateOf(journal, row.ToImported(2));

    private static RowFate FateOf(Journal journal, ImportedRow row)
    {
        journal.Rules.Take(row);
        journal.Rules.Finish();
        Assert.True(journal.Rules.TryDecide(out _, out RowFate fate));
        return fate;
    }

    private static string Text(byte[] line) => Encoding.ASCII.GetString(line);
}
