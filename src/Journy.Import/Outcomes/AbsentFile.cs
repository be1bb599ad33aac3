using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Journy.Import.Problems;
using Journy.Import.Sources;

namespace Journy.Import.Outcomes;

/// <summary>
/// The file of users or accounts that are recorded and that a file does not have any more: their identifiers, in CSV, for whoever removes
/// them. What is in it is forgotten by the journal, so that a file that is there is gone on with, and never overwritten.
/// </summary>
internal sealed class AbsentFile
{
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
            using FileStream? known = File.Exists(_path) ? new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 1) : null;
            if (known is null)
            {
                new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
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

    private JournyInputException NotWritable(Exception e, string written) => new(
        JournyReason.FileNotWritable, $"'{_path}', the file for those that are gone, cannot be written: {e.Message.Replace(written, _path).TrimEnd('.')}. {Fix}", e);

    /// <summary>Whether the file is there, with this header and whole rows.</summary>
    private bool HasHeader()
    {
        if (Directory.Exists(_path))
        {
            throw new JournyInputException(JournyReason.FileNotWritable, $"'{_path}', the file for those that are gone, is a folder. {Fix}");
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

        return length == 0 ? false
            : last == '\n' && Utf8.GetString(start, 0, length).TrimStart('\uFEFF').StartsWith(expected, StringComparison.Ordinal) ? true
            : throw new JournyInputException(
                JournyReason.FileNotWritable, $"'{_path}' exists and is no file that -AbsentPath wrote, so that it is left as it is. {Fix}");
    }
}
