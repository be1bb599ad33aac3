using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Import.Values;
using Journy.Tests.Commands;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>Times around the changes of clocks, in zones that change them at different hours.</summary>
[Collection(ProcessWide.Name)]
public sealed class ClockTimeTests
{
    private static readonly ValueConverter Default = new(";", timeZone: null);

    // Zone, the day on which clocks go forward, the day on which they go back.
    public static TheoryData<string, string, string> Zones => new()
    {
        { "Europe/Brussels", "2026-03-29", "2026-10-25" },
        { "America/New_York", "2026-03-08", "2026-11-01" },
        { "Australia/Lord_Howe", "2026-10-04", "2026-04-05" },
        { "Africa/Cairo", "2024-04-26", "2024-10-31" },
        { "America/Havana", "2024-03-10", "2024-11-03" },
    };

    [Theory]
    [MemberData(nameof(Zones))]
    public void Every_half_hour_of_both_days_is_the_moment_that_it_was(string zoneName, string forward, string back)
    {
        using Zone zone = new(zoneName);
        foreach (DateTime day in new[] { forward, back }.Select(day => DateTime.Parse(day, CultureInfo.InvariantCulture)))
        {
            // What clocks show at each moment of these days, found by going through them in UTC.
            List<(DateTimeOffset Utc, DateTime Clock)> moments = [.. Enumerable.Range(-48, 72 * 4)
                .Select(quarter => new DateTimeOffset(day.AddMinutes(15 * quarter).Ticks, TimeSpan.Zero))
                .Select(utc => (utc, TimeZoneInfo.ConvertTime(utc, zone.Info).DateTime))];
            foreach ((DateTimeOffset utc, DateTime clock) in moments.Where(moment => moment.Clock.Date == day))
            {
                // A DateTime of the kind Local knows which of two equal times it is, as of text with an offset.
                Assert.Equal(utc, Default.ToMoment(utc.LocalDateTime, "at"));
                Assert.Equal(utc, Default.ToMoment(TimeZoneInfo.ConvertTime(utc, zone.Info), "at"));
                string offset = TimeZoneInfo.ConvertTime(utc, zone.Info).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
                Assert.Equal(utc, Default.ToMoment(offset, "at"));

                // Of two equal times without an offset, the second.
                DateTimeOffset last = moments.Last(moment => moment.Clock == clock).Utc;
                DateTimeOffset first = moments.First(moment => moment.Clock == clock).Utc;
                Assert.Equal(
                    clock.TimeOfDay == TimeSpan.Zero ? first : last,
                    Default.ToMoment(DateTime.SpecifyKind(clock, DateTimeKind.Unspecified), "at"));
                ValueConverter named = new(";", zone.Info);
                Assert.Equal(last, named.ToMoment(clock.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), "at"));
                Assert.Equal(utc, named.ToMoment(utc.LocalDateTime, "at"));
            }

            // What no clock has shown.
            HashSet<DateTime> shown = [.. moments.Select(moment => moment.Clock)];
            foreach (DateTime clock in Enumerable.Range(0, 96)
                .Select(quarter => day.AddMinutes(15 * quarter))
                .Where(clock => !shown.Contains(clock)))
            {
                Assert.Throws<JournyInputException>(() =>
                    new ValueConverter(";", zone.Info).ToMoment(clock.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), "at"));
                if (clock.TimeOfDay != TimeSpan.Zero)
                {
                    Assert.Throws<JournyInputException>(() => Default.ToMoment(clock, "at"));
                    Assert.Throws<JournyInputException>(() => Default.ToMoment(DateTime.SpecifyKind(clock, DateTimeKind.Local), "at"));
                }
            }

            // A date alone is the first moment of its day.
            DateTimeOffset start = moments.First(moment => moment.Clock.Date == day).Utc;
            Assert.Equal(
                start, new ValueConverter(";", zone.Info).ToMoment(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "at"));
            Assert.Equal(start, Default.ToMoment(day, "at"));
        }
    }

    [Fact]
    public void The_midnight_that_Cairo_skipped_is_one_o_clock()
    {
        ValueConverter cairo = new(";", TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo"));
        DateTimeOffset first = DateTimeOffset.Parse("2024-04-25T22:00:00Z", CultureInfo.InvariantCulture);
        Assert.Equal(first, cairo.ToMoment("2024-04-26", "at"));
        Assert.Equal(first, cairo.ToMoment("2024/04/26", "at"));
        Assert.Equal(first, cairo.ToMoment(new DateTime(2024, 4, 26), "at"));
        Assert.Equal(first, cairo.ToMoment(new DateOnly(2024, 4, 26), "at"));
        Assert.Equal(first.AddHours(-24), cairo.ToMoment("2024-04-25", "at"));
        Assert.Throws<JournyInputException>(() => cairo.ToMoment("2024-04-26 00:30", "at"));
    }

    [Fact]
    public void A_named_zone_counts_for_a_DateTime_that_says_none_and_for_no_other()
    {
        using Zone here = new("Europe/Brussels");
        DateTime clock = new(2026, 7, 15, 12, 0, 0);
        Assert.Equal("2026-07-15T12:00:00Z", Utc(new ValueConverter(";", TimeZoneInfo.Utc).ToMoment(clock, "at")));
        Assert.Equal(
            "2026-07-15T16:00:00Z",
            Utc(new ValueConverter(";", TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).ToMoment(clock, "at")));
        Assert.Equal("2026-07-15T10:00:00Z", Utc(Default.ToMoment(clock, "at")));
        Assert.Equal(
            "2026-07-15T10:00:00Z",
            Utc(new ValueConverter(";", TimeZoneInfo.Utc).ToMoment(DateTime.SpecifyKind(clock, DateTimeKind.Local), "at")));
        Assert.Equal(
            "2026-07-15T12:00:00Z", Utc(new ValueConverter(";", here.Info).ToMoment(DateTime.SpecifyKind(clock, DateTimeKind.Utc), "at")));
        Assert.Equal("2026-07-15T12:00:00Z", Utc(Default.ToMoment("2026-07-15 12:00", "at")));
    }

    private static string Utc(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>This machine in another zone.</summary>
    private sealed class Zone : IDisposable
    {
        private readonly EnvironmentVariable _variable;

        public Zone(string name)
        {
            _variable = new EnvironmentVariable("TZ", name);
            TimeZoneInfo.ClearCachedData();
            Info = TimeZoneInfo.FindSystemTimeZoneById(name);
            Assert.SkipUnless(
                TimeZoneInfo.Local.BaseUtcOffset == Info.BaseUtcOffset,
                "This system takes its time zone from elsewhere than the TZ variable.");
        }

        public TimeZoneInfo Info { get; }

        public void Dispose()
        {
            _variable.Dispose();
            TimeZoneInfo.ClearCachedData();
        }
    }
}
