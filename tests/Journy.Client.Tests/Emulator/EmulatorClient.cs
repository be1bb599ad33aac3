using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

/// <summary>A bare HTTP client of one emulator: these tests look at the wire, so the module's own client stays out.</summary>
internal sealed class EmulatorClient : IDisposable
{
    private readonly HttpClient _http;

    internal EmulatorClient(JournyEmulator emulator, string? key)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = emulator.BaseAddress,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("emulator-tests/1.0");
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Add("x-api-key", key);
        }
    }

    internal EmulatorClient(JournyEmulator emulator)
        : this(emulator, emulator.ApiKey)
    {
    }

    internal HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    public void Dispose() => _http.Dispose();

    internal Task<EmulatorReply> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    internal Task<EmulatorReply> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    internal Task<EmulatorReply> DeleteAsync(string path, string json) => SendAsync(HttpMethod.Delete, path, json);

    internal Task<EmulatorReply> SendAsync(HttpMethod method, string path, string body, string? contentType = "application/json")
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return SendAsync(new HttpRequestMessage(method, path) { Content = content });
    }

    internal async Task<EmulatorReply> SendAsync(HttpRequestMessage request)
    {
        using (request)
        using (HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken))
        {
            string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            return new EmulatorReply(
                (int)response.StatusCode,
                body,
                response.Content.Headers.ContentType?.ToString(),
                response.Headers.Concat(response.Content.Headers).ToDictionary(
                    header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
        }
    }
}
