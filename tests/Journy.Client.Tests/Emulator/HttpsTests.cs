using System;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Emulator;

public sealed class HttpsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_certificate_it_speaks_HTTPS()
    {
        using X509Certificate2 certificate = LoopbackCertificate.Create();
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(new EmulatorOptions { Certificate = certificate }, Cancel);
        using HttpClientHandler handler = new()
        {
            ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == certificate.Thumbprint,
        };
        using HttpClient http = new(handler);
        http.DefaultRequestHeaders.UserAgent.ParseAdd("emulator-tests/1.0");
        http.DefaultRequestHeaders.Add("x-api-key", emulator.ApiKey);

        using HttpResponseMessage answer = await http.GetAsync(new Uri(emulator.BaseAddress, "validate"), Cancel);

        Assert.Equal(Uri.UriSchemeHttps, emulator.BaseAddress.Scheme);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, emulator.Ledger.Count);
    }
}
