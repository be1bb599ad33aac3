using System;
using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>The key in the environment. No call is made: these connections go to journy.io itself.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class EnvironmentKeyTests : IDisposable
{
    private const string KeyVariable = "JOURNY_API_KEY";

    private readonly ProcessEnvironment.Variables _environment = new();
    private readonly ShellSession _session = new();

    public EnvironmentKeyTests() => ProcessEnvironment.ForgetConnections();

    public void Dispose()
    {
        _session.Dispose();
        _environment.Dispose();
    }

    [Fact]
    public void Each_session_has_an_implicit_connection_of_its_own()
    {
        _environment[KeyVariable] = "environment-key";
        using ShellSession other = new();
        JournyConnection connection = Find(_session);
        Assert.Equal(JournyConnectionSource.Environment, connection.Source);
        Assert.Equal(new Uri("https://api.journy.io/"), connection.BaseUri);
        Assert.Same(connection, Find(_session));
        Assert.NotSame(connection, Find(other));
    }

    [Fact]
    public void Another_key_makes_another_connection()
    {
        _environment[KeyVariable] = "environment-key";
        JournyConnection connection = Find(_session);
        _environment[KeyVariable] = "environment-key-2";
        Assert.NotSame(connection, Find(_session));
        _environment[KeyVariable] = null;
        Assert.Empty(_session.Run("Get-JournyConnection").ThrowIfFailed().Output);
    }

    [Fact]
    public void The_key_is_not_used_once_Connect_Journy_was_called_in_the_process()
    {
        _environment[KeyVariable] = "environment-key";
        using ShellSession other = new();
        _session.Run("Connect-Journy -ApiKey given-key -SkipKeyCheck -RequestsPerMinute 7").ThrowIfFailed();
        Assert.Equal((JournyConnectionSource.Parameter, 7), (Find(_session).Source, Find(_session).RequestsPerMinute));
        AssertNone(other);
        _session.Run("Disconnect-Journy").ThrowIfFailed();
        AssertNone(_session);
    }

    [Theory]
    [InlineData("Connect-Journy -ApiKey 'no key at all'")]
    [InlineData("Connect-Journy -ApiKey given-key -SkipKeyCheck -PassThru | Out-Null")]
    [InlineData("Connect-Journy -ApiKey given-key -SkipKeyCheck -TimeoutSec ''")]
    public void Nor_after_one_that_failed_or_made_another_connection(string script)
    {
        _environment[KeyVariable] = "environment-key";
        _session.Run(script);
        AssertNone(_session);
    }

    [Fact]
    public void The_address_of_the_environment_goes_with_its_key_alone()
    {
        _environment[KeyVariable] = "environment-key";
        _environment["JOURNY_BASE_URI"] = "https://journy.example/api";
        Uri address = new("https://journy.example/api/");
        JournyConnection before = Find(_session);
        Assert.Equal(address, before.BaseUri);
        _environment["JOURNY_BASE_URI"] = " ";
        Assert.Equal(new Uri("https://api.journy.io/"), Find(_session).BaseUri);
        _environment["JOURNY_BASE_URI"] = "http://journy.example";
        ShellResult refused = _session.Run("Get-JournyConnection");
        Assert.StartsWith("Journy.InvalidBaseUri,", refused.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("$env:JOURNY_BASE_URI is not HTTPS", refused.ErrorText, StringComparison.Ordinal);
        _session.Run("Connect-Journy -ApiKey given-key -SkipKeyCheck").ThrowIfFailed();
        Assert.Equal(new Uri("https://api.journy.io/"), Find(_session).BaseUri);
        _environment["JOURNY_BASE_URI"] = "https://journy.example/api";
        ShellResult connected = _session.Run("Connect-Journy -SkipKeyCheck -Verbose").ThrowIfFailed();
        Assert.Equal(address, Find(_session).BaseUri);
        Assert.Contains("https://journy.example/api", Assert.Single(connected.Verbose), StringComparison.Ordinal);
    }

    [Fact]
    public void Connecting_without_a_key_takes_it_from_the_environment()
    {
        _environment[KeyVariable] = " environment-key\n";
        JournyConnection connection = Assert.Single(
            _session.Run("Connect-Journy -SkipKeyCheck -PassThru -TimeoutSec 3").ThrowIfFailed().As<JournyConnection>());
        Assert.Equal((JournyConnectionSource.Environment, 3), (connection.Source, connection.TimeoutSec));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \n")]
    public void Without_a_key_there_is_no_connection(string? key)
    {
        _environment[KeyVariable] = key;
        ShellResult result = _session.Run("Get-JournyConnection; @{ user_id = 1 } | Set-JournyUser");
        Assert.Empty(result.Output);
        Assert.StartsWith("Journy.NotConnected,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("Journy.NoApiKey,", _session.Run("Connect-Journy").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Connect-Journy")]
    [InlineData("Get-JournyConnection")]
    [InlineData("@{ user_id = 1 } | Set-JournyUser")]
    public void A_key_that_cannot_be_one_is_named_by_its_source_alone(string script)
    {
        _environment[KeyVariable] = "environment kéy";
        ShellResult result = _session.Run(script);
        Assert.StartsWith("Journy.InvalidApiKey,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("$env:JOURNY_API_KEY", result.ErrorText, StringComparison.Ordinal);
        Assert.DoesNotContain("kéy", result.ErrorText, StringComparison.Ordinal);
    }

    private static void AssertNone(ShellSession session)
    {
        ShellResult result = session.Run("Get-JournyConnection; Set-JournyUser -UserId u");
        Assert.Empty(result.Output);
        Assert.StartsWith("Journy.NotConnected,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static JournyConnection Find(ShellSession session) =>
        session.Run("Get-JournyConnection").ThrowIfFailed().As<JournyConnection>().Single();
}
