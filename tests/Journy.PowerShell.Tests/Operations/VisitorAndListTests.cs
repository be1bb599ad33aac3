using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Journy.Emulator;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>Web visitors, removals of accounts, the snippet, the workspace's lists and the verification hash.</summary>
public sealed class VisitorAndListTests(SharedSession shared) : SharedSessionTest(shared)
{
    protected override EmulatorOptions Options => new()
    {
        RateLimit = null,
        Domains = ["www.example.com", "münchen.example"],
        Segments = new EmulatorSegments { Users = ["Power users", "Trials"], Accounts = ["Paying"] },
    };

    [Theory]
    [InlineData("Add-JournyUserDevice -DeviceId d-1 -UserId 42", """{"userId":"42"}""")]
    [InlineData("Add-JournyUserDevice -DeviceId d-1 -UserId 42 -Email jane@example.com", """{"userId":"42","email":"jane@example.com"}""")]
    [InlineData(
        "@{ DeviceId = 'd-1'; Email = 'jane@example.com'; Browser = 'x' } | Add-JournyUserDevice", """{"email":"jane@example.com"}""")]
    [InlineData("[pscustomobject]@{ device_id = 'd-1'; user_id = 42 } | Add-JournyUserDevice", """{"userId":"42"}""")]
    [InlineData("@{ Cookie = 'd-1'; user_id = 42 } | Add-JournyUserDevice -PropertyMap @{ Cookie = 'device_id' }", """{"userId":"42"}""")]
    public void A_visitor_is_linked_to_a_user(string script, string user)
    {
        DeviceResult result = Assert.Single(Shell.Run(script).ThrowIfFailed().As<DeviceResult>());
        Assert.Equal($$"""{"deviceId":"d-1","identification":{{user}}}""", Writes.Single().Body);
        Assert.Equal(("POST", "/link"), (Writes.Single().Method, Writes.Single().Target));
        Assert.Equal(["d-1"], Emulator.Users.Single().DeviceIds);
        Assert.Equal(
            ("d-1", Emulator.Users.Single().UserId, Emulator.Users.Single().Email), (result.DeviceId, result.UserId, result.Email));
        Assert.Equal(Writes.Single().RequestId, result.RequestId);
    }

    [Theory]
    [InlineData("Add-JournyUserDevice -UserId 42", "Journy.MissingValue", "__journey")]
    [InlineData("Add-JournyUserDevice -UserId 42 -DeviceId ' '", "Journy.MissingValue", "__journey")]
    [InlineData("Add-JournyUserDevice -DeviceId d-1", "Journy.NoIdentity", "neither a user ID nor an e-mail address")]
    public void A_visitor_without_device_or_user_is_an_error(string script, string id, string said)
    {
        ErrorRecord error = Shell.Run(script).Error;
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(said, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Empty(Emulator.Ledger.Snapshot());
    }

    [Theory]
    [InlineData("Remove-JournyAccount -AccountId a", """{"accountId":"a"}""")]
    [InlineData("Remove-JournyAccount -Domain acme.com", """{"domain":"acme.com"}""")]
    [InlineData("@{ account_id = 'a'; plan = 'Pro' } | Remove-JournyAccount", """{"accountId":"a"}""")]
    public void An_account_is_deleted(string script, string identification)
    {
        Shell.Run("Set-JournyAccount -AccountId a -Domain acme.com; Set-JournyAccount -AccountId b").ThrowIfFailed();
        AccountResult result = Assert.Single(Shell.Run(script + " -Confirm:$false").ThrowIfFailed().As<AccountResult>());
        Assert.Equal(
            ("DELETE", "/accounts", $$"""{"identification":{{identification}}}"""),
            (Writes[^1].Method, Writes[^1].Target, Writes[^1].Body));
        Assert.Equal("Remove", result.Action);
        Assert.Equal(["b"], Emulator.Accounts.Select(account => account.AccountId));
    }

    [Fact]
    public void A_snippet_is_got_for_each_domain()
    {
        IReadOnlyList<TrackingSnippet> snippets = Shell.Run("Get-JournyTrackingSnippet www.example.com, 'münchen.example'")
            .ThrowIfFailed()
            .As<TrackingSnippet>();
        Assert.Equal(["www.example.com", "münchen.example"], snippets.Select(snippet => snippet.Domain));
        Assert.All(snippets, snippet => Assert.Contains("<script", snippet.Snippet, StringComparison.Ordinal));
        Assert.Equal(
            ["/tracking/snippet?domain=www.example.com", "/tracking/snippet?domain=m%C3%BCnchen.example"],
            Emulator.Ledger.Snapshot().Select(entry => entry.Target));
    }

    [Fact]
    public void An_unknown_domain_ends_the_command_and_is_named()
    {
        ErrorRecord error = EndOf("Get-JournyTrackingSnippet www.example.com, unknown.example");
        Assert.StartsWith("Journy.NotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("unknown.example", error.TargetObject);
    }

    [Fact]
    public void The_lists_show_what_the_workspace_has()
    {
        Shell.Run("""
            Set-JournyUser -UserId 1 -Property @{ favourite_colour = 'red' }
            Set-JournyAccount -AccountId a -Property @{ fleet_size = 3 }
            Add-JournyEvent -Name 'Bought a bike' -UserId 1
            """).ThrowIfFailed();

        EventDefinition bought = Shell.Run("Get-JournyEventDefinition")
            .ThrowIfFailed()
            .As<EventDefinition>()
            .Single(item => item.Name == "Bought a bike");
        Assert.NotEmpty(bought.Id);

        IReadOnlyList<PropertyDefinition> properties = Shell.Run("Get-JournyPropertyDefinition").ThrowIfFailed().As<PropertyDefinition>();
        Assert.Equal("User", properties.Single(property => property.Name == "favourite_colour").Entity);
        Assert.Equal("Account", properties.Single(property => property.Name == "fleet_size").Entity);
        Assert.Equal(
            properties.OrderBy(property => property.Entity == "Account").Select(property => property.Name),
            properties.Select(property => property.Name));

        IReadOnlyList<Segment> segments = Shell.Run("Get-JournySegment").ThrowIfFailed().As<Segment>();
        Assert.Equal(
            [("User", "Power users"), ("User", "Trials"), ("Account", "Paying")],
            segments.Select(segment => (segment.Entity, segment.Name)));
    }

    [Theory]
    [InlineData("Get-JournySegment User", "/segments/users")]
    [InlineData("Get-JournySegment -Entity Account", "/segments/accounts")]
    [InlineData("Get-JournyPropertyDefinition account, user", "/properties/accounts|/properties/users")]
    [InlineData("Get-JournyPropertyDefinition", "/properties/users|/properties/accounts")]
    public void A_list_is_of_the_entity_that_is_named(string script, string targets)
    {
        Shell.Run(script).ThrowIfFailed();
        Assert.Equal(targets, string.Join('|', Emulator.Ledger.Snapshot().Select(entry => entry.Target)));
    }

    [Fact]
    public void A_list_keeps_groups_and_what_is_computed()
    {
        Emulator.Faults.Add(Fault.Respond(200, "application/json", """
            {"data":[{"name":"score","label":"Score","isComputed":true,"group":{"id":"g1","name":"Health"}},
            {"name":"plan","label":"Plan","isComputed":false}],"meta":{"requestId":"r","status":200}}
            """));
        Assert.Equal(
            [("score", "Score", true, "g1", "Health"), ("plan", "Plan", false, null, null)],
            Shell.Run("Get-JournyPropertyDefinition User").ThrowIfFailed().As<PropertyDefinition>()
                .Select(property => (property.Name, property.Label, property.IsComputed, property.GroupId, property.GroupName)));
    }

    [Theory]
    [InlineData("-UserId 42", "42")]
    [InlineData("42", "42")]
    [InlineData("-UserId 42, 'Zoë 李', '😀'", "42|Zoë 李|😀")]
    [InlineData("-AccountId a, b", "a|b")]
    public void A_hash_is_the_hmac_of_the_id(string parameters, string ids)
    {
        foreach (string secret in new[] { "s3cret", "Geheimnis ß", new string('x', 200) })
        {
            Shell.Set("secret", secret);
            string[] expected = [.. ids.Split('|').Select(id => Hmac(secret, id))];
            Assert.Equal(expected, Shell.Run($"Get-JournyVerificationHash {parameters} -Secret $secret").ThrowIfFailed().As<string>());

            Shell.Set("secure", new NetworkCredential(string.Empty, secret).SecurePassword);
            Assert.Equal(expected, Shell.Run($"Get-JournyVerificationHash {parameters} -Secret $secure").ThrowIfFailed().As<string>());
        }

        Assert.Empty(Emulator.Ledger.Snapshot());
    }

    [Fact]
    public void A_hash_is_that_of_rfc_4231()
    {
        // Test case 2, an implementation other than .NET's.
        Assert.Equal(
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            Assert.Single(
                Shell.Run("Get-JournyVerificationHash 'what do ya want for nothing?' -Secret Jefe").ThrowIfFailed().As<string>()));
    }

    [Theory]
    [InlineData("@{ user_id = 1 }, @{ user_id = ' ' }, @{ UserId = '2' } | Get-JournyVerificationHash -Secret s")]
    [InlineData(
        "@{ account_id = 1 }, @{ domain = 'example.com' }, @{ AccountId = '2' } | Get-JournyVerificationHash -Entity Account -Secret s")]
    [InlineData("Get-JournyVerificationHash '1', ' ', '2' -Secret s")]
    [InlineData("Get-JournyVerificationHash -AccountId '1', '', '2' -Secret s")]
    public void A_blank_id_is_an_error_of_its_own(string script)
    {
        ShellResult result = Shell.Run(script);
        Assert.Equal([Hmac("s", "1"), Hmac("s", "2")], result.As<string>());
        Assert.StartsWith("Journy.NoIdentity,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blank_secret_is_refused() =>
        Assert.StartsWith(
            "Journy.InvalidParameter,", EndOf("Get-JournyVerificationHash 1 -Secret ''").FullyQualifiedErrorId, StringComparison.Ordinal);

    /// <summary>HMAC as RFC 2104 defines it, from SHA-256 alone.</summary>
    private static string Hmac(string secret, string id)
    {
        byte[] key = Encoding.UTF8.GetBytes(secret);
        byte[] block = new byte[64];
        (key.Length > block.Length ? SHA256.HashData(key) : key).CopyTo(block, 0);
        byte[] inner = SHA256.HashData([.. block.Select(octet => (byte)(octet ^ 0x36)), .. Encoding.UTF8.GetBytes(id)]);
        return Convert.ToHexStringLower(SHA256.HashData([.. block.Select(octet => (byte)(octet ^ 0x5c)), .. inner]));
    }
}
