using System;
using System.IO;
using BenchmarkDotNet.Attributes;
using Journy.Import.Sources;

namespace Journy.Bench.Micro;

/// <summary>A file to its rows.</summary>
public class CsvBenchmarks
{
    private const int Rows = 1000;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"journy-bench-{Guid.NewGuid():N}.csv");

    [GlobalSetup]
    public void WriteFile() => CustomerRow.WriteFile(_path, Rows);

    [GlobalCleanup]
    public void DeleteFile() => File.Delete(_path);

    [Benchmark(Description = "read a CSV row", OperationsPerInvoke = Rows)]
    public long Read()
    {
        using IRowSource source = RowSources.Open(_path, new CsvSourceOptions());
        long cells = 0;
        while (source.Read())
        {
            cells += source.Current.Cells.Length;
        }

        return cells;
    }
}
