using System;
using System.Collections.Generic;
using System.Globalization;

namespace Journy.Tests.Pacing;

/// <summary>When others on the key make their calls.</summary>
internal static class OtherCalls
{
    /// <summary>The times of the calls in seconds, in order.</summary>
    /// <param name="kind">"none"; so many a minute, "600e" evenly or "600p" by chance; "b100/10" so many at a time every ten seconds,
    /// "bp100/10" so on the average; "@120-240:" before one of them has them begin somewhere between.</param>
    /// <param name="random">What chance draws from.</param>
    /// <param name="from">The time of the first.</param>
    /// <param name="to">When they end.</param>
    public static List<double> Times(string kind, Random random, double from, double to)
    {
        List<double> times = [];
        if (kind == "none")
        {
            return times;
        }

        double time = from;
        if (kind[0] == '@')
        {
            string[] parts = kind[1..].Split(':');
            string[] range = parts[0].Split('-');
            time = Number(range[0]) + (random.NextDouble() * (Number(range[1]) - Number(range[0])));
            kind = parts[1];
        }

        if (kind[0] == 'b')
        {
            string[] parts = kind[1..].TrimStart('p').Split('/');
            double every = Number(parts[1]);
            for (time += random.NextDouble() * every; time < to; time += kind[1] == 'p' ? Chance(every) : every)
            {
                for (int call = 0; call < (int)Number(parts[0]); call++)
                {
                    times.Add(time + (random.NextDouble() * 0.3));
                }
            }

            times.Sort();
            return times;
        }

        double gap = 60 / Number(kind[..^1]);
        bool isEven = kind[^1] == 'e';
        for (time += isEven ? random.NextDouble() * gap : Chance(gap); time < to; time += isEven ? gap : Chance(gap))
        {
            times.Add(time);
        }

        return times;

        double Chance(double mean) => -Math.Log(1 - random.NextDouble()) * mean;

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
