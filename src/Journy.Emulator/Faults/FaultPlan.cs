using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Journy.Emulator.Faults;

namespace Journy.Emulator;

/// <summary>
/// What goes wrong, and when. Each rule looks at each request once, after it was received whole; all the faults
/// that they name happen in the order of the rules, until one ends the request. Can be changed while requests run.
/// </summary>
public sealed class FaultPlan
{
    private ImmutableList<FaultRule> _rules = [];
    private volatile Latency _latency;
    private IDisposable? _switched;

    internal FaultPlan(Latency latency) => _latency = latency;

    /// <summary>Gets or sets how long requests wait before they are looked at. A time makes it the same for all.</summary>
    public Latency Latency
    {
        get => _latency;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _latency = value;
        }
    }

    /// <summary>Adds a rule.</summary>
    /// <param name="rule">Names the fault of a request, or <see langword="null"/> for none. Called by many threads at once.</param>
    /// <returns>Takes the rule away again when disposed of.</returns>
    public IDisposable Add(Func<EmulatorRequest, Fault?> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        FaultRule added = new(rule, this);
        ImmutableInterlocked.Update(ref _rules, static (rules, one) => rules.Add(one), added);
        return added;
    }

    /// <summary>Adds a fault that happens to every request.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>Takes the fault away again when disposed of.</returns>
    public IDisposable Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return Add(_ => fault);
    }

    /// <summary>
    /// Adds random faults. What happens to a request depends on the seed, the mix and its sequence number alone, so that
    /// the same seed brings the same schedule again; the ledger tells which kind each request met.
    /// </summary>
    /// <param name="seed">The seed. Two plans with the same seed hit the same requests.</param>
    /// <param name="mix">How often faults happen, and which.</param>
    /// <returns>Takes the faults away again when disposed of.</returns>
    public IDisposable AddRandom(int seed, FaultMix mix)
    {
        ArgumentNullException.ThrowIfNull(mix);
        return Add(new RandomFaults(seed, mix).Decide);
    }

    /// <summary>Takes all rules and the latency away.</summary>
    public void Clear()
    {
        Latency = Latency.None;
        ImmutableInterlocked.Update(ref _rules, static rules => rules.Clear());
    }

    /// <summary>Puts random faults in place of those that were switched on this way before; <see langword="null"/> only takes them
    /// away.</summary>
    internal void SwitchRandom(int seed, FaultMix? mix)
    {
        RandomFaults? faults = mix is null ? null : new RandomFaults(seed, mix);
        Interlocked.Exchange(ref _switched, faults is null ? null : Add(faults.Decide))?.Dispose();
    }

    internal void Remove(FaultRule rule) =>
        ImmutableInterlocked.Update(ref _rules, static (rules, one) => rules.Remove(one), rule);

    /// <summary>Decides what happens to a request.</summary>
    internal IReadOnlyList<Fault> FaultsFor(EmulatorRequest request)
    {
        ImmutableList<FaultRule> rules = Volatile.Read(ref _rules);
        TimeSpan latency = _latency.Of(request.Sequence);
        if (rules.IsEmpty && latency == TimeSpan.Zero)
        {
            return [];
        }

        List<Fault> faults = [];
        if (latency > TimeSpan.Zero)
        {
            faults.Add(Fault.Delay(latency));
        }

        foreach (FaultRule rule in rules)
        {
            if (rule.Decide(request) is Fault fault)
            {
                faults.Add(fault);
            }
        }

        return faults;
    }
}
