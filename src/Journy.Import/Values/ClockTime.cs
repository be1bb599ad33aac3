using System;
using System.Linq;

namespace Journy.Import.Values;

/// <summary>What calendar and clock of a time zone show, as a moment.</summary>
internal static class ClockTime
{
    private const int MinutesOfDay = 24 * 60;

    /// <summary>The moment; null if the clocks skipped it.</summary>
    /// <param name="clock">Date and time, of the kind Unspecified.</param>
    /// <param name="zone">The clock's zone. Of a time that came twice, when clocks went back, the second is taken.</param>
    /// <param name="isDateAlone">True if the time is midnight because there is none: then it is the first moment of that day.</param>
    public static DateTimeOffset? ToUtc(DateTime clock, TimeZoneInfo zone, bool isDateAlone)
    {
        if (ReferenceEquals(zone, TimeZoneInfo.Utc))
        {
            return new DateTimeOffset(clock.Ticks, TimeSpan.Zero);
        }

        if (isDateAlone)
        {
            return FirstOf(clock, zone);
        }

        return zone.IsInvalidTime(clock) ? null : new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(clock, zone), TimeSpan.Zero);
    }

    /// <summary>The first moment of a day, which is not midnight if clocks change then; null if there was no such day.</summary>
    private static DateTimeOffset? FirstOf(DateTime day, TimeZoneInfo zone)
    {
        for (int minute = 0; minute < MinutesOfDay; minute++)
        {
            DateTime clock = day.AddMinutes(minute);
            if (!zone.IsInvalidTime(clock))
            {
                return zone.IsAmbiguousTime(clock)
                    ? new DateTimeOffset(clock, zone.GetAmbiguousTimeOffsets(clock).Max()).ToUniversalTime()
                    : new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(clock, zone), TimeSpan.Zero);
            }
        }

        return null;
    }
}
