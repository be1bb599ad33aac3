using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Journy.Tests.Samples;
using Xunit;

namespace Journy.Tests.Completion;

/// <summary>Tab in the real shell, by the function that a terminal calls, with a workspace of 2,000 properties.</summary>
public sealed class ShellCompletionTests : EmulatorTest, IDisposable
{
    private const int Properties = 2_000;
    private const int LongestTab = 500;

    // The first line of a script's output for each completion: milliseconds, count, and the first three texts.
    private const string Prelude = """
        param($Module, $Key, $Uri, $Folder)
        $ErrorActionPreference = 'Stop'
        Import-Module $Module
        Connect-Journy -ApiKey $Key -BaseUri $Uri -SkipKeyCheck
        Set-Location $Folder
        function Tab($line, $cursor = $line.Length) {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $completion = TabExpansion2 -inputScript $line -cursorColumn $cursor
            $time = $watch.ElapsedMilliseconds
            $all = @($completion.CompletionMatches)
            "$time`t$($all.Count)`t$($completion.ReplacementIndex)+$($completion.ReplacementLength)`t" +
                (@($all | Select-Object -First 3 | ForEach-Object CompletionText) -join '|')
        }

        # A Tab waits for a file no longer than people would: beside other tests the first one may find nothing in time.
        function Wait-FirstTab($line) { foreach ($i in 1..50) { if ((Tab $line).Split("`t")[1] -ne '0') { return } } }

        """;

    private readonly TempFolder _folder = new();

    /// <summary>Of time: beside other tests a Tab waits for the processor.</summary>
    [Fact(Explicit = true)]
    [Trait("Category", "Promise")]
    public async Task A_workspace_of_two_thousand_properties_is_there_within_half_a_second()
    {
        AddProperties();
        _folder.Write("user_id,First Name,mrr\n007,Jane,1\n");

        IReadOnlyList<Tab> tabs = await RunAsync("""
            Tab 'Set-JournyUser 1 -Property '
            foreach ($i in 1..30) {
                Tab 'Set-JournyUser 1 -Property '
                Tab 'Set-JournyUser 1 -IncludeProperty property_12'
                Tab 'Import-JournyUser users.csv -PropertyMap '
                Tab 'Import-JournyUser users.csv -PropertyType '
            }
            """);

        Assert.True(tabs[1].Count >= Properties);
        Assert.Equal("property_12", tabs[2].First);
        long[] times = tabs.Select(tab => tab.Milliseconds).Order().ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{times.Length} completions: median {times[times.Length / 2]} ms, first {tabs[0].Milliseconds} ms, worst {times[^1]} ms"));
        Assert.InRange(times[^1], 0, LongestTab);
        Assert.Equal(1, Reads);
    }

    /// <summary>Of time: beside other tests a Tab waits for the processor.</summary>
    [Fact(Explicit = true)]
    [Trait("Category", "Promise")]
    public async Task A_server_that_takes_five_seconds_holds_no_Tab()
    {
        AddProperties();
        Emulator.Faults.Add(Fault.Delay(TimeSpan.FromSeconds(5)));

        IReadOnlyList<Tab> tabs = await RunAsync("""
            foreach ($i in 1..16) {
                Tab 'Set-JournyUser 1 -Property '
                Tab 'Add-JournyEvent -Name '
            }
            """);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"worst {tabs.Max(tab => tab.Milliseconds)} ms"));
        Assert.All(tabs, tab => Assert.InRange(tab.Milliseconds, 0, LongestTab));
        Assert.InRange(Reads, 2, 4);
    }

    [Fact]
    public async Task The_columns_of_a_piped_file_count_too()
    {
        _folder.Write("user_id;mrr\n1;2\n");

        IReadOnlyList<Tab> tabs = await RunAsync("""
            Wait-FirstTab "Import-Csv users.csv -Delimiter ';' | Set-JournyUser -PropertyType "
            Tab "Import-Csv users.csv -Delimiter ';' | Set-JournyUser -PropertyType "
            Tab "Import-Csv -Path users.csv -Delimiter ';' | Where-Object mrr | Set-JournyUser -PropertyType "
            Tab 'Get-Item users.csv | Import-JournyUser -IncludeProperty m'
            Tab 'Get-ChildItem *.csv | Import-JournyUser -IncludeProperty m'
            """);

        Assert.Equal(["@{ mrr = 'Number' }", "@{ mrr = 'Number' }", "mrr", "mrr"], tabs.Select(tab => tab.First));
    }

    [Fact]
    public async Task The_names_of_connections_and_the_columns_of_a_key_are_there()
    {
        _folder.Write("user_id,Order No,name,triggered_at\n1,7,a,2026-02-01\n", "orders.csv");
        _folder.Write("user_id,email,journy_absent\r\n1,,20260430-140500.0000000\r\n", "gone.csv");

        IReadOnlyList<Tab> tabs = await RunAsync("""
            foreach ($name in 'prod', 'test of ours') { Connect-Journy -ApiKey $Key -BaseUri $Uri -SkipKeyCheck -Name $name }
            Wait-FirstTab 'Import-JournyEvent orders.csv -EventKey '
            Tab 'Set-JournyUser 1 -Connection '
            Tab 'Set-JournyUser 1 -Connection t'
            Tab 'Import-JournyEvent orders.csv -EventKey '
            Tab 'Import-JournyEvent -LiteralPath orders.csv -EventKey o'
            Tab 'Import-JournyEvent orders.csv -EventKey user_id, o'
            Tab 'Get-ChildItem *.csv | Import-JournyEvent -EventKey o'
            """);

        Assert.Equal(["prod", "'test of ours'", "user_id", "'Order No'", "'Order No'", "'Order No'"], tabs.Select(tab => tab.First));
        Assert.Equal([2, 1, 4, 1, 1, 1], tabs.Select(tab => tab.Count));
        Assert.Equal(0, Reads);
    }

    [Fact]
    public async Task With_the_sample_it_completes_inside_a_hashtable_too()
    {
        _folder.Write("user_id,First Name,mrr\n007,Jane,1\n");

        IReadOnlyList<Tab> tabs = await RunAsync($$"""
            . '{{Repository.Root}}/samples/complete-in-hashtables.ps1'
            Wait-FirstTab 'Import-JournyUser users.csv -PropertyType '
            function At($line) { Tab $line.Remove($line.IndexOf('^'), 1) $line.IndexOf('^') }
            At "Import-JournyUser users.csv -PropertyType @{ ^ }"
            At "Import-JournyUser users.csv -PropertyType @{ 'F^"
            At "Import-JournyUser users.csv -PropertyType @{ mrr = '^"
            At "Import-JournyUser users.csv -PropertyType @{ mrr = '^' }; Get-Date"
            At "Import-JournyUser users.csv -PropertyT:@{ mrr = 'B^oolean' }"
            At "Import-JournyUser users.csv -PropertyType @{ mrr = 'Number'; ^ }"
            At "Import-JournyUser users.csv -PropertyMap @{ user_id = 'e^' } -NoJournal"
            At "Get-Pro^"
            At "Import-JournyUser users.csv -PropertyTy^"
            """);

        Assert.Equal(
            [
                "45+0 'First Name'", "45+2 'First Name'", "51+1 'Number'", "51+2 'Number'", "48+9 'Boolean'", "61+0 'First Name'",
                "54+3 'email'",
                "0+7 Get-Process", "28+11 -PropertyType",
            ],
            tabs.Select(tab => $"{tab.Replaced} {tab.First}"));
    }

    public void Dispose() => _folder.Dispose();

    private int Reads => Emulator.Ledger.Snapshot().Count(entry => entry.Method == "GET");

    private void AddProperties()
    {
        Session.Run($$"""
            foreach ($part in 0..9) {
                $properties = @{}
                foreach ($i in 0..{{(Properties / 10) - 1}}) { $properties['property_' + ($part + 10 * $i)] = $i }
                Set-JournyUser -UserId 1 -Property $properties
            }
            """).ThrowIfFailed();
    }

    private async Task<List<Tab>> RunAsync(string script)
    {
        string path = _folder.Write(Prelude + script, "tabs.ps1");
        ProcessRun run = await RealShell.OfPackage.RunAsync(
            [
                "-File",
                path,
                "-Module",
                Repository.StagedManifest,
                "-Key",
                Emulator.ApiKey,
                "-Uri",
                Emulator.BaseAddress.AbsoluteUri,
                "-Folder",
                _folder.Path
            ],
            new Dictionary<string, string?> { ["JOURNY_API_KEY"] = null },
            Cancel);
        Assert.True(run.ExitCode == 0, run.Errors + run.Output);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Tab.Of).ToList();
    }

    private sealed record Tab(long Milliseconds, int Count, string Replaced, string First)
    {
        public static Tab Of(string line)
        {
            string[] parts = line.TrimEnd('\r').Split('\t');
            Assert.Equal(4, parts.Length);
            return new Tab(
                long.Parse(parts[0], CultureInfo.InvariantCulture),
                int.Parse(parts[1], CultureInfo.InvariantCulture),
                parts[2],
                parts[3].Split('|')[0]);
        }
    }
}
