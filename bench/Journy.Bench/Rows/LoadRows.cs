using System.Collections.Generic;
using System.Globalization;
using Journy.Bench.Measuring;
using Journy.Bench.Shell;

namespace Journy.Bench.Rows;

/// <summary>What the module costs to load in a fresh process, against one with nothing in it.</summary>
internal static class LoadRows
{
    public const string Name = "`Import-Module` in a fresh pwsh";
    private const double MostMilliseconds = 30;

    public static void Measure(BenchContext context)
    {
        if (RealShell.Installed is not { } shell)
        {
            context.Table.Add(Name, "not measured: there is no pwsh");
            return;
        }

        BenchContext.Say(Name);
        (IReadOnlyList<double> ours, IReadOnlyList<double> empty) = Loads(shell, context.Options.Loads);
        context.Table.AddAtMost(
            $"{Name}, median of {context.Options.Loads}",
            $"{ResultTable.Show(Meter.Median(ours))} ms",
            $"an empty binary module: {ResultTable.Show(Meter.Median(empty))} ms",
            Meter.MedianDifference(ours, empty),
            MostMilliseconds,
            "ms more");
    }

    /// <summary>How many milliseconds the module and an empty one take to load in a shell, in turn, each time in a fresh process.</summary>
    public static (IReadOnlyList<double> Ours, IReadOnlyList<double> Empty) Loads(RealShell shell, int count)
    {
        List<double> ours = [];
        List<double> empty = [];

        // The first of each fills the file system's cache.
        for (int round = -1; round < count; round++)
        {
            double our = Load(shell, BenchContext.ModuleManifest);
            double theirs = Load(shell, BenchContext.EmptyModuleManifest);
            if (round >= 0)
            {
                ours.Add(our);
                empty.Add(theirs);
            }
        }

        return (ours, empty);
    }

    private static double Load(RealShell shell, string manifest) =>
        double.Parse(shell.Run([], "load.ps1", "-Manifest", manifest)[0], CultureInfo.InvariantCulture);
}
