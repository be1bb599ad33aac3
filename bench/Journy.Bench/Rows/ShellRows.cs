using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Journy.Bench.Measuring;
using Journy.Bench.Server;
using Journy.Bench.Shell;

namespace Journy.Bench.Rows;

/// <summary>Import-Csv | Set-JournyUser in a real shell against the loops that scripts have instead.</summary>
internal static class ShellRows
{
    private const string Name = "`Import-Csv | Set-JournyUser` in pwsh";
    private const double LeastTimes = 25;

    public static void Measure(BenchContext context)
    {
        if (!context.Options.Wants(Name))
        {
            return;
        }

        if (InstalledShell.Path is null)
        {
            context.Table.Add(Name, "not measured: there is no pwsh");
            return;
        }

        BenchContext.Say(Name);
        string many = Path.Combine(context.Folder, "many.csv");
        string few = Path.Combine(context.Folder, "few.csv");
        CustomerRow.WriteFile(many, context.Options.Rows);
        CustomerRow.WriteFile(few, context.Options.ShellLoopRows);
        ServerProcess server = context.Server(ServerKind.Bare);
        IReadOnlyList<string> lines = [];
        server.Expect((context.Options.WarmUps + BenchOptions.Rounds) * (context.Options.Rows + (2L * context.Options.ShellLoopRows)), () => lines = InstalledShell.Run(
            [new("JOURNY_API_KEY", server.ApiKey)],
            "-File", Path.Combine(AppContext.BaseDirectory, "Scripts", "throughput.ps1"),
            "-Manifest", BenchContext.ModuleManifest,
            "-BaseUri", server.Address.AbsoluteUri,
            "-ManyRows", many,
            "-FewRows", few,
            "-Window", BenchOptions.Window.ToString(CultureInfo.InvariantCulture),
            "-WarmUps", context.Options.WarmUps.ToString(CultureInfo.InvariantCulture),
            "-Rounds", BenchOptions.Rounds.ToString(CultureInfo.InvariantCulture)));

        double[] ours = Rates(lines, "journy");
        Add(context, ours, Rates(lines, "loop"), "`ConvertTo-Json | Invoke-RestMethod`", LeastTimes);
        Add(context, ours, Rates(lines, "parallel"), $"`ForEach-Object -Parallel`, {BenchOptions.Window} at a time, with it", null);
    }

    private static void Add(BenchContext context, double[] ours, double[] theirs, string against, double? target)
    {
        double ratio = Meter.MedianRatio(ours, theirs);
        against = $"{against}: {RowRate.Show(theirs)}";
        if (target is { } least)
        {
            context.Table.AddAtLeast(Name, RowRate.Show(ours), against, ratio, least);
        }
        else
        {
            context.Table.Add(Name, RowRate.Show(ours), against, ResultTable.Show(ratio));
        }
    }

    /// <summary>The rates of one way.</summary>
    private static double[] Rates(IReadOnlyList<string> lines, string way) => lines
        .Select(line => line.Split(' '))
        .Where(parts => parts[0] == way)
        .Select(parts => double.Parse(parts[1], CultureInfo.InvariantCulture))
        .ToArray();
}
