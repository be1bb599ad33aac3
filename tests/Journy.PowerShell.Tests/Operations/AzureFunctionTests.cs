using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Net;
using System.Text.Json;
using Journy.Emulator;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>The sample for Azure Functions, run with requests as its host hands them over.</summary>
public sealed class AzureFunctionTests(SharedSession shared) : SharedSessionTest(shared)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "web", "azure-function");

    /// <summary>Cookie headers with the device ID that is in them.</summary>
    public static TheoryData<string?, string?> Cookies => new()
    {
        { "__journey=d-1", "d-1" },
        { "a=b; __journey=d-1; c=d", "d-1" },
        { "a=b;__journey=d-1;", "d-1" },
        { "  __journey = d-1 ", null },
        { "__journey=\"d-1\"", "d-1" },
        { "__journey=d%2F1%3D%3D", "d/1==" },
        { "__journey=d=1==", "d=1==" },
        { "x__journey=no; __journey=d-1", "d-1" },
        { "__journey=d-1; __journey=d-2", "d-1" },
        { "__journey=; __journey=d-2", "d-2" },
        { "__JOURNEY=no", null },
        { "__journey", null },
        { "__journey=", null },
        { "other=__journey", null },
        { "", null },
        { null, null },
    };

    [Theory]
    [MemberData(nameof(Cookies))]
    public void The_visitor_is_read_from_the_cookie(string? cookie, string? deviceId)
    {
        (ShellResult result, HttpResponseContext answer) = Invoke(cookie, "user-7");

        Assert.Empty(result.ThrowIfFailed().Output);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(
            deviceId is null ? [] : [(deviceId, "user-7")],
            Writes.Select(write => JsonDocument.Parse(write.Body!).RootElement)
                .Select(body =>
                    (body.GetProperty("deviceId").GetString()!, body.GetProperty("identification").GetProperty("userId").GetString()!)));
    }

    [Fact]
    public void Without_a_user_nothing_is_sent()
    {
        Assert.Equal(HttpStatusCode.NoContent, Invoke("__journey=d-1", null).Answer.StatusCode);
        Assert.Empty(Emulator.Ledger.Snapshot());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    public void A_failure_is_a_warning_and_not_the_visitors_trouble(int status)
    {
        Emulator.Faults.Add(Fault.Error(status, "Not today."));
        (ShellResult result, HttpResponseContext answer) = Invoke("__journey=d-1", "user-7");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Null(result.Terminating);
        Assert.Contains("Not today.", Assert.Single(Shell.Run("$warnings").Output).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_bindings_are_what_the_script_takes_and_gives()
    {
        using JsonDocument function = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "function.json")));
        string[] bindings = [.. function.RootElement.GetProperty("bindings").EnumerateArray()
            .Select(binding =>
                $"{binding.GetProperty("direction").GetString()} {binding.GetProperty("type").GetString()} "
                + $"{binding.GetProperty("name").GetString()}")];
        Assert.Equal(["in httpTrigger Request", "out http Response"], bindings);
        ScriptBlockAst script = Parser.ParseFile(Path.Combine(Folder, "run.ps1"), out _, out _);
        Assert.Contains("Request", script.ParamBlock.Parameters.Select(parameter => parameter.Name.VariablePath.UserPath));
    }

    [Theory]
    [InlineData("pode.ps1")]
    [InlineData("azure-function/run.ps1")]
    public void A_sample_has_help_for_each_parameter_and_no_key(string path)
    {
        ScriptBlockAst script = Parser.ParseFile(Path.Combine(Repository.Root, "samples", "web", path), out _, out _);
        CommentHelpInfo help = script.GetHelpContent();
        Assert.NotEmpty(help.Synopsis);
        Assert.NotEmpty(help.Description);
        Assert.Equal(
            script.ParamBlock.Parameters.Select(parameter => parameter.Name.VariablePath.UserPath.ToUpperInvariant())
                .Order(StringComparer.Ordinal),
            help.Parameters.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("-ApiKey", script.Extent.Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Runs the function as its host does: the answer is pushed and not returned.</summary>
    private (ShellResult Result, HttpResponseContext Answer) Invoke(string? cookie, string? user)
    {
        Type accelerators = typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators")!;
        accelerators.GetMethod("Add")!.Invoke(null, ["HttpResponseContext", typeof(HttpResponseContext)]);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        if (cookie is not null)
        {
            headers.Add("Cookie", cookie);
        }

        if (user is not null)
        {
            headers.Add("x-ms-client-principal-id", user);
        }

        // The engine alone has no Write-Warning.
        ShellResult result = Shell.Run(
            """
            param($script, $headers)
            $global:answer = $null
            $global:warnings = @()
            function Push-OutputBinding { param($Name, $Value) if ($Name -eq 'Response') { $global:answer = $Value } }
            function Write-Warning { param($Message) $global:warnings += $Message }
            & ([scriptblock]::Create($script)) -Request ([pscustomobject]@{ Headers = $headers }) -TriggerMetadata @{}
            """,
            File.ReadAllText(Path.Combine(Folder, "run.ps1")),
            headers);
        return (result, (HttpResponseContext)Shell.Run("$answer").Output.Single().BaseObject);
    }

    /// <summary>Stands for the class of the same name that the host of functions has.</summary>
    public sealed class HttpResponseContext
    {
        public HttpStatusCode StatusCode { get; set; }
    }
}
