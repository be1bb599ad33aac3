using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Journy.Bench.Shell;

namespace Journy.Bench.Server;

/// <summary>
/// The certificate of the servers, which this process and those that it starts trust, and nobody else does. Only on Linux can a
/// process be made to trust one without a change to the machine.
/// </summary>
internal static class ServerCertificate
{
    // Where the certificate is, in the environment of those that trust it.
    private const string PathVariable = "JOURNY_BENCH_CERTIFICATE";

    // Where OpenSSL reads which certificates to trust.
    private const string TrustVariable = "SSL_CERT_FILE";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>True where this process trusts it, so that it can speak HTTPS with a server.</summary>
    public static bool IsTrusted => Environment.GetEnvironmentVariable(PathVariable) is not null;

    /// <summary>Reads it, with its key, to serve with it.</summary>
    public static X509Certificate2 Load() => X509CertificateLoader.LoadPkcs12FromFile(
        Environment.GetEnvironmentVariable(PathVariable) ?? throw new InvalidOperationException("There is no certificate."), null);

    /// <summary>Runs this program once more, as a process that trusts a certificate made for it.</summary>
    /// <returns>Its exit code.</returns>
    public static int RunTrusting(string[] arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("journy-bench-");
        try
        {
            string withKey = Path.Combine(folder.FullName, "server.pfx");
            string trusted = Path.Combine(folder.FullName, "server.pem");
            using (X509Certificate2 certificate = Create())
            {
                File.WriteAllBytes(withKey, certificate.Export(X509ContentType.Pkcs12));
                File.WriteAllText(trusted, certificate.ExportCertificatePem());
            }

            ProcessStartInfo start = OwnProcess.Describe(arguments);
            start.Environment[PathVariable] = withKey;
            start.Environment[TrustVariable] = trusted;
            using Process process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
            process.WaitForExit();
            return process.ExitCode;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static X509Certificate2 Create()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now - Lifetime, now + Lifetime);
    }
}
