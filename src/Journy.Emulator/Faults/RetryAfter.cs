using System;
using System.Globalization;

namespace Journy.Emulator.Faults;

/// <summary>The header <c>Retry-After</c>, in either of its forms.</summary>
internal readonly record struct RetryAfter(TimeSpan Wait, bool AsDate)
{
    /// <summary>Writes the header's value. It only knows whole seconds: rounded up, so that nobody comes too early.</summary>
    internal string ToHeader(DateTimeOffset now)
    {
        if (!AsDate)
        {
            return Math.Ceiling(Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        DateTimeOffset date = now + Wait;
        long pastSecond = date.UtcTicks % TimeSpan.TicksPerSecond;
        return (pastSecond == 0 ? date : date.AddTicks(TimeSpan.TicksPerSecond - pastSecond)).ToString("r", CultureInfo.InvariantCulture);
    }
}
