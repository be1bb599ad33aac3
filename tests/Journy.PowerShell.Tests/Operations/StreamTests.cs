using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Journy.Emulator;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>What -Verbose tells of calls, and that -WhatIf makes none.</summary>
public sealed class StreamTests(SharedSession shared) : SharedSessionTest(shared)
{
    private const string Secret = "content-of-a-body";

    /// <summary>Each cmdlet that makes calls, with the calls that it makes.</summary>
    private static readonly Dictionary<string, (string Script, string[] Requests)> Calls = new()
    {
        ["Get-JournyApiKeyInfo"] = ("Get-JournyApiKeyInfo", ["GET /validate"]),
        ["Set-JournyUser"] = ($"Set-JournyUser -UserId {Secret} -Property @{{ '{Secret}' = '{Secret}' }}", ["POST /users/upsert"]),
        ["Set-JournyAccount"] = ($"Set-JournyAccount -AccountId {Secret}", ["POST /accounts/upsert"]),
        ["Remove-JournyUser"] = ($"Remove-JournyUser -Email {Secret}@example.com -Confirm:$false", ["DELETE /users"]),
        ["Remove-JournyAccount"] = ($"Remove-JournyAccount -AccountId {Secret} -Confirm:$false", ["DELETE /accounts"]),
        ["Add-JournyAccountUser"] = ($"Add-JournyAccountUser -AccountId {Secret} -User {Secret}", ["POST /accounts/users/add"]),
        ["Remove-JournyAccountUser"] =
            ($"Remove-JournyAccountUser -AccountId {Secret} -User {Secret} -Confirm:$false", ["POST /accounts/users/remove"]),
        ["Add-JournyUserDevice"] = ($"Add-JournyUserDevice -DeviceId {Secret} -UserId {Secret}", ["POST /link"]),
        ["Add-JournyEvent"] = ($"Add-JournyEvent -Name {Secret} -UserId {Secret} -Metadata @{{ a = '{Secret}' }}", ["POST /track"]),
        ["Get-JournyTrackingSnippet"] = ("Get-JournyTrackingSnippet www.example.com", ["GET /tracking/snippet?domain=www.example.com"]),
        ["Get-JournyEventDefinition"] = ("Get-JournyEventDefinition", ["GET /events"]),
        ["Get-JournyPropertyDefinition"] = ("Get-JournyPropertyDefinition", ["GET /properties/users", "GET /properties/accounts"]),
        ["Get-JournySegment"] = ("Get-JournySegment", ["GET /segments/users", "GET /segments/accounts"]),
    };

    public static TheoryData<string> Callers => [.. Calls.Keys];

    protected override EmulatorOptions Options => new() { RateLimit = null, Domains = ["www.example.com"] };

    [Fact]
    public void Every_cmdlet_that_makes_calls_is_tried() => Assert.Equal(
        Shell.Run(
            "Get-Command -Module Journy | Where-Object { $_.Verb -ne 'Import' -and $_.Parameters.ContainsKey('Connection') } | "
            + "ForEach-Object Name")
            .ThrowIfFailed().As<string>().Order(StringComparer.Ordinal),
        Calls.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Callers))]
    public void Verbose_tells_each_call_in_one_line(string cmdlet)
    {
        (string script, string[] requests) = Calls[cmdlet];
        ShellResult result = Shell.Run(script + " -Verbose").ThrowIfFailed();

        LedgerEntry[] entries = [.. Emulator.Ledger.Snapshot()];
        Assert.Equal(requests, entries.Select(entry => $"{entry.Method} {entry.Target}"));

        // The engine's own lines are those of ShouldProcess.
        string[] lines = [.. result.Verbose.Where(line => !line.StartsWith("Performing the operation", StringComparison.Ordinal))];
        Assert.Equal(entries.Length, lines.Length);
        Assert.All(entries.Zip(lines), pair =>
        {
            // An empty 204 has no request ID.
            string id = pair.First.Status == 204 ? "-" : pair.First.RequestId;
            Assert.Matches(
                $@"^{Regex.Escape($"{pair.First.Method} {pair.First.Target} -> {pair.First.Status}, request {id}, ")}\d+ ms, attempt 1$",
                pair.Second);
        });
        AssertNoBody(lines);
    }

    [Fact]
    public void Verbose_tells_every_attempt_even_of_a_call_that_failed()
    {
        Emulator.Faults.Add(
            request => request.Sequence == 1 ? Fault.Error(503, headers: [new("Retry-After", "1")]) : Fault.Error(400, Secret));
        ShellResult result = Shell.Run($"Add-JournyEvent -Name {Secret} -UserId {Secret} -Verbose");

        string[] lines = [.. result.Verbose.Where(line => line.Contains("POST", StringComparison.Ordinal))];
        Assert.Equal(2, lines.Length);
        Assert.Matches($@"^POST /track -> 503, request {Writes[0].RequestId}, \d+ ms, attempt 1$", lines[0]);
        Assert.Matches($@"^POST /track -> 400, request {Writes[1].RequestId}, \d+ ms, attempt 2$", lines[1]);
        AssertNoBody(lines);
    }

    [Fact]
    public void Verbose_tells_what_kept_an_answer_from_coming()
    {
        Emulator.Faults.Add(Fault.Abort());
        ShellResult result = Shell.Run("Add-JournyEvent -Name n -UserId 1 -Verbose");
        Assert.Matches(@"^POST /track -> ConnectionFailed, request -, \d+ ms, attempt 1$", result.Verbose[^1]);
    }

    [Fact]
    public void Without_verbose_nothing_is_told() =>
        Assert.All(Calls.Values, call => Assert.Empty(Shell.Run(call.Script).ThrowIfFailed().Verbose));

    [Fact]
    public void What_if_sends_nothing_whatever_the_cmdlet_changes()
    {
        string[] changing = [.. Shell.Run("""
            Get-Command -Module Journy -CommandType Cmdlet | Where-Object { $_.Parameters.ContainsKey('WhatIf') } | ForEach-Object Name
            """).ThrowIfFailed().As<string>()];
        Assert.NotEmpty(changing);

        // Imports read files and have tests of their own.
        string[] tried = [.. changing.Where(name => !name.StartsWith("Import-", StringComparison.Ordinal))];
        Assert.Equal(
            Calls.Keys.Where(name => !name.StartsWith("Get-", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            tried.Order(StringComparer.Ordinal));
        Assert.All(tried, name =>
        {
            Assert.Empty(
                Shell.Run(Calls[name].Script.Replace(" -Confirm:$false", string.Empty, StringComparison.Ordinal) + " -WhatIf")
                    .ThrowIfFailed().Output);
            Assert.Empty(Shell.Run($"& {{ $WhatIfPreference = $true; {Calls[name].Script} }}").ThrowIfFailed().Output);
        });
        Assert.Empty(Emulator.Ledger.Snapshot());
    }

    [Theory]
    [InlineData("Remove-JournyUser -UserId 1")]
    [InlineData("Remove-JournyAccount -AccountId 1")]
    [InlineData("Remove-JournyAccountUser -AccountId 1 -User 1")]
    [InlineData("Set-JournyUser -UserId 1 -Confirm")]
    [InlineData("Add-JournyEvent -Name n -UserId 1 -Confirm")]
    public void What_asks_first_sends_nothing_where_nobody_can_answer(string script)
    {
        ErrorRecord error = Shell.Run(script).Error;
        Assert.Contains("prompt", error.Exception.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Emulator.Ledger.Snapshot());
    }

    private static void AssertNoBody(IEnumerable<string> lines) =>
        Assert.All(lines, line => Assert.DoesNotContain(Secret, line, StringComparison.Ordinal));
}
