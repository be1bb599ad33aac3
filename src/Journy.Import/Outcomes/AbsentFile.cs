using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Journy.Import.Problems;
using Journy.Import.Sources;

namespace Journy.Import.Outcomes;

/// <summary>
/// The file of users or accounts that are recorded and that a file does not have any more: their identifiers, in CSV, so that they can be
/// removed. The journal forgets what is in it, so that an existing file is continued and never overwritten.
/// </summary>
internal sealed class AbsentFile
{
    private const string Purpose = "those that are gone";
    private const string Fix = "Name another file, in a folder that you may write to, with -AbsentPath.";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    private readonly string _path;
    private readonly string[] _header;

    /// <summary>Names the file; nothing is written yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entity">What its rows are.</param>
    public AbsentFile(string path, ImportEntity entity)
    {
        _path = path;
        _header = entity == ImportEntity.Account ? ["account_id", "domain"] : ["user_id", "email"];
    }

    /// <summary>Finds out before anything is sent whether it can be written, and leaves nothing behind.</summary>
    /// <exception cref="JournyInputException">It cannot, or is a file of something else.</exception>
    public void RequireWritable()
    {
        string probe = OutcomeFile.ProbeBeside(_path);
        try
        {
            HasHeader();
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
    /// <exception cref="JournyInputException">They cannot be written.</exception>
    public void Append(IEnumerable<JournyIdentity> identities)
    {
        try
        {
            StringBuilder text = new();
            if (!HasHeader())
            {
                text.Append('\uFEFF');
                Row(text, _header);
            }

            foreach (JournyIdentity identity in identities)
            {
                Row(text, [identity.Id ?? string.Empty, identity.Alias ?? string.Empty]);
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

    /// <summary>Whether the file is there, with this header and whole rows.</summary>
    private bool HasHeader()
    {
        if (Directory.Exists(_path))
        {
            throw WriteProblems.Folder(_path, Purpose, Fix);
        }

        if (!File.Exists(_path))
        {
            return false;
        }

        string expected = string.Join(",", _header) + "\r\n";
        byte[] start = new byte[expected.Length + Utf8.GetPreamble().Length];
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

        bool isOwn = last == '\n'
            && Utf8.GetString(start, 0, length).TrimStart('\uFEFF').StartsWith(expected, StringComparison.Ordinal);
        return length == 0 || isOwn ? length > 0 : throw WriteProblems.Foreign(_path, "file that -AbsentPath wrote", Fix);
    }
}
