using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Import.Columns;
using Journy.Import.Problems;
using Journy.Import.Sources;
using Journy.Import.Values;

namespace Journy.Import.Outcomes;

/// <summary>
/// The file of users or accounts that are recorded and that a file does not have any more: their identifiers, in CSV, so that they can be
/// removed. The journal forgets what is in it, so that an existing file is continued and never overwritten.
/// </summary>
/// <remarks>A third column says which run did not find them any more. It is also the mark by which the file is known, whatever its name:
/// imported with the other files of a folder, it would make anew those who are gone. Files of earlier versions do not have it, and are
/// continued as they are.</remarks>
internal sealed class AbsentFile
{
    private const string Purpose = "those that are gone";
    private const string Fix = "Name another file, in a folder that you may write to, with -AbsentPath.";

    // More than a header has, however a spreadsheet or Export-Csv wrote it.
    private const int MarkWithin = 128;
    private const string Quote = "\"";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    private static readonly string[] UserColumns = ["user_id", "email"];
    private static readonly string[] AccountColumns = ["account_id", "domain"];
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private readonly string _path;
    private readonly string[] _columns;

    /// <summary>Names the file; nothing is written yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entity">What its rows are.</param>
    public AbsentFile(string path, ImportEntity entity)
    {
        _path = path;
        _columns = entity == ImportEntity.Account ? AccountColumns : UserColumns;
    }

    /// <summary>What the rows of a file are, if its first line says that it is one of these; null if it is none.</summary>
    /// <param name="path">The file.</param>
    public static ImportEntity? EntityOf(string path)
    {
        try
        {
            string[] cells = CanBeLookedInto(path) ? FirstLineOf(path).Split(Delimiters).Select(Bare).ToArray() : [];
            return cells.Length != UserColumns.Length + 1 || !OwnColumns.IsAbsent(cells[UserColumns.Length]) ? null
                : cells.Take(UserColumns.Length).SequenceEqual(UserColumns, StringComparer.OrdinalIgnoreCase) ? ImportEntity.User
                : cells.Take(AccountColumns.Length).SequenceEqual(AccountColumns, StringComparer.OrdinalIgnoreCase) ? ImportEntity.Account
                : null;
        }
        catch (Exception e) when (WriteFailure.IsOfFile(e))
        {
            // The import that reads it next says why it cannot be read.
            return null;
        }
    }

    /// <summary>Finds out before anything is sent whether it can be written, and leaves nothing behind.</summary>
    /// <exception cref="JournyInputException">It cannot, or is a file of something else.</exception>
    public void RequireWritable()
    {
        string probe = OutcomeFile.ProbeBeside(_path);
        try
        {
            FindHeader();
            if (File.Exists(_path))
            {
                new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 1).Dispose();
            }
            else
            {
                OutcomeFile.MakeProbe(probe);
            }
        }
        catch (Exception e) when (WriteFailure.IsOfFile(e))
        {
            throw NotWritable(e, probe);
        }
    }

    /// <summary>Appends users or accounts; all of them are with the file system when this returns.</summary>
    /// <param name="identities">Who they are.</param>
    /// <param name="run">The run that did not find them any more.</param>
    /// <exception cref="JournyInputException">They cannot be written.</exception>
    public void Append(IEnumerable<JournyIdentity> identities, long run)
    {
        try
        {
            StringBuilder text = new();
            string[]? header = FindHeader();
            if (header is null)
            {
                header = [.. _columns, OwnColumns.Absent];
                text.Append('\uFEFF');
                Row(text, header);
            }

            string stamp = RunStamp.ToText(run);
            foreach (JournyIdentity identity in identities)
            {
                string[] cells = [identity.Id ?? string.Empty, identity.Alias ?? string.Empty, stamp];
                Row(text, cells.Take(header.Length).ToArray());
            }

            using FileStream file = new(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
            byte[] bytes = Utf8.GetBytes(text.ToString());
            file.Write(bytes, 0, bytes.Length);
            file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (WriteFailure.IsOfFile(e))
        {
            throw NotWritable(e, _path);
        }
    }

    private static void Row(StringBuilder text, string[] cells)
    {
        CsvText.Append(text, cells, ',');
        text.Append("\r\n");
    }

    private JournyInputException NotWritable(Exception e, string written) =>
        WriteProblems.NotWritable(_path, Purpose, e.Message.Replace(written, _path), Fix, e);

    // To open a pipe waits for its writer, which only the import itself lets a stop end. It has no length, and a link may lead
    // to one.
    private static bool CanBeLookedInto(string path) =>
        new FileInfo(path) is { Exists: true, Length: > 0 } file
        && (Path.DirectorySeparatorChar != '/' || (file.Attributes & FileAttributes.ReparsePoint) == 0);

    private static string FirstLineOf(string path)
    {
        byte[] start = new byte[MarkWithin];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        string text = Utf8.GetString(start, 0, file.Read(start, 0, start.Length)).TrimStart('\uFEFF');
        int end = text.IndexOfAny(['\r', '\n']);
        return end < 0 ? text : text.Substring(0, end);
    }

    private static string Bare(string cell) => OuterSpace.Trim(cell.Replace(Quote, string.Empty));

    /// <summary>The header that the file has, with whole rows behind it; null if nothing is there yet.</summary>
    private string[]? FindHeader()
    {
        if (Directory.Exists(_path))
        {
            throw WriteProblems.Folder(_path, Purpose, Fix);
        }

        if (!File.Exists(_path))
        {
            return null;
        }

        string[] marked = [.. _columns, OwnColumns.Absent];
        byte[] start = new byte[MarkWithin];
        int length;
        int last = '\n';
        using (FileStream known = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            length = known.Read(start, 0, start.Length);
            if (length > 0)
            {
                known.Seek(-1, SeekOrigin.End);
                last = known.ReadByte();
            }
        }

        string text = Utf8.GetString(start, 0, length).TrimStart('\uFEFF');
        return length == 0 ? null
            : last == '\n' && Begins(marked) ? marked
            : last == '\n' && Begins(_columns) ? _columns
            : throw WriteProblems.Foreign(_path, "file that -AbsentPath wrote", Fix);

        bool Begins(string[] header) => text.StartsWith(string.Join(",", header) + "\r\n", StringComparison.Ordinal);
    }
}
