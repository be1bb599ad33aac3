using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
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
        if (InstalledShell.Path is null)
        {
            context.Table.Add(Name, "not measured: there is no pwsh");
            return;
        }

        BenchContext.Say(Name);
        List<double> ours = [];
        List<double> empty = [];

        // The first of each fills the file system's cache.
        for (int round = -1; round < context.Options.Loads; round++)
        {
            double our = Load(BenchContext.ModuleManifest);
            double theirs = Load(BenchContext.EmptyModuleManifest);
            if (round >= 0)
            {
                ours.Add(our);
                empty.Add(theirs);
            }
        }

        double own = Meter.Median(ours);
        double bare = Meter.Median(empty);
        context.Table.AddAtMost(
            $"{Name}, median of {context.Options.Loads}",
            $"{ResultTable.Show(own)} ms",
            $"an empty binary module: {ResultTable.Show(bare)} ms",
            Meter.MedianDifference(ours, empty),
            MostMilliseconds,
            "ms more");
    }

    private static double Load(string manifest) => double.Parse(
        InstalledShell.Run([], "-File", Path.Combine(AppContext.BaseDirectory, "Scripts", "load.ps1"), "-Manifest", manifest)[0],
        CultureInfo.InvariantCulture);
}
