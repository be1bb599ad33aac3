using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Xunit;

namespace Journy.Tests.Import.Journaling;

/// <summary>The journal on the disk: what a crash, another process, a full disk or a wrong name leave of it.</summary>
public sealed class JournalFileTests : IDisposable
{
    private static readonly JournalOwner Owner = new(ImportEntity.User, new Uri("https://api.example/"), "fingerprint");

    private readonly TempFolder _folder = new();

    private string JournalPath => _folder.File("users.csv.journy");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_is_in_the_file_before_its_row_counts()
    {
        using Journal journal = Open();
        long before = new FileInfo(JournalPath).Length;

        Send(journal, Row(1));

        Assert.True(new FileInfo(JournalPath).Length > before);
    }

    [Fact]
    public void That_two_identifiers_are_one_users_is_in_the_file_before_the_call_goes_out_that_says_so()
    {
        ImportedRow[] rows = [Row(1, withEmail: true), Row(2, withEmail: true), Row(3)];
        using (Journal journal = Open())
        {
            Assert.Equal([true, true, true], Fates(journal, rows));
            long before = new FileInfo(JournalPath).Length;

            journal.Rules.Begin(rows[0]);

            long after = new FileInfo(JournalPath).Length;
            Assert.True(after > before);
            journal.Rules.Begin(rows[1]);
            journal.Rules.Begin(rows[2]);

            // What was noted together is written together, and once.
            Assert.Equal(after, new FileInfo(JournalPath).Length);
        }

        string[] lines = File.ReadAllLines(JournalPath);
        Assert.All(
            rows[..2],
            row => Assert.Single(lines, line => line.StartsWith($"D {row.First:x16} {row.Second:x16} ", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(line => line[0] == 'D'));
    }

    [Fact]
    public void What_a_crash_left_half_written_is_cut_off_and_the_rest_kept()
    {
        Accept(1, 2, 3);
        byte[] whole = File.ReadAllBytes(JournalPath);
        int lastLine = Array.LastIndexOf(whole, (byte)'\n', whole.Length - 2) + 1;
        for (int length = lastLine; length <= whole.Length; length++)
        {
            File.WriteAllBytes(JournalPath, whole[..length]);
            bool isWhole = length == whole.Length;

            Assert.Equal(isWhole ? [false, false, false] : [false, false, true], Sends(1, 2, 3));
            Assert.Equal(isWhole ? whole.Length : lastLine, new FileInfo(JournalPath).Length);
        }

        // And goes on as if nothing had been there.
        Accept(4);
        Assert.Equal([false, false, false, false, true], Sends(1, 2, 3, 4, 5));
    }

    [Fact]
    public void What_a_power_cut_left_of_the_last_lines_is_cut_off()
    {
        Accept(1);
        long whole = new FileInfo(JournalPath).Length;
        foreach (byte[] tail in new[] { new byte[3000], "S 0123\nS 4567\n"u8.ToArray(), "\n\n"u8.ToArray() })
        {
            using (FileStream stream = new(JournalPath, FileMode.Append))
            {
                stream.Write(tail);
            }

            Assert.Equal([false, true], Sends(1, 2));
            Assert.Equal(whole, new FileInfo(JournalPath).Length);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Damage_before_whole_lines_is_refused_and_left_as_it_is(int line)
    {
        Accept(1, 2, 3);
        string[] lines = File.ReadAllText(JournalPath).Split('\n');
        lines[line - 1] = "x" + lines[line - 1][1..];
        string damaged = string.Join('\n', lines);
        File.WriteAllText(JournalPath, damaged);

        JournyInputException refused = Assert.Throws<JournyInputException>(Open);

        Assert.Equal(JournyReason.JournalDamaged, refused.Reason);
        Assert.Contains(JournalPath, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"line {line}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Restore it from a backup", refused.Message, StringComparison.Ordinal);
        Assert.Equal(damaged, File.ReadAllText(JournalPath));
    }

    public static TheoryData<string, string> ForeignFiles => new()
    {
        { "a table", "user_id,email\nu1,u1@example.com\nu2,\n" },
        { "one line", "user_id" },
        { "a note", "Dear journal,\r\n\r\ntoday I imported.\r\n" },
        { "blank lines", "\n\n\n" },
        { "a long line", new string('x', 600_000) },
        { "bytes", "\0\u0001\u0002\0" },
    };

    [Theory]
    [MemberData(nameof(ForeignFiles), DisableDiscoveryEnumeration = true)]
    public void A_file_that_is_no_journal_is_refused_and_left_byte_for_byte(string what, string content)
    {
        File.WriteAllText(JournalPath, content);
        byte[] before = File.ReadAllBytes(JournalPath);

        JournyInputException refused = Assert.Throws<JournyInputException>(Open);

        Assert.Equal((what, JournyReason.JournalMismatch), (what, refused.Reason));
        Assert.Contains("is no journal of this module", refused.Message, StringComparison.Ordinal);
        Assert.Contains("-JournalPath", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(JournalPath));
        Assert.Throws<JournyInputException>(() => Journal.Look(JournalPath, Owner, acceptNewKey: false));
        Assert.Equal(before, File.ReadAllBytes(JournalPath));
    }

    [Fact]
    public void A_journal_in_use_is_refused()
    {
        using (Journal first = Open())
        {
            Send(first, Row(1));

            JournyInputException refused = Assert.Throws<JournyInputException>(Open);

            Assert.Equal(JournyReason.JournalInUse, refused.Reason);
            Assert.Contains("Wait until it has ended", refused.Message, StringComparison.Ordinal);
            Assert.Equal(
                JournyReason.JournalInUse,
                Assert.Throws<JournyInputException>(() => Journal.Look(JournalPath, Owner, acceptNewKey: false)).Reason);
        }

        Assert.Equal([false], Sends(1));
    }

    [Fact]
    public async Task A_journal_that_another_process_has_is_refused()
    {
        Accept(1);
        string? flock = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "flock")).FirstOrDefault(File.Exists);
        Assert.SkipUnless(flock is not null, "Another process is played by flock, which this machine does not have.");
        using Process other = Process.Start(new ProcessStartInfo(flock!, [JournalPath, "sh", "-c", "echo locked; cat"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("locked", await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        JournyInputException refused = Assert.Throws<JournyInputException>(Open);

        Assert.Equal(JournyReason.JournalInUse, refused.Reason);
        other.StandardInput.Close();
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal([false], Sends(1));
    }

    [Fact]
    public void Of_many_that_open_a_journal_at_once_one_has_it()
    {
        // Compacted in between, so that another file takes its place.
        Accept(Enumerable.Range(0, 50).ToArray());
        int most = 0;
        int open = 0;
        int opened = 0;
        Parallel.For(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 4 }, number =>
        {
            Journal journal;
            try
            {
                journal = Open();
            }
            catch (JournyInputException exception) when (exception.Reason == JournyReason.JournalInUse)
            {
                return;
            }

            int now = System.Threading.Interlocked.Increment(ref open);
            most = Math.Max(most, now);
            System.Threading.Interlocked.Increment(ref opened);
            for (int value = 0; value < 40; value++)
            {
                Send(journal, Row(value % 10, 100 + (number * 40) + value));
            }

            System.Threading.Interlocked.Decrement(ref open);
            journal.Complete();
        });

        Assert.Equal(1, most);
        Assert.True(opened > 0);
        Assert.Equal([false, false, true], Sends(40, 49, 9));
    }

    [Fact]
    public void A_journal_of_many_lines_out_of_date_is_made_smaller_and_says_the_same()
    {
        for (int round = 0; round < 20; round++)
        {
            using Journal journal = Open();
            for (int number = 0; number < 50; number++)
            {
                Send(journal, Row(number, round), number == 49 ? RowEnd.Refused : RowEnd.Accepted);
            }
        }

        using (Journal journal = Open())
        {
            journal.KeepTypes([new("Monthly revenue", JournyPropertyType.Number), new("naïve %", JournyPropertyType.Boolean)]);

            // Two rows of one user in one run, and one of both names.
            foreach (ImportedRow row in new[] { Row(100, 1), Row(100, 2), Row(101, 1, withEmail: true) })
            {
                Send(journal, row);
            }

            long before = new FileInfo(JournalPath).Length;
            journal.Complete();
            Assert.True(new FileInfo(JournalPath).Length < before / 4);
        }

        Assert.Equal(["users.csv.journy"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        using Journal reopened = Open();
        Assert.Equal(
            [("Monthly revenue", JournyPropertyType.Number), ("naïve %", JournyPropertyType.Boolean)],
            reopened.Types.Select(type => (type.Key, type.Value)));
        for (int number = 0; number < 49; number++)
        {
            Assert.Equal([false], Fates(reopened, Row(number, 19)));
        }

        Assert.Equal([true], Fates(reopened, Row(49, 19)));
        Assert.Equal([false, false], Fates(reopened, Row(100, 1), Row(100, 2)));
        Assert.Equal([false], Fates(reopened, Row(101, 1, withEmail: true)));
        Assert.Equal([true], Fates(reopened, Row(102, 1, withEmail: true)));
    }

    [Fact]
    public void A_journal_that_is_up_to_date_is_not_rewritten()
    {
        Accept([.. Enumerable.Range(0, 50)]);
        byte[] before = File.ReadAllBytes(JournalPath);

        using (Journal journal = Open())
        {
            Send(journal, Row(50));
            journal.Complete();
        }

        Assert.Equal(before, File.ReadAllBytes(JournalPath)[..before.Length]);
        Assert.Equal([false, false], Sends(49, 50));
    }

    [Fact]
    public void A_journal_that_cannot_be_made_smaller_is_complete_all_the_same()
    {
        // A folder of that name stands in the way of the new file.
        Directory.CreateDirectory(JournalPath + ".new");
        Accept(1);
        JournyInputException refused;
        using (Journal journal = Open())
        {
            Send(journal, Row(1, 9));
            refused = Assert.Throws<JournyInputException>(journal.Complete);
        }

        Assert.Equal(JournyReason.FileNotWritable, refused.Reason);
        Assert.Contains("It is complete all the same", refused.Message, StringComparison.Ordinal);
        using Journal reopened = Open();
        Assert.Equal([false], Fates(reopened, Row(1, 9)));
    }

    [Fact]
    public void A_full_disk_ends_the_journal_at_its_last_whole_line()
    {
        using SmallDisk disk = new();
        string path = disk.File("users.csv.journy");
        int written = 0;
        JournyInputException? problem = null;
        using (Journal journal = Journal.Open(path, Owner, acceptNewKey: false))
        {
            for (int number = 0; problem is null; number++)
            {
                try
                {
                    Send(journal, Row(number));
                    written++;
                }
                catch (JournyInputException exception)
                {
                    problem = exception;
                }
            }

            Assert.Equal(JournyReason.FileNotWritable, problem.Reason);
            Assert.Same(problem, journal.Problem);
            Assert.Contains("-JournalPath", problem.Message, StringComparison.Ordinal);
            Assert.Contains("-NoJournal", problem.Message, StringComparison.Ordinal);

            // Nothing follows on what could not be written, not even a line that would just fit.
            Assert.Throws<JournyInputException>(() => Send(journal, Row(5000)));
            journal.Complete();
        }

        Assert.InRange(written, 100, 1000);
        Assert.Equal((byte)'\n', File.ReadAllBytes(path)[^1]);
        using Journal reopened = Journal.Open(path, Owner, acceptNewKey: false);
        Assert.Equal([false, false, true, true], Fates(reopened, 0, written - 1, written, 5000));
    }

    [Fact]
    public void A_disk_without_room_for_the_smaller_journal_leaves_the_large_one()
    {
        using SmallDisk disk = new();
        string path = disk.File("users.csv.journy");
        JournyInputException refused;
        using (Journal journal = Journal.Open(path, Owner, acceptNewKey: false))
        {
            for (int number = 0; number < 150; number++)
            {
                Send(journal, Row(number, number));
            }
        }

        using (Journal journal = Journal.Open(path, Owner, acceptNewKey: false))
        {
            for (int number = 150; number < 200; number++)
            {
                Send(journal, Row(number % 150, number));
            }

            File.WriteAllBytes(disk.File("other"), new byte[1]);
            refused = Assert.Throws<JournyInputException>(journal.Complete);
        }

        Assert.Contains("It is complete all the same", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["other", "users.csv.journy"], Directory.GetFiles(disk.Path).Select(Path.GetFileName).Order());
        using Journal reopened = Journal.Open(path, Owner, acceptNewKey: false);
        Assert.Equal([false, false, true], Fates(reopened, Row(0, 150), Row(149, 149), Row(150, 150)));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("missing/users.journy")]
    public void A_place_that_cannot_be_written_is_refused_with_both_ways_out(string name)
    {
        Directory.CreateDirectory(_folder.File("folder"));

        JournyInputException refused = Assert.Throws<JournyInputException>(
            () => Journal.Open(_folder.File(name), Owner, acceptNewKey: false));

        Assert.Equal(JournyReason.FileNotWritable, refused.Reason);
        Assert.Contains("-JournalPath", refused.Message, StringComparison.Ordinal);
        Assert.Contains("-NoJournal", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_imports_journal_is_refused_with_the_way_on()
    {
        Accept(1);
        byte[] before = File.ReadAllBytes(JournalPath);
        (JournalOwner Owner, string[] Says)[] others =
        [
            (Owner with { Entity = ImportEntity.Account }, ["journal of an import of users", "imports accounts", "-JournalPath"]),
            (
                Owner with { BaseUri = new Uri("https://other.example/") },
                ["https://api.example/", "https://other.example/", "-JournalPath"]),
            (Owner with { KeyFingerprint = "another" }, ["another API key", "-JournalPath", "-AcceptNewKey"]),
        ];
        foreach ((JournalOwner owner, string[] says) in others)
        {
            JournyInputException refused = Assert.Throws<JournyInputException>(() => Journal.Open(JournalPath, owner, acceptNewKey: false));

            Assert.Equal(JournyReason.JournalMismatch, refused.Reason);
            Assert.All(says, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
            Assert.Throws<JournyInputException>(() => Journal.Look(JournalPath, owner, acceptNewKey: false));
            Assert.Equal(before, File.ReadAllBytes(JournalPath));
        }
    }

    [Fact]
    public void A_new_key_is_accepted_once_for_all()
    {
        Accept(1);
        JournalOwner rotated = Owner with { KeyFingerprint = "rotated" };
        using (Journal journal = Journal.Open(JournalPath, rotated, acceptNewKey: true))
        {
            Assert.Equal([false], Fates(journal, 1));
        }

        using (Journal journal = Journal.Open(JournalPath, rotated, acceptNewKey: false))
        {
            Assert.Equal([false], Fates(journal, 1));
        }

        Assert.Throws<JournyInputException>(Open);
    }

    [Fact]
    public void A_journal_holds_nothing_that_the_rows_say_and_no_key()
    {
        using (Journal journal = Open())
        {
            Send(journal, Row(1, 2, withEmail: true));
        }

        string text = File.ReadAllText(JournalPath);
        Assert.All(["u1", "example.com", "fingerprint"], word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        Assert.All(text, character => Assert.True(character is '\n' or (>= ' ' and <= '~')));

        // Another journal of the same rows has not a hash in common with it.
        string other = _folder.File("other.journy");
        using (Journal journal = Journal.Open(other, Owner, acceptNewKey: false))
        {
            Send(journal, Row(1, 2, withEmail: true));
        }

        Assert.Empty(Hashes(text).Intersect(Hashes(File.ReadAllText(other))));
    }

    private static IEnumerable<string> Hashes(string text) =>
        text.Split(' ', '\n').Where(word => word.Length >= 16 && !word.Contains('/', StringComparison.Ordinal));

    private static ImportedRow Row(int number, int value = 1, bool withEmail = false)
    {
        BoundRecord record = new() { User = new UserIdentity($"u{number}", withEmail ? $"u{number}@example.com" : null) };
        record.Properties.Add("value", JournyValue.FromNumber(value.ToString(null, null)));
        return new ImportedRow(new ImportRow(number, [], [], null), record);
    }

    /// <summary>Lets a row go out, and come back as it may.</summary>
    private static void Send(Journal journal, ImportedRow row, RowEnd end = RowEnd.Accepted)
    {
        Assert.Equal([true], Fates(journal, row));
        journal.Rules.Begin(row);
        journal.Rules.End(row, end);
    }

    private Journal Open() => Journal.Open(JournalPath, Owner, acceptNewKey: false);

    private void Accept(params int[] numbers)
    {
        using Journal journal = Open();
        foreach (int number in numbers)
        {
            Send(journal, Row(number));
        }
    }

    /// <summary>Whether an import would send rows with these numbers.</summary>
    private bool[] Sends(params int[] numbers)
    {
        using Journal journal = Open();
        return Fates(journal, numbers);
    }

    private static bool[] Fates(Journal journal, params int[] numbers) => Fates(journal, [.. numbers.Select(number => Row(number))]);

    private static bool[] Fates(Journal journal, params ImportedRow[] rows)
    {
        Dictionary<ImportedRow, RowFate> fates = [];
        foreach (ImportedRow row in rows)
        {
            journal.Rules.Take(row);
        }

        journal.Rules.Finish();
        while (journal.Rules.TryDecide(out ImportedRow? row, out RowFate fate))
        {
            fates.Add(row, fate);
        }

        return [.. rows.Select(row => fates[row] == RowFate.Send)];
    }
}
