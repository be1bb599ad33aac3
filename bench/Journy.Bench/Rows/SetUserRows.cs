using System.Collections.Generic;
using System.Linq;
using Journy.Bench.Measuring;
using Journy.Bench.Server;
using Journy.Bench.Shell;

namespace Journy.Bench.Rows;

/// <summary>Set-JournyUser from objects against a bare loop: rows a second, and processor time and bytes a row.</summary>
internal static class SetUserRows
{
    public const string Name = "`Set-JournyUser` from objects";
    private const double LeastShare = 0.85;
    private const double MostPipelineMicroseconds = 40;

    public static void Measure(BenchContext context, ServerKind kind)
    {
        BenchContext.Say($"{Name}, {kind}");
        int rows = kind == ServerKind.Distant ? context.Options.DistantRows : context.Options.Rows;
        ServerProcess server = context.Server(kind);
        using EngineSession session = BenchContext.OpenSession(server);
        using BareLoop bare = new(server.Address, server.ApiKey, CustomerRow.Bodies(rows));
        session.Set("window", BenchOptions.Window);
        session.Set("rows", CustomerRow.Objects(rows));
        IReadOnlyList<Cost>[] costs = Meter.Alternate(
            context.Options.WarmUps,
            () => server.Expect(rows, () => session.Run("$null = $rows | Set-JournyUser -ThrottleLimit $window")),
            () => server.Expect(rows, () => bare.Run(BenchOptions.Window)));

        double[] ours = RowRate.Of(costs[0], rows);
        double[] theirs = RowRate.Of(costs[1], rows);
        double share = Meter.MedianRatio(ours, theirs);
        string against = $"bare `HttpClient`: {RowRate.Show(theirs)}";
        ResultTable table = context.Table;
        switch (kind)
        {
            case ServerKind.SecureEmulator:
                table.AddAtLeast($"{Name}, window {BenchOptions.Window}", RowRate.Show(ours), against, share, LeastShare);
                return;
            case ServerKind.Emulator:
                table.Add("– over plain HTTP", RowRate.Show(ours), against, ResultTable.Show(share));
                return;
            case ServerKind.Distant:
                table.Add(
                    $"– against a server {BareServer.DistantMilliseconds} ms away", RowRate.Show(ours), against, ResultTable.Show(share));
                return;
        }

        table.Add("– against a server that does nothing, over plain HTTP", RowRate.Show(ours), against, ResultTable.Show(share));
        table.AddAtMost(
            "– CPU a row on the pipeline's thread",
            $"{ResultTable.Show(Meter.Median(costs[0].Select(cost => (double)cost.ThreadBytes / rows)))} bytes",
            "–",
            Meter.Median(costs[0].Select(cost => cost.ThreadCpu.TotalMicroseconds / rows)),
            MostPipelineMicroseconds,
            "µs");
        table.Add("– CPU a row, whole process", RowCost.Show(costs[0], rows), $"bare `HttpClient`: {RowCost.Show(costs[1], rows)}");
    }
}
