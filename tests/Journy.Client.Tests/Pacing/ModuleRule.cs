using System;
using Journy.Pacing;

namespace Journy.Tests.Pacing;

/// <summary>The module's own rule, with the pauses that <see cref="RateLimiter"/> makes.</summary>
internal sealed class ModuleRule(CallerLimits limits = default) : ISimulatedRule
{
    private readonly PacingRule _rule = new();
    private double _pauseEnds;

    public double Wait(double now) => _pauseEnds > now ? _pauseEnds - now : _rule.Wait(now, limits);

    public CallTicket Start(double now) => _rule.Start(now);

    public void Leave(CallTicket ticket, int? limit, int? remaining, CallEnd end, double now) =>
        _rule.Leave(ticket, limit, remaining, end, now);

    public bool TryPause(double now)
    {
        double? length = _rule.Refuse(now, _pauseEnds > now);
        _pauseEnds = Math.Max(_pauseEnds, now + (length ?? 0));
        return length is not null;
    }
}
