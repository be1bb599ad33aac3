using System;
using System.IO;
using System.Text;
using Journy.Import.Outcomes;
using Journy.Import.Problems;

namespace Journy.Import.Reports;

/// <summary>
/// The file of a report. A file that holds a report is replaced, as in a job that runs every night; any other file is left as it is. The
/// report is written under another name first, so that readers see the whole old page or the whole new one.
/// </summary>
internal sealed class ReportFile
{
    private const int MarkWithin = 1024;
    private const string Purpose = "the report";
    private const string Fix = "Name another file, in a folder that you may write to, with -ReportPath.";

    private readonly string _path;

    public ReportFile(string path) => _path = path;

    /// <summary>Whether a file is a report by its name, and by what stands in it.</summary>
    public static bool Is(string path)
    {
        try
        {
            return Path.GetExtension(path).StartsWith(".htm", StringComparison.OrdinalIgnoreCase)
                && File.Exists(path)
                && ReadStart(path).IndexOf(ReportPage.Mark, StringComparison.Ordinal) >= 0;
        }
        catch (Exception e) when (WriteFailure.IsOfFile(e))
        {
            // The import that reads it next says why it cannot be read.
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

            // The report is written beside the old one first.
            OutcomeFile.MakeProbe(probe);
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
            FileStream file = new(written, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            using (StreamWriter writer = new(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
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
            // The failure to write is what must be reported; imports leave files of this name out.
        }
    }

    private JournyInputException NotWritable(Exception e, string written) =>
        WriteProblems.NotWritable(_path, Purpose, e.Message.Replace(written, _path), Fix, e);

    // An empty file holds nothing that could be lost, such as one that New-TemporaryFile made.
    private void RequireReport()
    {
        if (Directory.Exists(_path))
        {
            throw WriteProblems.Folder(_path, Purpose, Fix);
        }

        if (!File.Exists(_path))
        {
            return;
        }

        string start = ReadStart(_path);
        if (start.Length > 0 && start.IndexOf(ReportPage.Mark, StringComparison.Ordinal) < 0)
        {
            throw WriteProblems.Foreign(_path, "report of an import", Fix);
        }
    }

    private static string ReadStart(string path)
    {
        byte[] start = new byte[MarkWithin];
        using FileStream known = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Encoding.UTF8.GetString(start, 0, known.Read(start, 0, start.Length));
    }
}
