using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Sessions;
using Xunit;

namespace Journy.Tests.Help;

/// <summary>Every example of the help, parsed and run against the emulator.</summary>
[Collection(ProcessEnvironment.Name)]
public sealed class HelpExampleTests : EmulatorTest, IClassFixture<ExampleSession>
{
    private static readonly string[] Changing = [VerbsCommon.Set, VerbsCommon.Remove, VerbsCommon.Add, VerbsData.Import];

    private static readonly string[] MakingNoCall =
        ["Disconnect-Journy", "Get-JournyConnection", "Get-JournyVerificationHash"];

    private readonly ExampleSession _session;

    public HelpExampleTests(ExampleSession session) => _session = session;

    /// <summary>The page or topic and the number of each example, counted from 1.</summary>
    public static TheoryData<string, int> Examples
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string name in HelpPage.Names.Concat(HelpPage.Topics))
            {
                foreach (int number in Enumerable.Range(1, CodeOf(name).Count))
                {
                    data.Add(name, number);
                }
            }

            return data;
        }
    }

    protected override EmulatorOptions Options => new() { RateLimit = null, Domains = ["www.example.com", "shop.example.com"] };

    /// <summary>The code of each example of a page or a topic.</summary>
    internal static List<string> CodeOf(string name) =>
        HelpText.FencesOf(File.ReadAllText(Path.Combine(HelpPage.Folder, name + ".md")).ReplaceLineEndings("\n"))
            .Where(fence => fence.Language == "powershell")
            .Select(fence => fence.Code)
            .ToList();

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_runs(string name, int number)
    {
        string code = CodeOf(name)[number - 1];
        ScriptBlockAst script = Parser.ParseInput(code, out _, out ParseError[] mistakes);
        Assert.Empty(mistakes);
        List<CommandAst> commands = script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true)
            .Cast<CommandAst>()
            .Where(command => ModuleCommands.All.ContainsKey(command.GetCommandName()))
            .ToList();
        Assert.NotEmpty(commands);
        Assert.True(
            !HelpPage.Names.Contains(name) || commands.Exists(command => command.GetCommandName() == name),
            $"The example does not use {name}.");

        Connect(code);
        int callsBefore = Emulator.Ledger.Snapshot().Count;

        ShellResult result = Run(code);

        Assert.True(
            result.Terminating is null && result.Errors.Count == 0,
            $"{code}\n{string.Join('\n', result.Errors.Append(result.Terminating?.ErrorRecord))}");
        Assert.Empty(result.Warnings);
        List<LedgerEntry> calls = Emulator.Ledger.Snapshot().Skip(callsBefore).ToList();
        if (commands.Exists(Changes))
        {
            Assert.Contains(calls, call => call.Method != "GET");
        }
        else
        {
            Assert.DoesNotContain(calls, call => call.Method != "GET");
        }

        if (!MakingNoCall.Contains(name) && commands.Exists(MakesCalls) && !code.Contains("-SkipKeyCheck", StringComparison.Ordinal))
        {
            Assert.NotEmpty(calls);
        }
    }

    /// <summary>Whether a command sends something that changes data.</summary>
    private static bool Changes(CommandAst command) =>
        Changing.Contains(command.GetCommandName().Split('-')[0]) && !Has(command, "WhatIf") && !Has(command, "Preview");

    private static bool MakesCalls(CommandAst command) => !MakingNoCall.Contains(command.GetCommandName()) && !Has(command, "WhatIf");

    private static bool Has(CommandAst command, string parameter) =>
        command.CommandElements.OfType<CommandParameterAst>().Any(element => element.ParameterName == parameter);

    /// <summary>Connects the session as a user's is before an example, and lets the workspace know an event.</summary>
    private void Connect(string code)
    {
        _session.RenewFiles();

        // A proxy is never used for this machine. That example makes no call, and its address leads nowhere.
        bool usesProxy = code.Contains("-Proxy", StringComparison.Ordinal) || code.Contains("ProxyCredential", StringComparison.Ordinal);
        _session.Shell.Set("key", Emulator.ApiKey);
        _session.Shell.Set("uri", usesProxy ? "https://journy.invalid" : Emulator.BaseAddress.AbsoluteUri);
        _session.Shell.Run(
            "$PSDefaultParameterValues = @{ 'Connect-Journy:BaseUri' = $uri }; Connect-Journy -ApiKey $key -SkipKeyCheck").ThrowIfFailed();
        if (!usesProxy)
        {
            _session.Shell.Run("Add-JournyEvent -Name invoice_paid -UserId 41").ThrowIfFailed();
        }
    }

    private ShellResult Run(string code)
    {
        // Parallel blocks have runspaces of their own, which find the module by this path.
        using ProcessEnvironment.Variables environment = new();
        environment["JOURNY_API_KEY"] = Emulator.ApiKey;
        environment["PSModulePath"] = Repository.StagedModules;
        return _session.Shell.Run("param($code) & ([scriptblock]::Create($code))", code);
    }
}
