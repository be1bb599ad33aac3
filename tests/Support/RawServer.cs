using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Tests.Client;

/// <summary>A server on the loopback that keeps each request as it stood on the wire, and gives one answer byte for byte.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly byte[] _answer;
    private readonly bool _thenHangs;
    private readonly bool _readsFirst;
    private readonly Task _accepting;
    private int _connections;

    /// <summary>Starts a server.</summary>
    /// <param name="answer">What it sends, head and body.</param>
    /// <param name="thenHangs">True to keep the connection open after the answer, false to close it.</param>
    /// <param name="readsFirst">True to answer a whole request, false to answer a connection.</param>
    public RawServer(byte[] answer, bool thenHangs = false, bool readsFirst = true)
    {
        _answer = answer;
        _readsFirst = readsFirst;
        _thenHangs = thenHangs;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public RawServer(string answer, bool thenHangs = false, bool readsFirst = true)
        : this(Encoding.UTF8.GetBytes(answer), thenHangs, readsFirst)
    {
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>How often somebody connected.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The requests, whole.</summary>
    public IReadOnlyList<string> Requests => _requests.ToArray();

    /// <summary>A JSON answer, whole.</summary>
    public static string Json(int status, string body) =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + $"Connection: close\r\n\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> answering = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                answering.Add(AnswerAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                if (_readsFirst)
                {
                    _requests.Enqueue(await ReadRequestAsync(stream));
                }

                await stream.WriteAsync(_answer, _stop.Token);
                if (_thenHangs)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or System.IO.IOException)
            {
                // The client has gone, or the test has ended.
            }
        }
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        StringBuilder request = new();
        byte[] buffer = new byte[8192];
        while (!IsWhole(request.ToString()))
        {
            int read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
            {
                break;
            }

            request.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return request.ToString();
    }

    private static bool IsWhole(string request)
    {
        int head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return false;
        }

        string? length = request[..head].Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase));
        return length is null
            || request.Length - head - 4 >= int.Parse(length.Split(':')[1], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }
}
