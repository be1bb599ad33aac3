using System.Management.Automation;
using BenchmarkDotNet.Attributes;
using Journy.Import.Records;
using Journy.Import.Values;
using Journy.Input;

namespace Journy.Bench.Micro;

/// <summary>A row to a record.</summary>
public class BindingBenchmarks
{
    private readonly RecordBinder _binder = CustomerRow.CreateBinder();
    private readonly PSObject _piped = CustomerRow.ObjectOf(1);
    private readonly SourceRow _row = new(CustomerRow.Columns, CustomerRow.CellsOf(1));

    [Benchmark(Description = "bind a piped object")]
    public object BindObject() => _binder.Bind(_piped);

    [Benchmark(Description = "bind a file's row")]
    public object BindRow() => _binder.Bind(_row);
}
