using System;
using System.Linq;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>A key from the environment is not seen either.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class SecretEnvironmentTests : EmulatorTest
{
    private const string Sentinel = "Sentinel-environment-0123456789";

    public static TheoryData<string> QuickFailures => [.. Failures.Quick];

    protected override EmulatorOptions Options => new() { RateLimit = null, ApiKey = Sentinel };

    [Fact]
    public void A_success_shows_nothing_of_the_key()
    {
        ShellResult result = Run(
            Sentinel,
            "Connect-Journy -BaseUri $uri -PassThru -Verbose -Debug; Connect-Journy -BaseUri $uri -Name prod; "
            + "Get-JournyConnection -Name *; Connect-Journy -BaseUri $uri; @{ user_id = 1 } | Set-JournyUser -Verbose -Debug");
        Assert.Empty(result.Errors);
        Assert.Equal(1, Emulator.Ledger.AppliedCount);
    }

    [Theory]
    [MemberData(nameof(QuickFailures))]
    public void A_failure_shows_nothing_of_the_key(string failure)
    {
        Emulator.Faults.Add(Failures.Find(failure, Sentinel));
        ShellResult result = Run(
            Sentinel,
            "Connect-Journy -BaseUri $uri -Verbose -Debug; Connect-Journy -SkipKeyCheck -BaseUri $uri; @{ user_id = 1 } | "
            + "Set-JournyUser -Verbose -Debug");
        Assert.True(result.Errors.Count >= 2);
    }

    [Theory]
    [InlineData(Sentinel + " x")]
    [InlineData(Sentinel + "é")]
    public void A_key_that_cannot_be_one_is_not_shown(string key)
    {
        ShellResult result = Run(
            key,
            "Get-JournyConnection; @{ user_id = 1 } | Set-JournyUser; Connect-Journy -BaseUri $uri; @{ user_id = 1 } | "
            + "Set-JournyUser -Verbose -Debug");
        Assert.Equal(4, result.Errors.Count);
        Assert.Equal(
            3, result.Errors.Count(error => error.FullyQualifiedErrorId.StartsWith("Journy.InvalidApiKey,", StringComparison.Ordinal)));
    }

    private ShellResult Run(string key, string script)
    {
        using ProcessEnvironment.Variables environment = new();
        environment["JOURNY_API_KEY"] = key;
        ProcessEnvironment.ForgetConnections();
        using ShellSession session = new();
        session.Set("uri", Emulator.BaseAddress.AbsoluteUri);
        ShellResult result = session.Run("$DebugPreference = 'Continue'; " + script);
        new SecretScan(Sentinel).Add(result, session).AssertHidden();
        return result;
    }
}
