using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Sessions;

public sealed class CertificateTests
{
    [Fact]
    public async Task The_module_sends_nothing_to_a_server_whose_certificate_nobody_vouches_for()
    {
        using X509Certificate2 certificate = LoopbackCertificate.Create();
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { Certificate = certificate }, TestContext.Current.CancellationToken);
        using ShellSession session = ShellSession.Connected(emulator.BaseAddress, emulator.ApiKey, "-SkipKeyCheck");

        ShellResult result = session.Run("Set-JournyUser -UserId 42");

        JournyApiException failure = Assert.IsType<JournyApiException>(result.Error.Exception);
        Assert.Equal(JournyReason.TlsFailed, failure.Reason);
        Assert.Equal(1, failure.Attempts);
        Assert.Empty(emulator.Users);
        Assert.Equal(0, emulator.Ledger.Count);
    }
}
