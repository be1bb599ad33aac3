using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;

using Journy.Emulator.Api;

namespace Journy.Emulator;

/// <summary>The command line.</summary>
internal static class EmulatorArguments
{
    internal const string Usage = """
        A local journy.io API for tests and for trying things out. Ctrl+C ends it.

          --port N          port on 127.0.0.1 (default: a free one)
          --limit N         calls a minute that a key may make (default: 1800)
          --no-limit        refuse no call
          --key KEY         the local test key (default: a random one)
          --latency-ms N    milliseconds that every answer takes longer (default: 0)
          --domain NAME     a domain that has a tracking snippet; can be given more than once
          --help            this text
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It cannot be understood; the message says why.</exception>
    internal static EmulatorOptions Parse(string[] args)
    {
        int port = 0;
        int? limit = null;
        bool noLimit = false;
        string? key = null;
        int latency = 0;
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
                case "--key":
                    key = Value(args, ref index);
                    break;
                case "--latency-ms":
                    latency = Number(name, Value(args, ref index), 0, int.MaxValue);
                    break;
                case "--domain":
                    domains.Add(Domain(name, Value(args, ref index)));
                    break;
                default:
                    throw new FormatException($"'{name}' is not an option.");
            }
        }

        if (noLimit && limit is not null)
        {
            throw new FormatException("--limit and --no-limit exclude each other.");
        }

        return new EmulatorOptions
        {
            Port = port,
            RateLimit = noLimit ? null : limit ?? EmulatorOptions.DefaultRateLimit,
            ApiKey = key,
            Latency = TimeSpan.FromMilliseconds(latency),
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

    private static int Number(string name, string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : throw new FormatException($"{name} is a whole number from {min} to {max}, not '{text}'.");
}
