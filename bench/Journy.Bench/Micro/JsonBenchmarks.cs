using BenchmarkDotNet.Attributes;
using Journy.Api;
using Journy.Input;

namespace Journy.Bench.Micro;

/// <summary>A record to the body of its request.</summary>
public class JsonBenchmarks
{
    private readonly UpsertRequest _request = CustomerRow.RequestOf(CustomerRow.CreateBinder().Bind(CustomerRow.ObjectOf(1)));

    [Benchmark(Description = "write a body")]
    public object Write() => JsonText.WriteBody(_request);
}
