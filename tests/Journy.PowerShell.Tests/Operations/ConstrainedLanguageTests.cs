using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>
/// Sessions in Constrained Language Mode, as machines with an application policy have them: no method calls, no types of one's own.
/// </summary>
public sealed class ConstrainedLanguageTests : EmulatorTest
{
    /// <summary>Every cmdlet, with the kinds of arguments that such a session can make.</summary>
    private const string Script = """
        Connect-Journy -ApiKey $key -BaseUri $uri
        Get-JournyConnection
        Get-JournyApiKeyInfo
        @{ user_id = 1; plan = 'Pro'; seats = '3'; since = [datetime]'2026-02-01'; tags = 'a', 'b' }, @{ user_id = 2; plan = '' } |
            Set-JournyUser -Property @{ source = 'crm'; gone = $null; on = [datetime]'2026-02-01' } -PropertyMap @{
                plan = 'level' } -PropertyType @{ seats = 'Number' } -ExcludeProperty x* -BlankValue Delete
        Set-JournyUser -UserId 3 -Email jane@example.com -TimeZone Europe/Brussels
        @{ account_id = 'a'; size = 3 } | Set-JournyAccount
        @{ user_id = 1 }, @{ user_id = 2 } | Add-JournyAccountUser -AccountId a
        Add-JournyAccountUser -AccountId a -User 3, jane@example.com, @{ UserId = 4 }
        Remove-JournyAccountUser -AccountId a -User @{ UserId = 4 } -Confirm:$false
        Add-JournyUserDevice -DeviceId d -UserId 1
        @{ DeviceId = 'e'; user_id = 2 } | Add-JournyUserDevice
        Add-JournyEvent -Name login -UserId 1 -TriggeredAt ([datetime]'2026-02-01') -Metadata @{ amount = 9.99 }
        @{ user_id = 1; name = 'login'; triggered_at = '2026-02-01' } | Add-JournyEvent
        Get-JournyTrackingSnippet www.example.com
        Get-JournyEventDefinition
        Get-JournyPropertyDefinition User, Account
        Get-JournySegment Account
        Get-JournyVerificationHash 1, 2 -Secret s3cret
        Remove-JournyUser -UserId 1 -Confirm:$false
        @{ account_id = 'a' } | Remove-JournyAccount -Confirm:$false
        Disconnect-Journy
        """;

    protected override EmulatorOptions Options =>
        new() { RateLimit = null, Domains = ["www.example.com"], Segments = new EmulatorSegments { Accounts = ["Paying"] } };

    [Fact]
    public void Every_cmdlet_runs()
    {
        using ShellSession session = new();
        session.Set("key", Emulator.ApiKey);
        session.Set("uri", Emulator.BaseAddress.AbsoluteUri);
        session.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;

        // The mode is really on.
        Assert.Equal(
            "MethodInvocationNotSupportedInConstrainedLanguage",
            session.Run("[System.IO.Path]::GetTempPath()").Error.FullyQualifiedErrorId);

        IReadOnlyList<PSObject> output = session.Run(Script).ThrowIfFailed().Output;

        Assert.Equal(
            session.Run("Get-Command -Module Journy | ForEach-Object Name")
                .As<string>()
                .Where(name => !name.StartsWith("Import-", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
            Script.Split([' ', '\n', '('], StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word.Contains("-Journy", StringComparison.Ordinal))
                .Distinct()
                .Order(StringComparer.Ordinal));
        Assert.DoesNotContain(output, item => item is null);
        JsonElement user = Writes
            .Where(write => write.Target == "/users/upsert")
            .Select(write => JsonDocument.Parse(write.Body!).RootElement)
            .Single(body => body.GetProperty("identification").TryGetProperty("userId", out JsonElement id) && id.GetString() == "1")
            .GetProperty("properties");
        Assert.Equal(
            ["gone", "level", "on", "seats", "since", "source", "tags"],
            user.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        Assert.Equal(3, user.GetProperty("seats").GetInt32());
        Assert.Equal("""["a","b"]""", user.GetProperty("tags").GetRawText());
        Assert.Equal(2, Emulator.Events.Count);
    }
}
