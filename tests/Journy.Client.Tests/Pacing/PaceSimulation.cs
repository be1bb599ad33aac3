using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Pacing;

namespace Journy.Tests.Pacing;

/// <summary>Runs a scenario in virtual time, event by event.</summary>
internal sealed class PaceSimulation
{
    private readonly PaceScenario _scenario;
    private readonly Random _random;
    private readonly ISimulatedServer _server;
    private readonly SimulatedHeader _header;
    private readonly List<double> _others;
    private readonly List<SimulatedImporter> _importers = [];
    private readonly PriorityQueue<Event, (double Time, long Number)> _events = new();
    private long _number;
    private int _nextOther;
    private int _othersCalls;
    private int _othersRefused;

    private PaceSimulation(PaceScenario scenario, Func<int, ISimulatedRule> rule, int seed)
    {
        _scenario = scenario;
        _random = new Random((seed * 7919) + 17);
        double phase = _random.NextDouble() * scenario.Window;
        _server = SimulatedServers.Create(scenario.Server, scenario.Limit, scenario.Window, phase);
        _header = new SimulatedHeader(scenario.Header, scenario.Limit, _random);
        int copies = scenario.Others == "mixed" ? 2
            : scenario.Others.StartsWith("copies", StringComparison.Ordinal) ? int.Parse(scenario.Others[6..], CultureInfo.InvariantCulture)
            : 1;
        _others = OtherCalls.Times(copies > 1 ? "none" : scenario.Others, _random, -2 * scenario.Window, scenario.Seconds);
        foreach (double before in Enumerable.Range(0, scenario.CallsBefore).Select(_ => Between(-50, -20)).Order())
        {
            _server.Take(before);
        }

        for (int importer = 0; importer < copies; importer++)
        {
            _importers.Add(new SimulatedImporter(rule(importer), 1 + Between(-3e-4, 3e-4)));
            Look(_importers[^1], importer == 0 ? 0 : Between(0, 120));
        }
    }

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">What it is of.</param>
    /// <param name="rule">Makes the rule of each importer, by its number from 0.</param>
    /// <param name="seed">What chance draws from: the same seed gives both rules the same others.</param>
    public static PaceOutcome Run(PaceScenario scenario, Func<int, ISimulatedRule> rule, int seed) =>
        new PaceSimulation(scenario, rule, seed).Run();

    /// <summary>The calls that others make in a run of the scenario.</summary>
    public static IReadOnlyList<double> OthersIn(PaceScenario scenario, int seed) =>
        new PaceSimulation(scenario, _ => new TodaysRule(), seed)._others;

    private PaceOutcome Run()
    {
        Queue<(double Time, int Limit)> changes = new(_scenario.Changes);
        while (_events.TryDequeue(out Event next, out (double Time, long Number) key) && key.Time <= _scenario.Seconds)
        {
            double now = key.Time;
            while (changes.Count > 0 && changes.Peek().Time <= now)
            {
                _server.Limit = changes.Dequeue().Limit;
            }

            MakeCallsOfOthers(now);
            switch (next.Kind)
            {
                case EventKind.Look:
                    next.Importer.LooksAgain = false;
                    StartCalls(next.Importer, now);
                    break;
                case EventKind.Arrive:
                    Arrive(next, now);
                    break;
                default:
                    Answer(next, now);
                    break;
            }

            if (next.Importer.Done >= _scenario.Rows && _importers.TrueForAll(importer => importer.Done >= _scenario.Rows))
            {
                break;
            }
        }

        double steady = Math.Min(180, _scenario.Seconds / 3);
        double most = _scenario.Limit / _scenario.Window * (_scenario.Seconds - steady);
        int[] late = [.. _importers.Select(importer => importer.Admitted.Count(time => time > _scenario.Seconds - 300))];
        return new PaceOutcome(
            _importers.Sum(importer => importer.Admitted.Count(time => time > steady)) / most,
            _importers.Sum(importer => importer.Refused),
            _othersCalls == 0 ? 0 : (double)_othersRefused / _othersCalls,
            late.Min() / (double)Math.Max(1, late.Max()),
            _importers);
    }

    private void MakeCallsOfOthers(double now)
    {
        for (; _nextOther < _others.Count && _others[_nextOther] <= now; _nextOther++)
        {
            double time = _others[_nextOther];
            (bool admitted, int remaining) = _server.Take(time);
            _header.Saw(time, remaining);
            _othersCalls += time >= 0 ? 1 : 0;
            _othersRefused += time >= 0 && !admitted ? 1 : 0;
        }
    }

    private void StartCalls(SimulatedImporter importer, double now)
    {
        double clock = importer.Clock(now);
        while (!importer.HasGivenUp && importer.InFlight < _scenario.Callers && !(importer.Done + importer.InFlight >= _scenario.Rows))
        {
            double wait = importer.Rule.Wait(clock);
            if (wait > 0)
            {
                double due = now + Math.Min(wait, 0.25);
                Look(
                    importer,
                    _scenario.Tick <= 0.001 ? due + Between(0, 0.001) : Math.Ceiling((due / _scenario.Tick) + 1e-9) * _scenario.Tick);
                return;
            }

            CallTicket ticket = importer.Rule.Start(clock);
            importer.InFlight++;
            Add(now + HalfOfLatency(), new Event(EventKind.Arrive, importer, ticket));
        }
    }

    private void Arrive(Event call, double now)
    {
        (bool admitted, int left) = _server.Take(now);
        if (admitted)
        {
            call.Importer.Admitted.Add(now);
        }

        (int? limit, int? remaining) = _header.Say(now, _server.Limit, left);
        double outage = _scenario.Outage is { } down && now >= down.From && now < down.To ? down.To - now : 0;
        Add(
            now + outage + HalfOfLatency(),
            call with { Kind = EventKind.Answer, Limit = limit, Remaining = remaining, Admitted = admitted });
    }

    private void Answer(Event call, double now)
    {
        SimulatedImporter importer = call.Importer;
        double clock = importer.Clock(now);
        importer.InFlight--;
        importer.Rule.Leave(call.Ticket, call.Limit, call.Remaining, call.Admitted ? CallEnd.Answered : CallEnd.Refused, clock);
        if (call.Admitted)
        {
            importer.Done++;
            importer.EndedAt = now;
        }
        else
        {
            importer.Refused++;
            importer.HasGivenUp |= !importer.Rule.TryPause(clock);
        }

        if (!importer.LooksAgain)
        {
            StartCalls(importer, now);
        }
    }

    private void Look(SimulatedImporter importer, double time)
    {
        importer.LooksAgain = true;
        Add(time, new Event(EventKind.Look, importer, default));
    }

    private void Add(double time, Event what) => _events.Enqueue(what, (time, _number++));

    private double HalfOfLatency() => _scenario.Latency switch
    {
        "wide" => Between(0.010, 0.150),
        "150" => Between(0.060, 0.090),
        "tail" => _random.NextDouble() < 0.05 ? Between(0.2, 2) : Between(0.005, 0.120),
        _ => throw new InvalidOperationException($"No latency is called {_scenario.Latency}."),
    };

    private double Between(double least, double most) => least + (_random.NextDouble() * (most - least));

    private enum EventKind
    {
        /// <summary>An importer looks whether a call may start.</summary>
        Look,

        /// <summary>A call comes to the server.</summary>
        Arrive,

        /// <summary>Its answer comes back.</summary>
        Answer,
    }

    private readonly record struct Event(EventKind Kind, SimulatedImporter Importer, CallTicket Ticket)
    {
        public int? Limit { get; init; }

        public int? Remaining { get; init; }

        public bool Admitted { get; init; }
    }
}
