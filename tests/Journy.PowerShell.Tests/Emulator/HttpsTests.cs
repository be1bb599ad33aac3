using System;
using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;

using Journy.Emulator;
using Journy.Results;
using Journy.Tests.Engine;

using Xunit;

namespace Journy.Tests.Emulator;

public sealed class HttpsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_certificate_it_speaks_HTTPS()
    {
        using X509Certificate2 certificate = CreateCertificate();
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

    [Fact]
    public async Task The_module_sends_nothing_to_a_server_whose_certificate_nobody_vouches_for()
    {
        using X509Certificate2 certificate = CreateCertificate();
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(new EmulatorOptions { Certificate = certificate }, Cancel);
        using ShellSession session = ShellSession.Connected(emulator.BaseAddress, emulator.ApiKey, "-SkipKeyCheck");

        ShellResult result = session.Run("Set-JournyUser -UserId 42");

        JournyApiException failure = Assert.IsType<JournyApiException>(result.Error.Exception);
        Assert.Equal(JournyReason.TlsFailed, failure.Reason);
        Assert.Equal(1, failure.Attempts);
        Assert.Empty(emulator.Users);
        Assert.Equal(0, emulator.Ledger.Count);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        CertificateRequest request = new("CN=Journy.Emulator", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        // Windows serves only with a key that was imported.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
