using System.Globalization;
using System.IO;
using Journy.Bench.Measuring;
using Journy.Bench.Server;
using Journy.Bench.Shell;

namespace Journy.Bench.Rows;

/// <summary>A large file: its first import, the next one, which sends nothing, and the memory that they take.</summary>
internal static class ManyRows
{
    public const string Name = "`Import-JournyUser` of a large file";
    private const double MostSeconds = 60;
    private const double MostMegabytes = 100;
    private const double BytesPerMegabyte = 1024 * 1024;

    public static void Measure(BenchContext context)
    {
        BenchContext.Say(Name);
        int few = BenchOptions.FewRows;
        int many = context.Options.ManyRows;
        string fewRows = Path.Combine(context.Folder, "10000.csv");
        string manyRows = Path.Combine(context.Folder, "large.csv");
        CustomerRow.WriteFile(fewRows, few);
        CustomerRow.WriteFile(manyRows, many);
        ServerProcess server = context.Server(ServerKind.Bare);
        ImportProcess small = ImportProcess.Measure(server, fewRows, fewRows + ".journy", few);
        ImportProcess first = ImportProcess.Measure(server, manyRows, manyRows + ".journy", many);
        ImportProcess next = ImportProcess.Measure(server, manyRows, manyRows + ".journy", 0);

        string rows = many.ToString("N0", CultureInfo.InvariantCulture);
        string of = $"of {few.ToString("N0", CultureInfo.InvariantCulture)} rows: {Megabytes(small):0} MB";
        ResultTable table = context.Table;
        table.AddAtMost(
            $"{Name}, {rows} rows, again, nothing changed",
            $"{ResultTable.Show(next.Time.TotalSeconds)} s",
            $"its first run: {ResultTable.Show(first.Time.TotalSeconds)} s",
            next.Time.TotalSeconds,
            MostSeconds,
            "s");
        table.AddAtMost(
            "– memory of the first run", $"{Megabytes(first):0} MB", of, Megabytes(first) - Megabytes(small), MostMegabytes, "MB more");
        table.AddAtMost(
            "– memory of the next run", $"{Megabytes(next):0} MB", of, Megabytes(next) - Megabytes(small), MostMegabytes, "MB more");
    }

    private static double Megabytes(ImportProcess import) => import.PeakBytes / BytesPerMegabyte;
}
