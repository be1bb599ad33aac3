using System;
using System.Collections.Generic;

namespace Journy.Emulator.Faults;

/// <summary>The rule behind <see cref="FaultPlan.AddRandom"/>.</summary>
internal sealed class RandomFaults
{
    // Shorter than the shortest body of the API, so that there is always something to cut.
    private const int MostTruncatedBytes = 40;
    private const string GatewayPage = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";

    private static readonly int[] RedirectStatuses = [301, 302, 307, 308];

    private readonly int _seed;
    private readonly FaultMix _mix;
    private readonly FaultKind[] _kinds;

    internal RandomFaults(int seed, FaultMix mix)
    {
        mix.Check();
        _seed = seed;
        _mix = mix;
        _kinds = [.. mix.Kinds];
    }

    internal Fault? Decide(EmulatorRequest request)
    {
        SeededDraw draw = new(_seed, DrawPurpose.Fault, request.Sequence);
        if (draw.Unit() >= _mix.Rate)
        {
            return null;
        }

        FaultKind kind = _kinds[draw.Below(_kinds.Length)];
        Fault fault = Create(kind, ref draw);
        fault.Kind = kind;
        return fault;
    }

    private Fault Create(FaultKind kind, ref SeededDraw draw)
    {
        switch (kind)
        {
            case FaultKind.DropBefore:
                return Fault.Abort();
            case FaultKind.DropAfter:
                return Fault.Abort(afterApplying: true);
            case FaultKind.RequestTimeout:
                return Fault.Error(408, afterApplying: draw.Coin());
            case FaultKind.TooManyRequests:
                (TimeSpan? pause, bool pauseAsDate) = RetryAfter(ref draw);
                return Fault.TooManyRequests(pause, pauseAsDate);
            case FaultKind.ServerError:
                return Fault.Error(500, afterApplying: draw.Coin());
            case FaultKind.BadGateway:
                return Fault.Respond(502, "text/html", GatewayPage, afterApplying: draw.Coin());
            case FaultKind.Unavailable:
                (TimeSpan? wait, bool waitAsDate) = RetryAfter(ref draw);
                return wait is null ? Fault.Error(503, afterApplying: draw.Coin()) : Fault.Unavailable(wait, waitAsDate);
            case FaultKind.GatewayTimeout:
                return Fault.Respond(504, "text/plain", "upstream request timeout", afterApplying: draw.Coin());
            case FaultKind.Empty:
                return Fault.Empty();
            case FaultKind.Truncated:
                return Fault.Truncate(1 + draw.Below(MostTruncatedBytes));
            case FaultKind.Trickle:
                return Fault.Trickle(_mix.TrickleTime);
            case FaultKind.Redirect:
                return Fault.Redirect("/redirected", RedirectStatuses[draw.Below(RedirectStatuses.Length)]);
            default:
                throw new KeyNotFoundException($"There is no fault of the kind {kind}.");
        }
    }

    private (TimeSpan? Wait, bool AsDate) RetryAfter(ref SeededDraw draw) => draw.Below(3) switch
    {
        0 => (null, false),
        1 => (_mix.RetryAfter, false),
        _ => (_mix.RetryAfter, true),
    };
}
