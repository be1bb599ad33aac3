using System;
using System.Collections.Generic;
using System.Globalization;

namespace Journy.Tests.Pacing;

/// <summary>What an answer says is left, in place of the truth: exact, tens, noisy, constant, none, or stale by so many seconds.</summary>
internal sealed class SimulatedHeader(string kind, int limit, Random random)
{
    private readonly double? _lag = kind.StartsWith("stale", StringComparison.Ordinal)
        ? double.Parse(kind[5..], CultureInfo.InvariantCulture)
        : null;
    private readonly Queue<(double Time, int Remaining)> _past = new();
    private int? _old;

    /// <summary>Takes note of what was left after a call that somebody else was answered.</summary>
    public void Saw(double now, int remaining)
    {
        if (_lag is not null)
        {
            _past.Enqueue((now, remaining));
        }
    }

    /// <summary>What the answer to a call of ours says.</summary>
    public (int? Limit, int? Remaining) Say(double now, int currentLimit, int remaining)
    {
        if (_lag is { } lag)
        {
            Saw(now, remaining);
            while (_past.Count > 0 && _past.Peek().Time <= now - lag)
            {
                _old = _past.Dequeue().Remaining;
            }

            return (currentLimit, _old ?? currentLimit);
        }

        return kind switch
        {
            "exact" => (currentLimit, remaining),
            "none" => (null, null),
            "tens" => (currentLimit, remaining / 10 * 10),
            "noisy" => (currentLimit, Math.Clamp(remaining + random.Next(-limit / 100, (limit / 100) + 1), 0, currentLimit)),
            "constant" => (currentLimit, currentLimit - 1),
            _ => throw new InvalidOperationException($"No header is called {kind}."),
        };
    }
}
