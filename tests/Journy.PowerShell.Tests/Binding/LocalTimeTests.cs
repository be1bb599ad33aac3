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
            TimeZoneInfo.Local.BaseUtcOffset == TimeSpan.FromHours(1),
            "This system takes its time zone from elsewhere than the TZ variable.");
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
            $"& {{ @{{ user_id = 'u'; at = [datetime]::new(2026, 3, 29, 2, 30, 0, [DateTimeKind]::{kind}) }}; @{{ user_id = 'good' }} }} | "
            + "Set-JournyUser");
        Assert.Equal("Journy.InvalidValue", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("'at' is 2026-03-29 02:30:00", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("ToUniversalTime", result.ErrorText, StringComparison.Ordinal);
        Assert.Equal("""{"userId":"good"}""", OnlyIdentification);
    }

    [Theory]
    [InlineData("-TimeZone UTC", "2026-07-15T12:00:00Z")]
    [InlineData("-TimeZone America/New_York", "2026-07-15T16:00:00Z")]
    [InlineData("", "2026-07-15T10:00:00Z")]
    public void A_named_zone_counts_for_the_dates_of_a_database(string parameters, string expected)
    {
        const string Rows = """
            $table = [Data.DataTable]::new()
            [void]$table.Columns.Add('user_id')
            [void]$table.Columns.Add('at', [datetime])
            [void]$table.Rows.Add('u', [datetime]::new(2026, 7, 15, 12, 0, 0))
            """;
        Shell.Run($"{Rows}\n$table.Rows | Set-JournyUser {parameters}\n$table.Rows | Import-JournyUser -NoJournal {parameters}")
            .ThrowIfFailed();
        Assert.All(Bodies, body => Assert.Equal(expected, body.GetProperty("properties").GetProperty("at").GetString()));
        Assert.Equal(2, Bodies.Count);
    }

    [Fact]
    public void The_hour_that_comes_twice_is_told_apart_by_its_offset()
    {
        SetUser("@{ user_id = 'u'; first = [datetime]'2026-10-25T02:30:00+02:00'; second = [datetime]'2026-10-25T02:30:00+01:00' }")
            .ThrowIfFailed();
        Assert.Equal("2026-10-25T00:30:00Z", OnlyProperties.GetProperty("first").GetString());
        Assert.Equal("2026-10-25T01:30:00Z", OnlyProperties.GetProperty("second").GetString());
    }
}
