using System;
using System.Net;
using System.Net.Http;
using System.Security.Authentication;
using System.Threading;

namespace Journy.Api;

/// <summary>The settings of connections that .NET Framework needs, and with it Windows PowerShell.</summary>
internal static class NetFramework
{
    /// <summary>Whether this is .NET Framework; Mono counts, since it has the same libraries.</summary>
    public static bool IsUsed { get; } = typeof(object).Assembly.GetName().Name == "mscorlib";

    /// <summary>
    /// Sends calls and returns answers before their body is read. HttpClient is not used, because each try has a timeout of its own and
    /// HttpClient would add another. On .NET Framework only HttpClient can break off a body that does not end, since its streams ignore a
    /// token: there it reads the body, too.
    /// </summary>
    public static HttpMessageInvoker CreateInvoker(HttpMessageHandler handler) => IsUsed
        ? new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = AnswerReader.MostBytes }
        : new HttpMessageInvoker(handler);

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

        // By default .NET Framework allows two connections to a server, whatever -ThrottleLimit says.
        connections.ConnectionLimit = Math.Max(connections.ConnectionLimit, JournyClient.MostCallsInFlight);

        // Each of them adds a wait to every small POST.
        connections.Expect100Continue = false;
        connections.UseNagleAlgorithm = false;
    }
}
