using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Module_loads_and_whatif_sends_nothing()
    {
        using ShellSession session = new();
        ShellResult result = session.Run("@{ user_id = 1 } | Set-JournyUser -WhatIf; Set-JournyUser -UserId 1");
        Assert.Equal("Journy.NotConnected,Journy.Commands.SetJournyUserCommand", result.Error.FullyQualifiedErrorId);
        Assert.Same(typeof(Journy.Commands.SetJournyUserCommand), session.Run("(Get-Command Set-JournyUser).ImplementingType").Output.Single().BaseObject);
    }
}
