using System;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Journy.Tests.Client;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>A proxy that the process's environment names.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class ProxyTests : EmulatorTest
{
    [Fact]
    public async Task Calls_to_this_machine_never_go_through_a_proxy()
    {
        // The process may have read its environment long before this test, and must not keep what it reads below.
        IWebProxy before = HttpClient.DefaultProxy;
        await using RawServer proxy = new(RawServer.Json(200, """{"data": {"permissions": []}}"""));
        using ProcessEnvironment.Variables environment = new();
        foreach (string name in new[] { "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY" })
        {
            environment[name] = proxy.Address.AbsoluteUri;
        }

        environment["NO_PROXY"] = null;

        HttpClient.DefaultProxy = new EveryAddress(proxy.Address);
        try
        {
            foreach (Uri address in new[] { Emulator.BaseAddress, new UriBuilder(Emulator.BaseAddress) { Host = "localhost" }.Uri })
            {
                using ShellSession session = ShellSession.Connected(address, Emulator.ApiKey);
                session.Run("@{ user_id = 1 } | Set-JournyUser").ThrowIfFailed();
            }

            Assert.Equal(0, proxy.Connections);
            Assert.Equal(4, Emulator.Ledger.Count);

            // Any other client of this process would have used it.
            using HttpClient other = new();
            await other.GetStringAsync(Emulator.BaseAddress, Cancel);
            Assert.Equal(1, proxy.Connections);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    private sealed class EveryAddress(Uri proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri GetProxy(Uri destination) => proxy;

        public bool IsBypassed(Uri host) => false;
    }
}
