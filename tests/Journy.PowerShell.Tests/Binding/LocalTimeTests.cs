using System;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>Dates of this machine's own time, on a machine in Brussels.</summary>
[Collection(ProcessWide.Name)]
public sealed class LocalTimeTests : SharedSessionTest, IDisposable
{
    private readonly EnvironmentVariable _zone = new("TZ", "Europe/Brussels");

    public LocalTimeTests(SharedSession shared)
        : base(shared)
    {
        TimeZoneInfo.ClearCachedData();
        Assert.SkipUnless(
            TimeZoneInfo.Local.BaseUtcOffset == TimeSpan.FromHours(1), "This system takes its time zone from elsewhere than the TZ variable.");
    }

    public void Dispose()
    {
        _zone.Dispose();
        TimeZoneInfo.ClearCachedData();
    }

    [Theory]
    [InlineData("[datetime]::new(2026, 7, 15, 12, 0, 0, [DateTimeKind]::Unspecified)", "2026-07-15T10:00:00Z")]
    [InlineData("[datetime]::new(2026, 1, 15, 12, 0, 0, [DateTimeKind]::Unspecified)", "2026-01-15T11:00:00Z")]
    [InlineData("[datetime]::new(2026, 7, 15, 12, 0, 0, [DateTimeKind]::Local)", "2026-07-15T10:00:00Z")]
    [InlineData("[datetime]::new(2026, 7, 15, 12, 0, 0, [DateTimeKind]::Utc)", "2026-07-15T12:00:00Z")]
    [InlineData("[datetime]'2026-07-15'", "2026-07-14T22:00:00Z")]
    [InlineData("[psobject][datetime]'2026-07-15'", "2026-07-14T22:00:00Z")]
    [InlineData("[datetime]::new(2026, 10, 25, 2, 30, 0)", "2026-10-25T01:30:00Z")]
    [InlineData("[datetimeoffset]::new(2026, 7, 15, 12, 0, 0, [timespan]::FromHours(-5))", "2026-07-15T17:00:00Z")]
    [InlineData("[DateOnly]::new(2026, 7, 15)", "2026-07-15T00:00:00Z")]
    [InlineData("'2026-07-15T12:00:00'", "2026-07-15T12:00:00Z")]
    [InlineData("[datetime]::MinValue", "0001-01-01T00:00:00Z")]
    public void A_date_without_a_zone_is_local_and_text_is_UTC(string expression, string expected)
    {
        SetUser($"@{{ user_id = 'u'; at = {expression} }}", "-PropertyType @{ at = 'DateTime' }").ThrowIfFailed();
        Assert.Equal(expected, OnlyProperties.GetProperty("at").GetString());
    }

    [Theory]
    [InlineData("Unspecified")]
    [InlineData("Local")]
    public void A_local_time_that_the_clocks_skipped_fails_its_record_alone(string kind)
    {
        ShellResult result = Shell.Run(
            $"& {{ @{{ user_id = 'u'; at = [datetime]::new(2026, 3, 29, 2, 30, 0, [DateTimeKind]::{kind}) }}; @{{ user_id = 'good' }} }} | Set-JournyUser");
        Assert.Equal("Journy.InvalidValue", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("'at' is 2026-03-29 02:30:00", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("ToUniversalTime", result.ErrorText, StringComparison.Ordinal);
        Assert.Equal("""{"userId":"good"}""", OnlyIdentification);
    }
}
