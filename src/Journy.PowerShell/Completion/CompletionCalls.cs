using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Journy.Api;
using Journy.Pacing;

namespace Journy.Completion;

/// <summary>Keeps the calls that completion makes on a key below a twentieth of its limit, whatever the number of connections.</summary>
internal static class CompletionCalls
{
    private const int ShareOfLimit = 20;
    private const int DocumentedLimit = 1_800;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly ConditionalWeakTable<RateLimiter, Queue<TimeSpan>> Started = new();

    /// <summary>Counts a call if it may be made now.</summary>
    public static bool TryTake(JournyClient client)
    {
        RateLimiter limiter = client.RateLimiter;
        Pace pace = limiter.Pace;
        if (limiter.Pause is not null || pace.IsHeldBack)
        {
            return false;
        }

        Queue<TimeSpan> started = Started.GetOrCreateValue(limiter);
        lock (started)
        {
            TimeSpan now = client.Clock.Now;
            while (started.Count > 0 && now - started.Peek() >= Window)
            {
                started.Dequeue();
            }

            if (started.Count >= (pace.Limit ?? DocumentedLimit) / ShareOfLimit)
            {
                return false;
            }

            started.Enqueue(now);
            return true;
        }
    }
}
