using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using Journy.Bench.Server;

namespace Journy.Bench.Shell;

/// <summary>An import in a fresh process, as a job runs it at night.</summary>
/// <param name="Time">How long it took, without the start of the process.</param>
/// <param name="Cpu">Processor time of the process meanwhile.</param>
/// <param name="PeakBytes">The most memory that the process had.</param>
internal readonly record struct ImportProcess(TimeSpan Time, TimeSpan Cpu, long PeakBytes)
{
    /// <summary>The argument that makes this program such a process.</summary>
    public const string Command = "import";

    /// <summary>In place of a journal: none.</summary>
    public const string NoJournal = "none";

    /// <summary>Imports a file, and makes sure that so many of its rows were sent.</summary>
    public static ImportProcess Measure(ServerProcess server, string path, string journal, long expected)
    {
        string[] parts = [];
        server.Expect(expected, () =>
        {
            using Process process = OwnProcess.Start([Command, server.Address.AbsoluteUri, path, journal], server.ApiKey);
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            parts = process.ExitCode == 0 ? output.Split(' ') : throw new InvalidOperationException("The import failed.");
        });
        return new ImportProcess(
            TimeSpan.FromSeconds(double.Parse(parts[0], CultureInfo.InvariantCulture)),
            TimeSpan.FromSeconds(double.Parse(parts[1], CultureInfo.InvariantCulture)),
            long.Parse(parts[2], CultureInfo.InvariantCulture));
    }

    /// <summary>The process's side.</summary>
    public static void Run(Uri address, string path, string journal)
    {
        using EngineSession session = new(BenchContext.ModuleManifest);
        session.Set("uri", address.AbsoluteUri);
        session.Set("path", path);
        session.Set("journal", journal);
        session.Run("Connect-Journy -BaseUri $uri -SkipKeyCheck");
        TimeSpan before = Environment.CpuUsage.TotalTime;
        Stopwatch watch = Stopwatch.StartNew();
        ImportSummary summary = (ImportSummary)session
            .Run(
                $"Import-JournyUser -LiteralPath $path {(journal == NoJournal ? "-NoJournal" : "-JournalPath $journal")} -ThrottleLimit 64")
            .Single().BaseObject;
        watch.Stop();
        TimeSpan cpu = Environment.CpuUsage.TotalTime - before;
        if (summary.Sent + summary.Unchanged != summary.Read)
        {
            throw new InvalidOperationException($"Of {summary.Read} rows, {summary.Sent} were sent and {summary.Unchanged} unchanged.");
        }

        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{watch.Elapsed.TotalSeconds} {cpu.TotalSeconds} {Math.Max(self.PeakWorkingSet64, self.WorkingSet64)}"));
    }
}
