using System;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using Journy.Api;
using Journy.Input;
using Journy.Pacing;

namespace Journy.Bench.Micro;

/// <summary>An answer that has come to its content.</summary>
public class AnswerBenchmarks
{
    private readonly UpsertRequest _request = CustomerRow.RequestOf(CustomerRow.CreateBinder().Bind(CustomerRow.ObjectOf(1)));
    private readonly AnswerReader _reader = new(
        ApiKey.From(Guid.NewGuid().ToString("N"))!, SystemClock.Instance, "http://127.0.0.1");

    private readonly byte[] _answer = Encoding.ASCII.GetBytes(
        "{\"message\":\"The data is correctly stored.\",\"meta\":{\"status\":201,\"requestId\":\"01J00000000000000000000042\"}}");

    [Benchmark(Description = "read an answer")]
    public async Task<object> Read()
    {
        using HttpResponseMessage response = new(HttpStatusCode.Created) { Content = new ByteArrayContent(_answer) };
        response.Headers.TryAddWithoutValidation("X-RateLimit-Limit", "1800");
        response.Headers.TryAddWithoutValidation("X-RateLimit-Remaining", "1700");
        (int? limit, int? remaining) = AnswerReader.ReadLimit(response.Headers);
        ArraySegment<byte>? body = await _reader.ReadBodyAsync(response.Content, CancellationToken.None);
        return _reader.Read(_request, response, limit, remaining, body);
    }
}
