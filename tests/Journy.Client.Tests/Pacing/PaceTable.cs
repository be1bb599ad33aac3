using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Journy.Tests.Pacing;

/// <summary>The scenarios of docs/pacing.md, and its table.</summary>
internal static class PaceTable
{
    /// <summary>The head of the table.</summary>
    public const string Head =
        "| server header in-flight latency others | oracle | 1.0: share | our 429s | most | others refused % | fair | now: share | "
        + "our 429s | most | others refused % | fair |\n"
        + "|---|---|---|---|---|---|---|---|---|---|---|---|";

    private static readonly string[] Servers =
        ["log", "two-bucket", "token", "fixed", "log-counted", "steps-1s", "steps-10s", "token-counted", "leaky-10%"];

    private static readonly string[] Others = ["none", "60e", "60p", "600e", "600p", "1200e", "1200p", "b100/10"];

    private static readonly int[] Callers = [8, 16, 64];

    private static readonly string[] Headers = ["tens", "noisy", "stale0.5", "stale1", "stale2", "none", "constant"];

    private static readonly string[] NobodyAndSome = ["none", "600p"];

    private static readonly string[] Newcomers = ["@0-60:600p", "@120-240:600p", "@120-240:1200p", "@120-240:b100/10", "bp100/10"];

    private static readonly string[] Copies = ["copies2", "copies4"];

    /// <summary>Those of the promise: exact headers, and others who call evenly or by chance.</summary>
    public static IEnumerable<PaceScenario> Promised => Of(Servers.Take(4), "exact", Callers, Others.Take(7));

    /// <summary>All of the table.</summary>
    public static IEnumerable<PaceScenario> All =>
        Of(Servers, "exact", Callers, Others)
        .Concat(Headers.SelectMany(header => Of(Servers.Take(4), header, Callers.Take(1), NobodyAndSome)))
        .Concat(Of(Servers.Take(4), "exact", Callers.Take(1), Newcomers))
        .Concat(Of(Servers.Take(7), "exact", Callers.Take(1), Copies))
        .Append(new PaceScenario("log", "exact", 8, "wide", "mixed"));

    /// <summary>A row of the table.</summary>
    public static string Row(PaceScenario scenario, int seeds)
    {
        bool isMixed = scenario.Others == "mixed";
        double oracle = isMixed || scenario.Others.StartsWith("copies", StringComparison.Ordinal)
            ? 1
            : PaceFigures.Median(Enumerable.Range(1, 5).Select(seed => PaceOracle.Share(scenario, seed)));
        PaceFigures before = PaceFigures.Of(scenario, _ => new TodaysRule(), seeds);
        PaceFigures now = PaceFigures.Of(scenario, importer => isMixed && importer > 0 ? new TodaysRule() : new ModuleRule(), seeds);
        return string.Create(CultureInfo.InvariantCulture, $"| {scenario} | {oracle:0.000} | {before} | {now} |");
    }

    private static IEnumerable<PaceScenario> Of(
        IEnumerable<string> servers, string header, IEnumerable<int> callers, IEnumerable<string> others) =>
        from server in servers
        from other in others
        from inFlight in callers
        select new PaceScenario(server, header, inFlight, "wide", other);
}
