using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;
using Xunit.Sdk;

namespace Journy.Tests.Contract;

public sealed class ContractTests : EmulatorTest
{
    private const string User = """{"identification":{"userId":"1"}}""";

    /// <summary>What each cmdlet sends; together they must make every operation there is.</summary>
    private const string EveryOperation = """
        Get-JournyApiKeyInfo
        Set-JournyUser -UserId 1 -Email jane@example.com -Property @{
            text = 'a'; empty = ''; gone = $null; yes = $true; number = 1.5; long = 9223372036854775807;
            when = [datetime]::Now; list = 'a', 'b' }
        Set-JournyAccount -AccountId a -Domain example.com -Property @{ plan = 'Pro' }
        Add-JournyAccountUser -AccountId a -Domain example.com -User 1, jane@example.com, @{ UserId = 2; Email = 'joe@example.com' }
        Remove-JournyAccountUser -AccountId a -User 2 -Confirm:$false
        Add-JournyUserDevice -DeviceId d -UserId 1 -Email jane@example.com
        Add-JournyEvent -Name login -UserId 1 -Email jane@example.com -AccountId a -Domain example.com -TriggeredAt (
            [datetime]::Now) -Metadata @{ text = 'a'; empty = ''; yes = $true; number = 1.5; when = [datetime]::Now }
        Get-JournyTrackingSnippet example.com
        Get-JournyEventDefinition
        Get-JournyPropertyDefinition
        Get-JournySegment
        Remove-JournyUser -UserId 1 -Email jane@example.com -Confirm:$false
        Remove-JournyAccount -AccountId a -Domain example.com -Confirm:$false
        """;

    public static TheoryData<string, string, string?, string> Broken => new()
    {
        { "an operation that does not exist", "POST /users", User, "POST /users is no operation" },
        { "another method", "PUT /users/upsert", User, "PUT /users/upsert is no operation" },
        {
            "the address that events had before", "POST /events", """{"name":"n","identification":{"user":{"userId":"1"}}}""",
            "is no operation"
        },
        {
            "an unknown member of the body", "POST /users/upsert", """{"identification":{"userId":"1"},"source":"x"}""",
            "body #/source: NoAdditionalPropertiesAllowed"
        },
        {
            "an unknown identifier", "POST /users/upsert", """{"identification":{"userId":"1","phone":"2"}}""",
            "body #/identification.phone: NoAdditionalPropertiesAllowed"
        },
        {
            "a null identifier", "POST /users/upsert", """{"identification":{"userId":"1","email":null}}""",
            "body #/identification.email: StringExpected"
        },
        {
            "a number as user ID", "POST /users/upsert", """{"identification":{"userId":1}}""",
            "body #/identification.userId: StringExpected"
        },
        { "no identifier", "DELETE /users", """{"identification":{}}""", "body #/identification: TooFewProperties" },
        { "no identification", "DELETE /accounts", "{}", "body #/identification: PropertyRequired" },
        { "a user's identifier for an account", "DELETE /accounts", User, "body #/identification.userId: NoAdditionalPropertiesAllowed" },
        {
            "a nested property", "POST /users/upsert", """{"identification":{"userId":"1"},"properties":{"a":{"b":1}}}""",
            "body #/properties.a: "
        },
        {
            "a list of numbers", "POST /accounts/upsert", """{"identification":{"domain":"a.io"},"properties":{"a":["x",1]}}""",
            "body #/properties.a: "
        },
        {
            "a null in metadata", "POST /track", """{"identification":{"user":{"userId":"1"}},"name":"n","metadata":{"a":null}}""",
            "body #/metadata.a: "
        },
        {
            "a list in metadata", "POST /track", """{"identification":{"user":{"userId":"1"}},"name":"n","metadata":{"a":["x"]}}""",
            "body #/metadata.a: "
        },
        { "an event without a name", "POST /track", """{"identification":{"user":{"userId":"1"}}}""", "body #/name: PropertyRequired" },
        { "an event of nobody", "POST /track", """{"identification":{},"name":"n"}""", "body #/identification: TooFewProperties" },
        {
            "a bare user among the users", "POST /accounts/users/add", """{"account":{"accountId":"a"},"users":[{"userId":"1"}]}""",
            "body #/users[0].identification: PropertyRequired"
        },
        { "a visitor without a device", "POST /link", User, "body #/deviceId: PropertyRequired" },
        { "a missing body", "POST /users/upsert", null, "the body is missing" },
        { "a body where none belongs", "GET /validate", "{}", "there is a body where none belongs" },
        { "a body that is no JSON", "POST /users/upsert", """{"identification":""", "no JSON" },
        {
            "a name that stands there twice", "POST /users/upsert", """{"identification":{"userId":"1"},"properties":{"a":1,"a":2}}""",
            "without duplicates"
        },
        { "a missing parameter", "GET /tracking/snippet", null, "query #/domain: PropertyRequired" },
        { "an unknown parameter", "GET /validate?verbose=1", null, "query #/verbose: NoAdditionalPropertiesAllowed" },
    };

    public static TheoryData<string, string, string?> Allowed => new()
    {
        {
            "every kind of property",
            "POST /users/upsert",
            """{"identification":{"email":"a@b.io"},"properties":{"a":"x","b":"","c":null,"d":true,"e":1e-7"""
            + ""","f":123456789012345678901234567890,"g":[],"h":["x"],"i":"2026-01-01T00:00:00Z"}}"""
        },
        {
            "every kind of metadata",
            "POST /track",
            """{"identification":{"account":{"domain":"a.io"}},"name":"n","metadata":{"a":"x","b":"","c":false,"d":-1.5"""
            + ""","e":"2026-01-01T00:00:00Z"}}"""
        },
        { "an encoded parameter", "GET /tracking/snippet?domain=www.example.com%2Fa", null },
        { "an address as a proxy gets it", "GET http://127.0.0.1:1/validate", null },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Refuses(string what, string request, string? body, string problem)
    {
        LedgerEntry entry = Entry(request, body);
        Assert.True(
            RequestContract.Check(entry).Any(found => found.Contains(problem, StringComparison.Ordinal)),
            $"{what}: {string.Join("; ", RequestContract.Check(entry))}");
        Assert.Throws<FailException>(() => RequestContract.Verify([entry], bodiesWereKept: true));
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Allows(string what, string request, string? body) =>
        Assert.True(
            RequestContract.Check(Entry(request, body)).Count == 0,
            $"{what}: {string.Join("; ", RequestContract.Check(Entry(request, body)))}");

    [Fact]
    public void A_body_that_was_not_kept_is_not_missed() =>
        RequestContract.Verify([Entry("POST /users/upsert", null)], bodiesWereKept: false);

    [Fact]
    public void Others_may_send_what_they_like() =>
        RequestContract.Verify([Entry("POST /users", "{}") with { UserAgent = "curl/8" }], bodiesWereKept: true);

    [Fact]
    public void Every_operation_is_used_and_follows_the_contract()
    {
        Session.Run(EveryOperation).ThrowIfFailed();
        IReadOnlyList<LedgerEntry> entries = Emulator.Ledger.Snapshot();
        Assert.All(entries, entry => Assert.Empty(RequestContract.Check(entry)));
        Assert.All(entries, entry => Assert.InRange(entry.Status!.Value, 200, 299));
        Assert.Equal(RequestContract.Names, entries.Select(RequestContract.NameOf).Distinct().Order(StringComparer.Ordinal));
        Assert.All(entries, entry => Assert.StartsWith("journy-powershell/", entry.UserAgent, StringComparison.Ordinal));
    }

    private static LedgerEntry Entry(string request, string? body)
    {
        string[] parts = request.Split(' ');
        return new LedgerEntry
        {
            Sequence = 1,
            ReceivedAt = DateTimeOffset.UnixEpoch,
            Method = parts[0],
            Target = parts[1],
            RequestId = "r",
            UserAgent = "journy-powershell/0.0.0",
            Body = body,
            Status = 201,
            Applied = true,
        };
    }
}
