using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Journy.Tests.Pacing;

/// <summary>What came of a scenario with many seeds: medians, and the most.</summary>
internal sealed record PaceFigures(double Share, double Refused, int MostRefused, double OthersRefused, double Fair)
{
    /// <summary>Runs a scenario with the seeds from 1 on.</summary>
    public static PaceFigures Of(PaceScenario scenario, Func<int, ISimulatedRule> rule, int seeds)
    {
        PaceOutcome[] outcomes = [.. Enumerable.Range(1, seeds).Select(seed => PaceSimulation.Run(scenario, rule, seed))];
        return new PaceFigures(
            Median(outcomes.Select(outcome => outcome.Share)),
            Median(outcomes.Select(outcome => (double)outcome.Refused)),
            outcomes.Max(outcome => outcome.Refused),
            Median(outcomes.Select(outcome => outcome.OthersRefused)),
            Median(outcomes.Select(outcome => outcome.Fair)));
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return (ordered[ordered.Length / 2] + ordered[(ordered.Length - 1) / 2]) / 2;
    }

    /// <summary>The figures as columns of the table.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Share:0.000} | {Refused:0.0} | {MostRefused} | {100 * OthersRefused:0.00} | {Fair:0.00}");
}
