using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>
/// Over several runs of one export that grows and changes, no event counts twice but those that the user accepted, none is left out
/// unsaid, and a run after a complete one sends nothing. The real cmdlet with its files, against a list of what the server counted.
/// </summary>
public sealed class EventRunsTests : ImportTest
{
    // The seeds are the same in every run, so that a failure is there again; the first of others goes here.
    private const string SeedVariable = "JOURNY_TEST_SEED";

    // How many there are, for a long run over seeds that nobody has tried.
    private const string CasesVariable = "JOURNY_TEST_CASES";
    private const int MostFailures = 20;

    private readonly List<ReceivedEvent> _received = [];
    private Random _random = new(0);
    private double _faults;

    /// <summary>Requests are judged here, one by one; thousands of bodies need not be kept.</summary>
    protected override EmulatorOptions Options => new() { RateLimit = null, KeepBodies = false };

    [Fact]
    public void An_event_counts_once_over_runs_of_an_export_that_changes() => RunScenarios(60);

    [Trait("Category", "Promise")]
    [Fact(Explicit = true)]
    public void In_1900_scenarios_of_changing_exports_an_event_counts_once() => RunScenarios(1900);

    /// <summary>Runs an import, and tells what the server got meanwhile.</summary>
    internal (ShellResult Result, IReadOnlyList<ReceivedEvent> Received) RunImport(string script, double faults)
    {
        _received.Clear();
        _faults = faults;
        ShellResult result = Run(script);
        return (result, [.. _received]);
    }

    /// <summary>A file of the test's folder.</summary>
    internal string PathOf(string name) => Folder.File(name);

    private void RunScenarios(int scenarios)
    {
        int first = int.Parse(Environment.GetEnvironmentVariable(SeedVariable) ?? "1", CultureInfo.InvariantCulture);
        scenarios = int.Parse(
            Environment.GetEnvironmentVariable(CasesVariable) ?? scenarios.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seeds {first} to {first + scenarios - 1}; {SeedVariable} begins with another.");
        Emulator.Faults.Add(request => Receive(request.Body!));
        SortedDictionary<string, int> met = new(StringComparer.Ordinal);
        List<string> failures = [];
        for (int seed = first; seed < first + scenarios && failures.Count < MostFailures; seed++)
        {
            _random = new Random(seed);
            EventScenario scenario = new(this, new Random(seed), seed);
            try
            {
                scenario.Run();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failures.Add($"Seed {seed}: {exception.Message}{Environment.NewLine}{scenario.Story}");
            }

            foreach (KeyValuePair<string, int> counted in scenario.Met)
            {
                met[counted.Key] = met.GetValueOrDefault(counted.Key) + counted.Value;
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", met.Select(counted => $"{counted.Key} {counted.Value}")));

        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));

        // A generator that no longer reaches one of these says nothing about it.
        Assert.DoesNotContain(EventScenario.ToMeet, kind => met.GetValueOrDefault(kind) < scenarios / 100);
    }

    private Fault? Receive(string body)
    {
        lock (_received)
        {
            int kind = _random.NextDouble() < _faults ? _random.Next(1, 4) : 0;
            _received.Add(new ReceivedEvent(body, IsRecorded: kind is 0 or 1, IsAnswered: kind is 0 or 2));
            return kind switch
            {
                0 => null,
                1 => Fault.Abort(afterApplying: true),
                2 => Fault.Error(400, "Refused."),
                _ => Fault.Abort(),
            };
        }
    }
}
