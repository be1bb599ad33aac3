using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Journy.Bench.Measuring;
using Journy.Bench.Server;
using Journy.Bench.Shell;

namespace Journy.Bench.Rows;

/// <summary>
/// The start in PowerShell as a .NET tool, whose assemblies are not compiled ahead of time, so that it compiles whatever runs first.
/// </summary>
internal static class ToolRows
{
    public const string Name = "PowerShell as a .NET tool";

    /// <summary>Rows of each of the two files.</summary>
    private const int Rows = 1_000;

    public static void Measure(BenchContext context)
    {
        BenchContext.Say(Name);
        int count = context.Options.Loads;
        (IReadOnlyList<double> ours, IReadOnlyList<double> empty) = LoadRows.Loads(RealShell.Tool, count);
        context.Table.Add(
            $"{Name}: `Import-Module` in a fresh process, median of {count}",
            $"{ResultTable.Show(Meter.Median(ours))} ms",
            $"an empty binary module: {ResultTable.Show(Meter.Median(empty))} ms",
            $"{ResultTable.Show(Meter.MedianDifference(ours, empty))} ms more");

        string file = Path.Combine(context.Folder, "first.csv");
        CustomerRow.WriteFile(file, Rows);
        ServerProcess server = context.Server(ServerKind.Bare);
        double[][] rounds = [];
        server.Expect(2L * Rows * count, () => rounds = [.. Enumerable.Range(0, count).Select(_ => RealShell.Tool.Run(
            [new("JOURNY_API_KEY", server.ApiKey)],
            "first-rows.ps1",
            "-Manifest", BenchContext.ModuleManifest,
            "-BaseUri", server.Address.AbsoluteUri,
            "-File", file,
            "-Window", BenchOptions.Window.ToString(CultureInfo.InvariantCulture))
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray())]);
        context.Table.Add(
            $"– the first {Rows:N0} rows of `Import-Csv | Set-JournyUser`, over plain HTTP",
            $"{ResultTable.Show(Meter.Median(rounds.Select(round => round[0])))} ms",
            $"the next {Rows:N0}: {ResultTable.Show(Meter.Median(rounds.Select(round => round[1])))} ms",
            ResultTable.Show(Meter.MedianRatio(rounds.Select(round => round[0]), rounds.Select(round => round[1]))));
    }
}
