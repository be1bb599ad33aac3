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
    public const string Name = "`Import-Csv | Set-JournyUser` in pwsh";
    private const double LeastTimes = 25;

    public static void Measure(BenchContext context, ServerKind kind)
    {
        if (RealShell.Installed is not { } shell)
        {
            context.Table.Add(Name, "not measured: there is no pwsh");
            return;
        }

        BenchContext.Say($"{Name}, {kind}");
        string many = Path.Combine(context.Folder, "many.csv");
        string few = Path.Combine(context.Folder, "few.csv");
        CustomerRow.WriteFile(many, context.Options.Rows);
        CustomerRow.WriteFile(few, context.Options.ShellLoopRows);
        ServerProcess server = context.Server(kind);
        IReadOnlyList<string> lines = [];
        server.Expect(
            (context.Options.WarmUps + BenchOptions.Rounds) * (context.Options.Rows + (2L * context.Options.ShellLoopRows)),
            () => lines = shell.Run(
                [new("JOURNY_API_KEY", server.ApiKey)],
                "throughput.ps1",
                "-Manifest", BenchContext.ModuleManifest,
                "-BaseUri", server.Address.AbsoluteUri,
                "-ManyRows", many,
                "-FewRows", few,
                "-Window", BenchOptions.Window.ToString(CultureInfo.InvariantCulture),
                "-WarmUps", context.Options.WarmUps.ToString(CultureInfo.InvariantCulture),
                "-Rounds", BenchOptions.Rounds.ToString(CultureInfo.InvariantCulture)));

        double[] ours = Rates(lines, "journy");
        double[] loop = Rates(lines, "loop");
        double[] parallel = Rates(lines, "parallel");
        string measured = RowRate.Show(ours);
        string againstLoop = $"`ConvertTo-Json | Invoke-RestMethod`: {RowRate.Show(loop)}";
        double times = Meter.MedianRatio(ours, loop);
        if (kind == ServerKind.SecureBare)
        {
            context.Table.AddAtLeast(Name, measured, againstLoop, times, LeastTimes);
        }
        else
        {
            context.Table.Add("– over plain HTTP", measured, againstLoop, ResultTable.Show(times));
        }

        context.Table.Add(
            kind == ServerKind.SecureBare ? "– against several at a time" : "– against several at a time, over plain HTTP",
            measured,
            $"`ForEach-Object -Parallel`, {BenchOptions.Window} at a time, with it: {RowRate.Show(parallel)}",
            ResultTable.Show(Meter.MedianRatio(ours, parallel)));
    }

    /// <summary>The rates of one way.</summary>
    private static double[] Rates(IReadOnlyList<string> lines, string way) => lines
        .Select(line => line.Split(' '))
        .Where(parts => parts[0] == way)
        .Select(parts => double.Parse(parts[1], CultureInfo.InvariantCulture))
        .ToArray();
}
