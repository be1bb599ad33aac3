using System.Collections.Generic;
using System.IO;
using Journy.Bench.Measuring;
using Journy.Bench.Server;
using Journy.Bench.Shell;

namespace Journy.Bench.Rows;

/// <summary>Import-JournyUser from a file, without and with a journal, against a bare loop; and what the journal costs.</summary>
internal static class ImportRows
{
    public const string Name = "`Import-JournyUser -Path`";
    private const double LeastShare = 0.9;

    public static void Measure(BenchContext context, ServerKind kind)
    {
        BenchContext.Say($"{Name}, {kind}");
        int rows = kind == ServerKind.Distant ? context.Options.DistantRows : context.Options.Rows;
        string path = Path.Combine(context.Folder, "import.csv");
        string journal = path + ".journy";
        CustomerRow.WriteFile(path, rows);
        ServerProcess server = context.Server(kind);
        using EngineSession session = BenchContext.OpenSession(server);
        using BareLoop bare = new(server.Address, server.ApiKey, CustomerRow.Bodies(rows, isTyped: true));
        session.Set("window", BenchOptions.Window);
        session.Set("path", path);
        IReadOnlyList<Cost>[] costs = Meter.Alternate(
            context.Options.WarmUps,
            () => server.Expect(rows, () => session.Run("$null = Import-JournyUser -LiteralPath $path -NoJournal -ThrottleLimit $window")),
            () => server.Expect(rows, () =>
            {
                // Every round is a first run.
                File.Delete(journal);
                session.Run("$null = Import-JournyUser -LiteralPath $path -ThrottleLimit $window");
            }),
            () => server.Expect(rows, () => bare.Run(BenchOptions.Window)));

        double[] plain = RowRate.Of(costs[0], rows);
        double[] journaled = RowRate.Of(costs[1], rows);
        double[] theirs = RowRate.Of(costs[2], rows);
        string against = $"bare `HttpClient`: {RowRate.Show(theirs)}";
        ResultTable table = context.Table;
        double plainShare = Meter.MedianRatio(plain, theirs);
        double share = Meter.MedianRatio(journaled, theirs);
        switch (kind)
        {
            case ServerKind.SecureEmulator:
                table.AddAtLeast(
                    $"{Name} without a journal, window {BenchOptions.Window}", RowRate.Show(plain), against, plainShare, LeastShare);
                table.AddAtLeast($"{Name} with a journal", RowRate.Show(journaled), against, share, LeastShare);
                return;
            case ServerKind.Emulator:
                table.Add("– without a journal, over plain HTTP", RowRate.Show(plain), against, ResultTable.Show(plainShare));
                table.Add("– over plain HTTP", RowRate.Show(journaled), against, ResultTable.Show(share));
                return;
            case ServerKind.Distant:
                table.Add(
                    $"– against a server {BareServer.DistantMilliseconds} ms away",
                    RowRate.Show(journaled),
                    against,
                    ResultTable.Show(share));
                return;
        }

        table.Add("– against a server that does nothing, over plain HTTP", RowRate.Show(journaled), against, ResultTable.Show(share));
        table.Add("– CPU a row, whole process", RowCost.Show(costs[1], rows), $"bare `HttpClient`: {RowCost.Show(costs[2], rows)}");
        table.Add("– CPU a row without the journal", RowCost.Show(costs[0], rows));
    }
}
