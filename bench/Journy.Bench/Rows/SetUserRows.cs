using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Bench.Measuring;
using Journy.Bench.Server;
using Journy.Bench.Shell;

namespace Journy.Bench.Rows;

/// <summary>Set-JournyUser from objects against a bare loop: rows a second, and processor time and bytes a row.</summary>
internal static class SetUserRows
{
    private const string Name = "`Set-JournyUser` from objects";
    private const double LeastShare = 0.85;
    private const double MostPipelineMicroseconds = 40;

    public static void Measure(BenchContext context)
    {
        if (!context.Options.Wants(Name))
        {
            return;
        }

        BenchContext.Say(Name);
        int rows = context.Options.Rows;
        using EngineSession session = context.OpenSession();
        using BareLoop bare = new(context.Server.Address, context.ApiKey, CustomerRow.Bodies(rows));
        session.Set("window", BenchOptions.Window);
        session.Set("rows", CustomerRow.Objects(rows));
        IReadOnlyList<Cost>[] costs = Meter.Alternate(
            BenchOptions.Rounds,
            () => Send(context, rows, () => session.Run("$null = $rows | Set-JournyUser -ThrottleLimit $window")),
            () => Send(context, rows, () => bare.Run(BenchOptions.Window)));

        double[] ours = RowRate.Of(costs[0], rows);
        double[] theirs = RowRate.Of(costs[1], rows);
        ResultTable table = context.Table;
        table.AddAtLeast(
            $"{Name}, window {BenchOptions.Window}",
            RowRate.Show(ours),
            $"bare `HttpClient`: {RowRate.Show(theirs)}",
            Meter.MedianRatio(ours, theirs),
            LeastShare);
        table.AddAtMost(
            "– CPU a row on the pipeline's thread",
            $"{ResultTable.Show(Meter.Median(costs[0].Select(cost => (double)cost.ThreadBytes / rows)))} bytes",
            "–",
            Meter.Median(costs[0].Select(cost => cost.ThreadCpu.TotalMicroseconds / rows)),
            MostPipelineMicroseconds,
            "µs");
        table.Add("– CPU a row, whole process", RowCost.Show(costs[0], rows), $"bare `HttpClient`: {RowCost.Show(costs[1], rows)}");
    }

    private static void Send(BenchContext context, int rows, Action work)
    {
        long before = context.Server.Calls;
        work();
        context.Server.Expect(Name, before, rows);
    }
}
