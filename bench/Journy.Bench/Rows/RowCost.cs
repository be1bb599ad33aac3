using System.Collections.Generic;
using System.Linq;
using Journy.Bench.Measuring;

namespace Journy.Bench.Rows;

/// <summary>Processor time and bytes a row.</summary>
internal static class RowCost
{
    public static string Show(IReadOnlyList<Cost> costs, int rows) =>
        $"{ResultTable.Show(Meter.Median(costs.Select(cost => cost.ProcessCpu.TotalMicroseconds / rows)))} µs, "
        + $"{ResultTable.Show(Meter.Median(costs.Select(cost => (double)cost.ProcessBytes / rows)))} bytes";

    public static string ShowThread(IReadOnlyList<Cost> costs, int rows) =>
        $"{ResultTable.Show(Meter.Median(costs.Select(cost => cost.ThreadCpu.TotalMicroseconds / rows)))} µs, "
        + $"{ResultTable.Show(Meter.Median(costs.Select(cost => (double)cost.ThreadBytes / rows)))} bytes";
}
