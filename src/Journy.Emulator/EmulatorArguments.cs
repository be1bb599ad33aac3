using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using Journy.Emulator.Api;
using Journy.Emulator.Faults;

namespace Journy.Emulator;

/// <summary>The command line.</summary>
internal static class EmulatorArguments
{
    internal const string Usage = """
        A local journy.io API for tests and for trying things out. Ctrl+C ends it.

          --port N          port on 127.0.0.1 (default: a free one)
          --limit N         calls a minute that a key may make (default: 1800)
          --no-limit        refuse no call
          --window KIND     how calls are counted: sliding (default), fixed, two-bucket or token-bucket
          --header KIND     what answers say is left: exact (default), tens, constant or absent
          --header-age-ms N milliseconds that this is old (default: 0)
          --key KEY         the local test key (default: a random one)
          --latency-ms N    milliseconds that every answer takes longer (default: 0), or a range such as 20..200
          --domain NAME     a domain that has a tracking snippet; can be given more than once
          --help            this text

        What goes wrong, counted in requests of any key:

          --fault-rate P         probability from 0 to 1 that a request has a random fault
          --faults KIND,KIND     the kinds of them (default: all): drop-before, drop-after, 408, 429, 500, 502, 503, 504,
                                 empty, truncated, trickle, redirect
          --fault-seed N         brings the same faults and random latencies again (default: another each time)
          --application-rpm N    calls a minute that the customer's own application makes with the same key
          --limit-change N:L     from request N on, L is the limit, or none; can be given more than once
          --disable-key-at N     from request N on, the key is disabled
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It cannot be understood; the message says why.</exception>
    internal static EmulatorOptions Parse(string[] args)
    {
        int port = 0;
        int? limit = null;
        bool noLimit = false;
        RateWindowKind window = default;
        RateHeader header = default;
        int headerAge = 0;
        string? key = null;
        (TimeSpan Shortest, TimeSpan Longest) latency = default;
        double? faultRate = null;
        IReadOnlyList<FaultKind>? faults = null;
        int? faultSeed = null;
        int? applicationRate = null;
        List<LimitChange> limitChanges = [];
        long? disableKeyAt = null;
        List<string> domains = [];

        for (int index = 0; index < args.Length; index++)
        {
            string name = args[index];
            switch (name)
            {
                case "--port":
                    port = Number(name, Value(args, ref index), 0, IPEndPoint.MaxPort);
                    break;
                case "--limit":
                    limit = Number(name, Value(args, ref index), 1, int.MaxValue);
                    break;
                case "--no-limit":
                    noLimit = true;
                    break;
                case "--window":
                    window = Kind<RateWindowKind>(name, Value(args, ref index));
                    break;
                case "--header":
                    header = Kind<RateHeader>(name, Value(args, ref index));
                    break;
                case "--header-age-ms":
                    headerAge = Number(name, Value(args, ref index), 0, 60_000);
                    break;
                case "--key":
                    key = Value(args, ref index);
                    break;
                case "--latency-ms":
                    latency = FaultText.ParseLatency(name, Value(args, ref index));
                    break;
                case "--domain":
                    domains.Add(Domain(name, Value(args, ref index)));
                    break;
                case "--fault-rate":
                    faultRate = FaultText.ParseRate(name, Value(args, ref index));
                    break;
                case "--faults":
                    faults = FaultText.ParseKinds(name, Value(args, ref index).Split(','));
                    break;
                case "--fault-seed":
                    faultSeed = Number(name, Value(args, ref index), 0, int.MaxValue);
                    break;
                case "--application-rpm":
                    applicationRate = Number(name, Value(args, ref index), 1, int.MaxValue);
                    break;
                case "--limit-change":
                    limitChanges.Add(LimitChange(name, Value(args, ref index)));
                    break;
                case "--disable-key-at":
                    disableKeyAt = Number(name, Value(args, ref index), 1, int.MaxValue);
                    break;
                default:
                    throw new FormatException($"'{name}' is not an option.");
            }
        }

        if (noLimit && limit is not null)
        {
            throw new FormatException("--limit and --no-limit exclude each other.");
        }

        if (faults is not null && faultRate is null)
        {
            throw new FormatException("--faults needs --fault-rate.");
        }

        if (faultSeed is not null && faultRate is null && latency.Shortest == latency.Longest)
        {
            throw new FormatException("--fault-seed needs something random: --fault-rate, or a range of --latency-ms.");
        }

        // Told at the start, so that a run with it can be made again.
        int seed = faultSeed ?? Random.Shared.Next();
        return new EmulatorOptions
        {
            Port = port,
            RateLimit = noLimit ? null : limit ?? EmulatorOptions.DefaultRateLimit,
            RateWindowKind = window,
            RateHeader = header,
            RateHeaderAge = TimeSpan.FromMilliseconds(headerAge),
            ApiKey = key,
            Latency = Latency.Random(latency.Shortest, latency.Longest, seed),
            RandomFaults = faultRate is double rate ? new FaultMix { Rate = rate, Kinds = faults ?? FaultMix.AllKinds } : null,
            FaultSeed = seed,
            Application = applicationRate is int calls ? new ApplicationOptions { CallsPerMinute = calls } : null,
            LimitChanges = limitChanges,
            DisableKeyAt = disableKeyAt,
            Domains = domains,
        };
    }

    private static string Value(string[] args, ref int index)
    {
        string name = args[index];
        index++;
        return index < args.Length && !string.IsNullOrWhiteSpace(args[index]) && !args[index].StartsWith("--", StringComparison.Ordinal)
            ? args[index]
            : throw new FormatException($"{name} needs a value.");
    }

    private static string Domain(string name, string text) =>
        WebNames.IsDomain(text) ? text : throw new FormatException($"{name} is a domain such as example.com, not '{text}'.");

    private static LimitChange LimitChange(string name, string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length != 2)
        {
            throw new FormatException($"{name} is a request and its limit, such as 500:900 or 500:none, not '{text}'.");
        }

        int request = Number(name + "'s request", parts[0], 1, int.MaxValue);
        return new LimitChange(request, parts[1] == "none" ? null : Number(name + "'s limit", parts[1], 1, int.MaxValue));
    }

    private static T Kind<T>(string name, string text)
        where T : struct, Enum
    {
        string compact = text.Replace("-", "", StringComparison.Ordinal);
        foreach (T kind in Enum.GetValues<T>())
        {
            if (string.Equals(kind.ToString(), compact, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        throw new FormatException($"{name} is {string.Join(", ", Enum.GetNames<T>())}, not '{text}'.");
    }

    private static int Number(string name, string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : throw new FormatException($"{name} is a whole number from {min} to {max}, not '{text}'.");
}
