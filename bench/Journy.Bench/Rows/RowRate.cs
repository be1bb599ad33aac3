using System.Collections.Generic;
using System.Linq;
using Journy.Bench.Measuring;

namespace Journy.Bench.Rows;

/// <summary>Rows a second.</summary>
internal static class RowRate
{
    public static double[] Of(IReadOnlyList<Cost> costs, int rows) => costs.Select(cost => rows / cost.Wall.TotalSeconds).ToArray();

    public static string Show(IEnumerable<double> rates) => ResultTable.Show(Meter.Median(rates)) + " rows/s";
}
