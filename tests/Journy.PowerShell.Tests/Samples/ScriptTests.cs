using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Samples;

/// <summary>Scripts, and PowerShell in documents: it parses, and what it says of the module is there.</summary>
public sealed partial class ScriptTests
{
    [Theory]
    [InlineData("samples/import-users.ps1")]
    [InlineData("samples/events/from-log.ps1")]
    [InlineData("samples/runbooks/azure-automation.ps1")]
    [InlineData("samples/runbooks/github-actions.ps1")]
    [InlineData("samples/runbooks/azure-workspaces.ps1")]
    [InlineData("samples/runbooks/import-workspace.ps1")]
    [InlineData("samples/runbooks/nightly-sync.ps1")]
    [InlineData("samples/runbooks/register-scheduled-task.ps1")]
    [InlineData("samples/runbooks/secret-management.ps1")]
    [InlineData("samples/runbooks/show-summaries.ps1")]
    [InlineData("samples/container/import.ps1")]
    [InlineData("src/Journy.PowerShell/Loading/Journy.Loading.psm1")]
    [InlineData("src/Journy.PowerShell/Loading/Journy.Loaded.ps1")]
    [InlineData("samples/web/pode.ps1")]
    [InlineData("samples/web/azure-function/run.ps1")]
    [InlineData("build.ps1")]
    public void A_script_parses_and_calls_the_module_as_it_is(string path)
    {
        ScriptBlockAst script = Parser.ParseFile(Path.Combine(Repository.Root, path), out _, out ParseError[] errors);

        Assert.Empty(errors.Select(error => $"{error.Extent.StartLineNumber}: {error.Message}"));
        AssertCallsWhatThereIs(script);

        // Windows PowerShell reads a file without a mark in the code page of the machine.
        Assert.DoesNotContain(File.ReadAllBytes(Path.Combine(Repository.Root, path)), value => value > 127);
    }

    /// <summary>Each of these is compiled at every import, also where it is not reached: together more than half of all that an import
    /// costs beyond its assemblies.</summary>
    [Fact]
    public void What_every_import_runs_calls_no_method_and_looks_for_no_type()
    {
        ScriptBlockAst script = Parser.ParseFile(
            Path.Combine(Repository.Root, "src", "Journy.PowerShell", "Loading", "Journy.Loading.psm1"), out _, out _);
        Assert.Empty(script.FindAll(
            node =>
                node is InvokeMemberExpressionAst or TypeExpressionAst or TypeConstraintAst or TryStatementAst or ThrowStatementAst
                    or BinaryExpressionAst or UnaryExpressionAst or LoopStatementAst,
            searchNestedScriptBlocks: true).Select(node => node.Extent.Text));
        Assert.Single(script.FindAll(node => node is IfStatementAst, searchNestedScriptBlocks: true));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("samples/migrate-from-python-sdk.md")]
    public void Every_snippet_of_a_page_parses_and_calls_the_module_as_it_is(string path)
    {
        MatchCollection snippets = Snippet().Matches(File.ReadAllText(Path.Combine(Repository.Root, path)));

        Assert.True(snippets.Count >= 3);
        int calls = 0;
        foreach (Match snippet in snippets)
        {
            ScriptBlockAst script = Parser.ParseInput(snippet.Groups[1].Value, out _, out ParseError[] errors);
            Assert.Empty(errors.Select(error => $"{error.Extent.Text}: {error.Message}"));
            calls += AssertCallsWhatThereIs(script);
        }

        Assert.True(calls > 5);
    }

    [GeneratedRegex(@"^```powershell\r?\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();

    private static int AssertCallsWhatThereIs(ScriptBlockAst script)
    {
        using ShellSession session = new();
        Dictionary<string, CommandInfo> commands = session.Run("Get-Command -Module Journy").As<CommandInfo>()
            .ToDictionary(command => command.Name, StringComparer.OrdinalIgnoreCase);
        HashSet<string> own =
        [
            .. script.FindAll(ast => ast is FunctionDefinitionAst, searchNestedScriptBlocks: true)
                .Cast<FunctionDefinitionAst>()
                .Select(function => function.Name)
        ];
        CommandAst[] calls =
        [
            .. script.FindAll(
                ast => ast is CommandAst call && call.GetCommandName()?.Contains("-Journy", StringComparison.OrdinalIgnoreCase) == true,
                searchNestedScriptBlocks: true)
                .Cast<CommandAst>()
                .Where(call => !own.Contains(call.GetCommandName()))
        ];
        foreach (CommandAst call in calls)
        {
            Assert.True(commands.TryGetValue(call.GetCommandName(), out CommandInfo? command), $"There is no {call.GetCommandName()}.");
            foreach (CommandParameterAst parameter in call.CommandElements.OfType<CommandParameterAst>())
            {
                Assert.True(command.Parameters.ContainsKey(parameter.ParameterName), $"There is no -{parameter.ParameterName} in: {call}");
            }
        }

        return calls.Length;
    }
}
