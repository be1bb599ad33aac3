using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using Journy.Tests.Engine;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Journy.Tests.Conventions;

/// <summary>
/// The workflows and forms of GitHub. They run there alone; here they are read, and held against what is in the repository.
/// </summary>
public sealed class WorkflowTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, ".github");
    private static readonly YamlMappingNode Build = (YamlMappingNode)Read("workflows/build.yml");
    private static readonly YamlMappingNode Jobs = (YamlMappingNode)Build["jobs"];

    public static TheoryData<string> Files =>
        [
            .. Directory.EnumerateFiles(Folder, "*.yml", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
        ];

    public static TheoryData<string> JobNames => [.. Jobs.Children.Keys.Select(key => key.ToString())];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_can_be_read(string file) => Assert.NotEmpty(((YamlMappingNode)Read(file)).Children);

    [Theory]
    [MemberData(nameof(JobNames))]
    public void A_job_waits_for_jobs_that_there_are_and_has_an_end(string name)
    {
        YamlMappingNode job = (YamlMappingNode)Jobs[name];
        Assert.True(job.Children.ContainsKey("timeout-minutes"));
        IEnumerable<string> needs = !job.Children.TryGetValue("needs", out YamlNode? needed) ? []
            : needed is YamlSequenceNode list ? list.Select(node => node.ToString()) : [needed.ToString()];
        Assert.All(needs, other => Assert.True(Jobs.Children.ContainsKey(other), $"{name} waits for {other}, which there is not."));
    }

    [Theory]
    [MemberData(nameof(JobNames))]
    public void A_step_in_PowerShell_can_be_parsed(string name)
    {
        foreach (YamlMappingNode step in Steps(name)
            .Where(
                step => Text(step, "shell") is "pwsh" or "powershell" || Text(step, "if").StartsWith("matrix", StringComparison.Ordinal)))
        {
            Parser.ParseInput(Regex.Replace(Text(step, "run"), @"\$\{\{.*?\}\}", "x"), out _, out ParseError[] errors);
            Assert.Empty(errors);
        }
    }

    [Theory]
    [MemberData(nameof(JobNames))]
    public void What_a_step_names_is_in_the_repository(string name)
    {
        string script = string.Join('\n', Steps(name).Select(step => Text(step, "run")));
        Assert.All(
            Regex.Matches(script, @"(?<![\w/])(\./)?[\w./-]+\.(ps1|psd1|sln)\b|\bsrc/[\w.]+").Select(match => match.Value),
            path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), $"{name} names {path}, which there is not."));
    }

    [Fact]
    public void The_package_is_tested_in_every_PowerShell_that_the_module_is_for()
    {
        YamlMappingNode matrix = (YamlMappingNode)Jobs["test"]["strategy"]["matrix"];
        Assert.Equal(["windows-latest", "ubuntu-latest", "macos-latest"], ((YamlSequenceNode)matrix["os"]).Select(node => node.ToString()));
        Assert.Equal(["7.4", "7.5", "7.6"], ((YamlSequenceNode)matrix["powershell"]).Select(node => node.ToString()));
        YamlMappingNode more = (YamlMappingNode)Assert.Single((YamlSequenceNode)matrix["include"]);
        Assert.Equal(("windows-latest", "5.1"), (Text(more, "os"), Text(more, "powershell")));
    }

    [Fact]
    public void Windows_PowerShell_runs_every_Pester_test_against_the_package()
    {
        YamlMappingNode job = (YamlMappingNode)Jobs["test"];
        Assert.Equal("package", Text(job, "needs"));
        Assert.False(job.Children.ContainsKey("if") || job.Children.ContainsKey("continue-on-error"));
        YamlMappingNode step = Assert.Single(Steps("test"), step => Text(step, "shell") == "powershell");
        Assert.False(step.Children.ContainsKey("continue-on-error"));
        Assert.Equal("matrix.powershell == '5.1'", Text(step, "if"));
        Assert.Equal("./tests/pester/Test-Package.ps1 -PackagePath package", Text(step, "run"));
    }

    [Fact]
    public void Only_what_passed_everywhere_is_published_and_from_a_tag()
    {
        YamlMappingNode publish = (YamlMappingNode)Jobs["publish"];
        Assert.Equal("github.ref_type == 'tag'", Text(publish, "if"));
        Assert.Equal(
            Jobs.Children.Keys.Select(key => key.ToString()).Where(name => name != "publish").Order(StringComparer.Ordinal),
            ((YamlSequenceNode)publish["needs"]).Select(node => node.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sample_workflow_keeps_the_journal_that_it_fetches_and_runs_alone()
    {
        YamlMappingNode workflow = (YamlMappingNode)Read("../samples/runbooks/github-actions.yml");
        YamlMappingNode[] steps = [.. ((YamlSequenceNode)workflow["jobs"]["import"]["steps"]).Cast<YamlMappingNode>()];
        YamlMappingNode fetch = steps.Single(step => Text(step, "uses").StartsWith("actions/cache/restore@", StringComparison.Ordinal));
        YamlMappingNode keep = steps.Single(step => Text(step, "uses").StartsWith("actions/cache/save@", StringComparison.Ordinal));
        Assert.Equal("always()", Text(keep, "if"));
        Assert.Equal(
            (Text((YamlMappingNode)fetch["with"], "path"), Text((YamlMappingNode)fetch["with"], "key")),
            (Text((YamlMappingNode)keep["with"], "path"), Text((YamlMappingNode)keep["with"], "key")));
        Assert.StartsWith(
            Text((YamlMappingNode)fetch["with"], "restore-keys"), Text((YamlMappingNode)keep["with"], "key"), StringComparison.Ordinal);
        Assert.Equal("false", Text((YamlMappingNode)workflow["concurrency"], "cancel-in-progress"));
        Assert.Contains(
            steps,
            step =>
                step.Children.TryGetValue("env", out YamlNode? values)
                    && Text((YamlMappingNode)values, "JOURNY_API_KEY") == "${{ secrets.JOURNY_API_KEY }}");
        foreach (YamlMappingNode step in steps.Where(step => Text(step, "shell") == "pwsh"))
        {
            Parser.ParseInput(Text(step, "run"), out _, out ParseError[] errors);
            Assert.Empty(errors);
        }
    }

    private static IEnumerable<YamlMappingNode> Steps(string job) => ((YamlSequenceNode)Jobs[job]["steps"]).Cast<YamlMappingNode>();

    private static string Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out YamlNode? value) ? value.ToString() : string.Empty;

    private static YamlNode Read(string file)
    {
        using StreamReader reader = File.OpenText(Path.Combine(Folder, file));
        YamlStream stream = [];
        stream.Load(reader);
        return stream.Documents.Single().RootNode;
    }
}
