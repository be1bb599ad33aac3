using System;
using System.Net;
using System.Net.Http;
using System.Security.Authentication;

namespace Journy.Api;

/// <summary>What .NET Framework, and with it Windows PowerShell, wants to be told about connections.</summary>
internal static class NetFramework
{
    private const int MostConnections = 64;

    /// <summary>Whether this is .NET Framework; Mono counts, since it has the same libraries.</summary>
    public static bool IsUsed { get; } = typeof(object).Assembly.GetName().Name == "mscorlib";

    /// <summary>
    /// How far a call has to come before it is handed back. On .NET Framework only HttpClient itself can break off a body that
    /// does not end: its streams do not listen to a token.
    /// </summary>
    public static HttpCompletionOption Completion =>
        IsUsed ? HttpCompletionOption.ResponseContentRead : HttpCompletionOption.ResponseHeadersRead;

    /// <summary>Prepares a handler for calls to one address.</summary>
    public static void Prepare(HttpClientHandler handler, Uri address)
    {
        if (!IsUsed)
        {
            return;
        }

        // Windows PowerShell's own choice may still be TLS 1.0, which journy.io refuses.
        handler.SslProtocols = SslProtocols.Tls12;

        IWebProxy? proxy = !handler.UseProxy ? null : handler.Proxy ?? WebRequest.DefaultWebProxy;
        ServicePoint connections = ServicePointManager.FindServicePoint(address, proxy);

        // Two at once is what .NET Framework grants a server, whatever -ThrottleLimit says.
        connections.ConnectionLimit = Math.Max(connections.ConnectionLimit, MostConnections);

        // Each of them adds a wait to every small POST.
        connections.Expect100Continue = false;
        connections.UseNagleAlgorithm = false;
    }
}
