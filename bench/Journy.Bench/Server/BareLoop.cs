using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Bench.Server;

/// <summary>What a C# programmer would write: bodies that are ready, sent by <see cref="HttpClient"/>, a number at a time.</summary>
internal sealed class BareLoop : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly Uri _address;
    private readonly IReadOnlyList<byte[]> _bodies;

    public BareLoop(Uri server, string apiKey, IReadOnlyList<byte[]> bodies)
    {
        _address = new Uri(server, "users/upsert");
        _bodies = bodies;
        _http.DefaultRequestHeaders.Add("x-api-key", apiKey);
        _http.DefaultRequestHeaders.Add("user-agent", "bare-loop");
    }

    /// <summary>Sends every body.</summary>
    public void Run(int concurrency)
    {
        int next = -1;
        Task.WaitAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < _bodies.Count)
            {
                await SendAsync(_bodies[index]);
            }
        })).ToArray());
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(byte[] body)
    {
        using ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await _http.PostAsync(_address, content);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        if (response.StatusCode != HttpStatusCode.Created || answer.Length == 0)
        {
            throw new InvalidOperationException($"The bare server answered {response.StatusCode}.");
        }
    }
}
