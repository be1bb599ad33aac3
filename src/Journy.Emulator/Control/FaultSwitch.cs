using System;
using System.Linq;
using System.Text.Json;
using Journy.Emulator.Faults;

namespace Journy.Emulator.Control;

/// <summary>What <c>POST /_emulator/faults</c> asks for. It is read whole before any of it is done.</summary>
internal sealed class FaultSwitch
{
    private static readonly string[] OfTheMix = ["kinds", "retryAfterMs", "trickleMs"];

    private readonly int _seed;
    private readonly FaultMix? _mix;
    private readonly Latency? _latency;
    private readonly long? _disableKeyAt;

    /// <exception cref="FormatException">It cannot be understood; the message says why.</exception>
    internal FaultSwitch(ControlBody body)
    {
        body.AllowOnly(["seed", "rate", .. OfTheMix, "latencyMs", "disableKeyAt"]);
        int? seed = (int?)body.Number("seed", int.MinValue, int.MaxValue);
        _seed = seed ?? 0;
        _mix = ReadMix(body);
        _latency = ReadLatency(body, _seed);
        _disableKeyAt = body.Number("disableKeyAt", 1, long.MaxValue);

        bool isRandom = _mix is not null || _latency is { IsRandom: true };
        if (isRandom != seed is not null)
        {
            throw new FormatException(isRandom
                ? "seed is needed for what is random."
                : "seed needs something random: a rate, or a range of latencyMs.");
        }

        if (_mix is null && _latency is null && _disableKeyAt is null)
        {
            throw new FormatException("There must be a rate, latencyMs or disableKeyAt.");
        }
    }

    internal void Apply(JournyEmulator emulator)
    {
        if (_mix is not null)
        {
            emulator.Faults.SwitchRandom(_seed, _mix);
        }

        if (_latency is not null)
        {
            emulator.Faults.Latency = _latency;
        }

        if (_disableKeyAt is long request)
        {
            emulator.DisableKeyAt(request);
        }
    }

    private static FaultMix? ReadMix(ControlBody body)
    {
        if (body.Find("rate") is not JsonElement rate)
        {
            string? idle = OfTheMix.FirstOrDefault(name => body.Find(name) is not null);
            return idle is null ? null : throw new FormatException($"{idle} needs a rate.");
        }

        FaultMix mix = new()
        {
            Rate = rate.ValueKind == JsonValueKind.Number && rate.GetDouble() is >= 0 and <= 1
                ? rate.GetDouble()
                : throw new FormatException($"rate is a number from 0 to 1, such as 0.02, not {rate.GetRawText()}."),
        };
        if (body.Find("kinds") is JsonElement kinds)
        {
            mix = mix with { Kinds = FaultText.ParseKinds("kinds", ControlBody.Texts("kinds", kinds)) };
        }

        if (body.Number("retryAfterMs", 0, int.MaxValue) is long retryAfter)
        {
            mix = mix with { RetryAfter = TimeSpan.FromMilliseconds(retryAfter) };
        }

        if (body.Number("trickleMs", 0, int.MaxValue) is long trickle)
        {
            mix = mix with { TrickleTime = TimeSpan.FromMilliseconds(trickle) };
        }

        return mix;
    }

    private static Latency? ReadLatency(ControlBody body, int seed)
    {
        if (body.Find("latencyMs") is not JsonElement element)
        {
            return null;
        }

        string text = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
        (TimeSpan shortest, TimeSpan longest) = FaultText.ParseLatency("latencyMs", text);
        return Latency.Random(shortest, longest, seed);
    }
}
