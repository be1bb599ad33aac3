using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Client;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>An address that sends commands elsewhere.</summary>
public sealed class RedirectTests : EmulatorTest
{
    [Theory]
    [InlineData("@{ user_id = 1 } | Set-JournyUser")]
    [InlineData("Remove-JournyUser -UserId 1 -Confirm:$false")]
    [InlineData("Get-JournyApiKeyInfo")]
    [InlineData("Connect-Journy -ApiKey $key -BaseUri $uri")]
    public async Task No_command_follows_a_redirect(string script)
    {
        await using RawServer target = new(RawServer.Json(200, """{"data": {"permissions": []}}"""));
        Emulator.Faults.Add(Fault.Respond(307, headers: [KeyValuePair.Create("Location", target.Address.AbsoluteUri)]));
        ShellResult result = Session.Run(script);
        Assert.StartsWith("Journy.Redirected,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("redirect to 127.0.0.1", result.ErrorText, StringComparison.Ordinal);
        Assert.Equal((0, 1), (target.Connections, Emulator.Ledger.Count));
    }
}
