using System;
using System.IO;
using System.Text;
using Journy.Import.Outcomes;
using Journy.Import.Problems;

namespace Journy.Import.Reports;

/// <summary>
/// The file of a report. One that holds a report already is replaced, as by the job that runs every night; any other file is left as it
/// is. It is written under another name first, so that whoever opens it has the whole old page or the whole new one.
/// </summary>
internal sealed class ReportFile
{
    private const int MarkWithin = 1024;
    private const string Fix = "Name another file, in a folder that you may write to, with -ReportPath.";

    private readonly string _path;

    public ReportFile(string path) => _path = path;

    /// <summary>Whether a file is a report by its name, and by what stands in it.</summary>
    public static bool Is(string path)
    {
        try
        {
            return Path.GetExtension(path).StartsWith(".htm", StringComparison.OrdinalIgnoreCase) && File.Exists(path) && ReadStart(path).IndexOf(ReportPage.Mark, StringComparison.Ordinal) >= 0;
        }
        catch (Exception e) when (WriteFailure.IsOfFile(e))
        {
            // Whoever goes on to read it is told why it cannot be read.
            return false;
        }
    }

    /// <summary>Finds out before anything is sent whether the report can be written, and leaves nothing behind.</summary>
    /// <exception cref="JournyInputException">It cannot.</exception>
    public void RequireWritable()
    {
        string probe = OutcomeFile.ProbeBeside(_path);
        try
        {
            RequireReport();
            if (File.Exists(_path))
            {
                new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 1).Dispose();
            }

            new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (WriteFailure.IsOfFile(e))
        {
            throw NotWritable(e, probe);
        }
    }

    /// <summary>Writes the report.</summary>
    /// <param name="write">Writes its text.</param>
    /// <exception cref="JournyInputException">It cannot be written; an older one is as it was.</exception>
    public void Write(Action<TextWriter> write)
    {
        string written = OutcomeFile.ProbeBeside(_path);
        try
        {
            RequireReport();
            using (StreamWriter writer = new(new FileStream(written, FileMode.CreateNew, FileAccess.Write, FileShare.None), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
            {
                write(writer);
            }

            if (File.Exists(_path))
            {
                File.Replace(written, _path, null);
            }
            else
            {
                File.Move(written, _path);
            }
        }
        catch (Exception e) when (WriteFailure.IsOfFile(e))
        {
            Remove(written);
            throw NotWritable(e, written);
        }
        catch
        {
            Remove(written);
            throw;
        }
    }

    private static void Remove(string written)
    {
        try
        {
            File.Delete(written);
        }
        catch (Exception e) when (WriteFailure.IsOfFile(e))
        {
            // The failure to write is what the user must hear of; imports leave files of this name out.
        }
    }

    private JournyInputException NotWritable(Exception e, string written) => new(
        JournyReason.FileNotWritable,
        $"'{_path}', the file for the report, cannot be written: {e.Message.Replace(written, _path).TrimEnd('.')}. {Fix}",
        e);

    // An empty file holds nothing that could be lost, such as one that New-TemporaryFile made.
    private void RequireReport()
    {
        if (Directory.Exists(_path))
        {
            throw new JournyInputException(JournyReason.FileNotWritable, $"'{_path}', the file for the report, is a folder. {Fix}");
        }

        if (!File.Exists(_path))
        {
            return;
        }

        string start = ReadStart(_path);
        if (start.Length > 0 && start.IndexOf(ReportPage.Mark, StringComparison.Ordinal) < 0)
        {
            throw new JournyInputException(
                JournyReason.FileNotWritable, $"'{_path}' exists and is no report of an import, so that it is left as it is. {Fix}");
        }
    }

    private static string ReadStart(string path)
    {
        byte[] start = new byte[MarkWithin];
        using FileStream known = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Encoding.UTF8.GetString(start, 0, known.Read(start, 0, start.Length));
    }
}
