using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Journy.Bench.Measuring;
using Journy.Bench.Server;
using Journy.Bench.Shell;
using Sylvan.Data.Csv;

namespace Journy.Bench.Rows;

/// <summary>
/// What runs every night: a large file in which nothing or little has changed, and a small one, against what reading and starting
/// alone cost. Processor time, each time of a fresh process; with its first import beside it.
/// </summary>
internal static class NightRows
{
    public const string Name = "A nightly run";
    private const int FewRows = 2_000;

    // One row in so many is another one the next night.
    private const int Unchanged = 50;

    private const double MostOfHash = 1.5;
    private const double MostOfPass = 2.5;
    private const double MostOfOpening = 2;
    private const double MostOfBoth = 1.2;
    private const double LeastOfRate = 0.95;
    private const double MostOfStart = 1.12;

    public static void Measure(BenchContext context)
    {
        BenchContext.Say(Name);
        int many = context.Options.ManyRows;
        string file = Path.Combine(context.Folder, "night.csv");
        string journal = file + ".journy";
        string few = Path.Combine(context.Folder, "few.csv");
        ServerProcess server = context.Server(ServerKind.Bare);

        CustomerRow.WriteFile(file, many);
        List<ImportProcess> plain = [ImportProcess.Measure(server, file, ImportProcess.NoJournal, many)];
        List<ImportProcess> first = [ImportProcess.Measure(server, file, journal, many)];
        int changes = (many + Unchanged - 1) / Unchanged;
        CustomerRow.WriteFile(few, changes);
        List<ImportProcess> same = [];
        List<ImportProcess> more = [];
        List<ImportProcess> changed = [];
        List<ImportProcess> alone = [];
        List<double> hash = [];
        List<double> pass = [];
        List<double> opening = [];
        for (int round = 1; round <= context.Options.Nights; round++)
        {
            same.Add(ImportProcess.Measure(server, file, journal, 0));
            hash.Add(Meter.Measure(() => HashAll(file)).ProcessCpu.TotalSeconds);
            CustomerRow.WriteFile(file, many + round, index => index % Unchanged == 0 ? round - 1 : 0);
            more.Add(ImportProcess.Measure(server, file, journal, 1));
            pass.Add(Meter.Measure(() => ReadAll(file)).ProcessCpu.TotalSeconds);
            opening.Add(JournalProcess.Measure(server.Address, journal).TotalSeconds);
            CustomerRow.WriteFile(file, many + round, index => index % Unchanged == 0 ? round : 0);
            changed.Add(ImportProcess.Measure(server, file, journal, (many + round + Unchanged - 1) / Unchanged));
            File.Delete(few + ".journy");
            alone.Add(ImportProcess.Measure(server, few, few + ".journy", changes));
        }

        ResultTable table = context.Table;
        string rows = many.ToString("N0", CultureInfo.InvariantCulture);
        double[] unchanged = [.. more.Select(import => import.Cpu.TotalSeconds)];
        table.AddAtMost(
            $"{Name} of {rows} rows, the very same bytes",
            Seconds(same.Select(import => import.Cpu.TotalSeconds)),
            $"SHA-256 of the file: {Seconds(hash)}",
            Meter.MedianRatio(same.Select(import => import.Cpu.TotalSeconds), hash),
            MostOfHash,
            "times");
        table.AddAtMost(
            "– one row more, without opening the journal",
            Seconds(unchanged.Zip(opening, (all, open) => all - open)),
            $"one pass of Sylvan.Data.Csv that looks at every cell: {Seconds(pass)}",
            Meter.MedianRatio(unchanged.Zip(opening, (all, open) => all - open), pass),
            MostOfPass,
            "times");
        table.AddAtMost(
            "– opening the journal", Seconds(opening), "the same pass", Meter.MedianRatio(opening, pass), MostOfOpening, "times");
        table.AddAtMost(
            "– one row in 50 changed",
            Seconds(changed.Select(import => import.Cpu.TotalSeconds)),
            $"one row more, and those rows alone: {Seconds(unchanged.Zip(alone, (night, rest) => night + rest.Cpu.TotalSeconds))}",
            Meter.MedianRatio(
                changed.Select(import => import.Cpu.TotalSeconds), unchanged.Zip(alone, (night, rest) => night + rest.Cpu.TotalSeconds)),
            MostOfBoth,
            "times");
        table.Add("– memory, the very same bytes", Megabytes(same));
        table.Add("– memory, one row more", Megabytes(more));
        table.Add("– the journal", $"{new FileInfo(journal).Length / (double)many:0} bytes a row");
        table.AddAtLeast(
            "– the first run, with a journal",
            Rate(many, first),
            $"without one: {Rate(many, plain)}",
            plain[0].Time / first[0].Time,
            LeastOfRate);
        MeasureStart(context, server, Path.Combine(context.Folder, "small.csv"));
    }

    private static void MeasureStart(BenchContext context, ServerProcess server, string file)
    {
        CustomerRow.WriteFile(file, FewRows);
        ImportProcess.Measure(server, file, file + ".journy", FewRows);
        List<double> imports = [];
        List<double> connects = [];
        for (int round = -1; round < context.Options.Loads; round++)
        {
            double import = Start(file);
            double connect = Start(string.Empty);
            if (round >= 0)
            {
                imports.Add(import);
                connects.Add(connect);
            }
        }

        context.Table.AddAtMost(
            $"{Name} of {FewRows:N0} rows in a fresh process of PowerShell as a .NET tool, from start to end",
            Seconds(imports),
            $"one that only connects: {Seconds(connects)}",
            Meter.MedianRatio(imports, connects),
            MostOfStart,
            "times");

        double Start(string path)
        {
            Stopwatch watch = Stopwatch.StartNew();
            RealShell.Tool.Run(
                [new("JOURNY_API_KEY", server.ApiKey)],
                "night.ps1",
                "-Manifest",
                BenchContext.ModuleManifest,
                "-BaseUri",
                server.Address.AbsoluteUri,
                "-File",
                path);
            return watch.Elapsed.TotalSeconds;
        }
    }

    private static void HashAll(string path)
    {
        using FileStream file = File.OpenRead(path);
        SHA256.HashData(file);
    }

    private static void ReadAll(string path)
    {
        using StreamReader text = new(path);
        using CsvDataReader reader = CsvDataReader.Create(text);
        long characters = 0;
        while (reader.Read())
        {
            for (int index = 0; index < reader.RowFieldCount; index++)
            {
                characters += reader.GetString(index).Length;
            }
        }

        if (characters == 0)
        {
            throw new InvalidOperationException("The file has no cells.");
        }
    }

    private static string Seconds(IEnumerable<double> seconds) => $"{ResultTable.Show(Meter.Median(seconds))} s";

    private static string Megabytes(IEnumerable<ImportProcess> imports) =>
        $"{Meter.Median(imports.Select(import => import.PeakBytes / (1024.0 * 1024))):0} MB";

    private static string Rate(int rows, IEnumerable<ImportProcess> imports) =>
        $"{ResultTable.Show(rows / Meter.Median(imports.Select(import => import.Time.TotalSeconds)))} rows/s";
}
