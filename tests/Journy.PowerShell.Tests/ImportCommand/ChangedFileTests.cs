using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Files that somebody writes while they are imported: what is sent is what stood on whole lines.</summary>
public sealed class ChangedFileTests(ITestOutputHelper output) : ImportTest
{
    private const int Seeds = 12;
    private const int Rows = 120;

    // More than may be under way or waiting ahead of the call that a test acts on.
    private const int MostAhead = 20;

    private static readonly string[] Pieces = ["x", "0123456789", "é", "😀", "\r\n", "\n", "\"", ",", ";", " ", "Ł"];

    private enum Change
    {
        Rewritten,
        RewrittenShorter,
        OverwrittenInPlace,
        Truncated,
    }

    [Fact]
    public void A_file_that_is_changed_ends_its_import_with_an_error_and_sends_no_cut_row()
    {
        int first = Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"Seeds {first} to {first + Seeds - 1}");
        for (int seed = first; seed < first + Seeds; seed++)
        {
            Random random = new(seed);
            Change change = (Change)(seed % 4);
            string[] old = Lines(random, seed, Rows);
            string path = Write(old);
            byte[] bytes = File.ReadAllBytes(path);
            string[] changed = old;
            int mark = Writes.Count;

            // With a scan every block is known before a row is sent, without one a change is seen as it comes.
            string scan = random.Next(2) == 0 ? "-AsText -PropertyType @{ n = 'Number' } " : "";
            ShellResult result;
            using (When(mark + random.Next(1, Rows - MostAhead), () => changed = Make(change, path, old, bytes, random, seed)))
            {
                result = Import($"{scan}-ThrottleLimit {random.Next(1, 9)}");
            }

            string about = $"Seed {seed}, {change}";
            Assert.True(
                result.Error.FullyQualifiedErrorId.StartsWith("Journy.FileChanged,", StringComparison.Ordinal),
                about + ": " + result.ErrorText);
            AssertSays(result.ErrorText, path, "was changed while it was imported", "Import it again");
            Summary(result);
            AssertOnWholeLines(about, [.. old, .. changed], mark);

            // What is wrong with the file itself, as a cut last row that nobody goes on with, is told by the import of the file at rest.
            if (change != Change.Truncated)
            {
                int second = Writes.Count;
                ImportWhole();
                AssertOnWholeLines(about, changed, second);
                AssertState(about, changed);
            }
        }
    }

    [Fact]
    public void What_is_appended_waits_for_the_next_import_and_so_does_a_row_that_was_not_whole()
    {
        int first = Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"Seeds {first} to {first + Seeds - 1}");
        for (int seed = first; seed < first + Seeds; seed++)
        {
            Random random = new(seed);
            string[] lines = Lines(random, seed, Rows);
            string path = Write(lines);
            byte[] bytes = File.ReadAllBytes(path);

            // Anywhere in the last rows: within a cell, a quoted line end, a character, between CR and LF, or behind a row.
            int cut = random.Next(bytes.Length - (3 * bytes.Length / Rows), bytes.Length);
            Write(bytes[..cut]);
            string[] whole =
            [
                .. lines.Where(
                    (_, index) => Encoding.UTF8.GetByteCount("user_id,note,n\r\n" + string.Concat(lines.Take(index + 1))) - 1 <= cut)
            ];
            int mark = Writes.Count;
            ShellResult result;
            using (When(mark + random.Next(1, Rows - 4 - MostAhead), () => Append(path, bytes[cut..])))
            {
                result = Import($"-ThrottleLimit {random.Next(1, 9)}").ThrowIfFailed();
            }

            string about = $"Seed {seed}, cut at {cut} of {bytes.Length}";
            AssertCounts(Summary(result), sent: whole.Length);
            AssertSays(Assert.Single(result.Warnings), path, "has grown", "waits for the next import");
            AssertOnWholeLines(about, whole, mark);

            ImportSummary second = ImportWhole();
            AssertCounts(second, sent: lines.Length - whole.Length, unchanged: whole.Length);
            AssertState(about, lines);
        }
    }

    [Fact]
    public void A_last_row_without_a_line_end_is_a_row_where_the_file_stays_as_it_is()
    {
        ShellResult result = ImportText("user_id,plan\nu1,Pro\nu2,Free").ThrowIfFailed();

        AssertCounts(Summary(result), sent: 2);
        Assert.Empty(result.Warnings);
        Assert.Equal("\"Free\"", Json("u2", "plan"));
    }

    [Fact]
    public void A_row_that_was_sent_before_anybody_could_see_that_it_goes_on_is_told()
    {
        string path = Folder.Write("user_id,plan\nu1,Free\nu2,Pr");
        using IDisposable change = When(2, () => Append(path, "o\nu3,Pro\n"u8.ToArray()));

        ShellResult result = Import("-ThrottleLimit 1").ThrowIfFailed();

        AssertCounts(Summary(result), sent: 2);
        AssertSays(Assert.Single(result.Warnings), "has grown", "The row on line 3 had no line end", "may have been cut");
        AssertCounts(ImportWhole(), sent: 2, unchanged: 1);
        Assert.Equal("\"Pro\"", Json("u2", "plan"));
    }

    [Fact]
    public void A_file_that_is_replaced_by_renaming_another_one_is_imported_as_it_was_opened()
    {
        string[] lines = Lines(new Random(1), 1, Rows);
        string path = Write(lines);
        using IDisposable change = When(10, () =>
        {
            File.WriteAllText(Folder.File("new.csv"), "user_id,note,n\r\nother,x,1\r\n");
            File.Move(Folder.File("new.csv"), path, overwrite: true);
        });

        ShellResult result = Import().ThrowIfFailed();

        AssertCounts(Summary(result), sent: Rows);
        Assert.Empty(result.Warnings);
        AssertState("renamed", lines);
    }

    [Fact]
    public void A_file_whose_time_alone_changes_is_imported_as_ever()
    {
        string[] lines = Lines(new Random(2), 2, Rows);
        string path = Write(lines);
        using IDisposable change = When(10, () => File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(1)));

        AssertCounts(ImportWhole(), sent: Rows);
    }

    [Fact]
    public void The_second_of_two_files_is_imported_as_it_is_at_its_turn()
    {
        Folder.Write("user_id,plan\nu1,Pro\n", "a.csv");
        string second = Folder.Write("user_id,plan\nu2,Pro\nu3,Pro\n", "b.csv");
        using IDisposable change = When(1, () => File.WriteAllText(second, "user_id,plan\nu4,Free\n"));

        IReadOnlyList<ImportSummary> summaries = Run("Import-JournyUser a.csv, b.csv").ThrowIfFailed().As<ImportSummary>();

        Assert.Equal([1L, 1L], summaries.Select(summary => summary.Sent));
        Assert.Equal(["u1", "u4"], UserIds);
    }

    [Fact]
    public void A_file_that_a_preview_sees_growing_is_previewed_up_to_its_length()
    {
        Folder.Write("user_id,plan\nu1,Pro\nu2,Fr");
        using FileStream writer = new(Folder.File("users.csv"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        using IDisposable change = Emulator.Faults.Add(_ =>
        {
            writer.Write("ee\n"u8);
            writer.Flush();
            return null;
        });

        ShellResult result = Import("-Preview -AsText").ThrowIfFailed();

        // The workspace is asked once the rows are through.
        Assert.Equal(2, Assert.Single(result.As<ImportPreview>()).Rows);
        AssertSays(Assert.Single(result.Warnings), "has grown");
        Assert.Empty(Writes);
    }

    private static string[] Lines(Random random, int seed, int rows) =>
    [
        .. Enumerable.Range(0, rows).Select(row =>
        {
            string note = string.Concat(Enumerable.Range(0, random.Next(150, 400)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            return $"s{seed}u{row},\"n{note.Replace("\"", "\"\"", StringComparison.Ordinal)}.\",{random.Next(1000, 100_000)}\r\n";
        }),
    ];

    private static string Key(string line)
    {
        int from = line.IndexOf(",\"", StringComparison.Ordinal);
        int to = line.LastIndexOf("\",", StringComparison.Ordinal);
        return string.Join(
            '\u0001', line[..from], line[(from + 2)..to].Replace("\"\"", "\"", StringComparison.Ordinal), line[(to + 2)..].Trim());
    }

    private static string[] Make(Change change, string path, string[] old, byte[] bytes, Random random, int seed)
    {
        switch (change)
        {
            case Change.Truncated:
                using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.SetLength(random.Next(bytes.Length));
                }

                return old;
            case Change.OverwrittenInPlace:
                string[] swapped = [.. old];
                int at = random.Next(old.Length);
                swapped[at] = old[at].Replace("0123456789", "9876543210", StringComparison.Ordinal)
                    .Replace(",\"nx", ",\"ny", StringComparison.Ordinal);
                swapped[0] = old[0].Replace(",\"n", ",\"m", StringComparison.Ordinal);
                using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.Write(Bytes(swapped));
                }

                return swapped;
            default:
                string[] fresh = Lines(random, seed, change == Change.Rewritten ? Rows + 5 : Rows / 2);
                using (FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
                {
                    foreach (byte[] piece in Bytes(fresh).Chunk(7_000))
                    {
                        file.Write(piece);
                        file.Flush();
                    }
                }

                return fresh;
        }
    }

    private static byte[] Bytes(string[] lines) => Encoding.UTF8.GetBytes("user_id,note,n\r\n" + string.Concat(lines));

    private static void Append(string path, byte[] bytes)
    {
        using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(bytes);
    }

    private string Write(string[] lines) => Write(Bytes(lines));

    private string Write(byte[] bytes)
    {
        File.Delete(Folder.File("users.csv.journy"));
        string path = Folder.Write(bytes);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        return path;
    }

    /// <summary>Does something when a request has come, before it is answered.</summary>
    private IDisposable When(int request, Action action) => Emulator.Faults.Add(received =>
    {
        if (received.Sequence == request)
        {
            action();
        }

        return null;
    });

    private void AssertOnWholeLines(string about, IEnumerable<string> lines, int mark)
    {
        HashSet<string> whole = [.. lines.Select(Key)];
        foreach (LedgerEntry write in Writes.Skip(mark))
        {
            JsonElement body = JsonDocument.Parse(write.Body!).RootElement;
            JsonElement properties = body.GetProperty("properties");
            string sent = string.Join(
                '\u0001',
                body.GetProperty("identification").GetProperty("userId").GetString(),
                properties.GetProperty("note").GetString(),
                properties.GetProperty("n").ToString());
            Assert.True(whole.Contains(sent), string.Create(CultureInfo.InvariantCulture, $"{about}: no whole line says {sent}"));
        }
    }

    private void AssertState(string about, string[] lines) => Assert.All(lines, line =>
    {
        string[] parts = Key(line).Split('\u0001');
        EmulatedUser user = User(parts[0]);
        Assert.True(user.Properties["note"].GetString() == parts[1] && user.Properties["n"].ToString() == parts[2], $"{about}: {parts[0]}");
    });
}
