using System;
using System.Management.Automation;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>Text that -PropertyType says the type of.</summary>
public sealed class PropertyTypeTests(SharedSession shared) : SharedSessionTest(shared)
{
    private const string Brussels = "-TimeZone Europe/Brussels";

    [Theory]
    [InlineData("Text", "'5'", "\"5\"")]
    [InlineData("Text", "5", "\"5\"")]
    [InlineData("Text", "9.90d", "\"9.90\"")]
    [InlineData("Text", "32475123456789010.0", "\"32475123456789010\"")]
    [InlineData("Text", "$true", "\"true\"")]
    [InlineData("Text", "[datetimeoffset]::new(2026, 4, 30, 0, 5, 6, [timespan]::FromHours(2))", "\"2026-04-29T22:05:06Z\"")]
    [InlineData("Text", "@('a', 1)", "[\"a\",\"1\"]")]
    [InlineData("Number", "'5'", "5")]
    [InlineData("number", "' 5 '", "5")]
    [InlineData("Number", "'+5'", "5")]
    [InlineData("Number", "'-0.50'", "-0.50")]
    [InlineData("Number", "'.5'", "0.5")]
    [InlineData("Number", "'007'", "7")]
    [InlineData("Number", "'1234567890123456789.0123456789'", "1234567890123456789.0123456789")]
    [InlineData("Number", "'1e3'", "1E3")]
    [InlineData("Number", "'1.5E-10'", "1.5E-10")]
    [InlineData("Number", "'1e307'", "1E307")]
    [InlineData("Number", "'5E-324'", "5E-324")]
    [InlineData("Number", "5", "5")]
    [InlineData("Number", "5.5", "5.5")]
    [InlineData("Boolean", "'true'", "true")]
    [InlineData("Boolean", "' FALSE '", "false")]
    [InlineData("Boolean", "'yes'", "true")]
    [InlineData("Boolean", "'No'", "false")]
    [InlineData("Boolean", "'1'", "true")]
    [InlineData("Boolean", "'0'", "false")]
    [InlineData("Boolean", "1", "true")]
    [InlineData("Boolean", "[long]0", "false")]
    [InlineData("Boolean", "$true", "true")]
    [InlineData("Boolean", "[switch]$true", "true")]
    [InlineData("DateTime", "'2026-04-30'", "\"2026-04-30T00:00:00Z\"")]
    [InlineData("DateTime", "'2026-04-30 14:05'", "\"2026-04-30T14:05:00Z\"")]
    [InlineData("DateTime", "'2026-04-30T14:05:06'", "\"2026-04-30T14:05:06Z\"")]
    [InlineData("DateTime", "'2026-04-30T14:05:06.123456'", "\"2026-04-30T14:05:06.123456Z\"")]
    [InlineData("DateTime", "'2026-04-30T14:05:06Z'", "\"2026-04-30T14:05:06Z\"")]
    [InlineData("DateTime", "'2026-04-30T14:05:06.5z'", "\"2026-04-30T14:05:06.5Z\"")]
    [InlineData("DateTime", "'2026-04-30T00:05:06+02:00'", "\"2026-04-29T22:05:06Z\"")]
    [InlineData("DateTime", "' 2026-04-30 00:05:06 +02:00 '", "\"2026-04-29T22:05:06Z\"")]
    [InlineData("DateTime", "[DateOnly]::new(2026, 4, 30)", "\"2026-04-30T00:00:00Z\"")]
    [InlineData("DateTime", "[datetimeoffset]::new(2026, 4, 30, 0, 5, 6, [timespan]::FromHours(2))", "\"2026-04-29T22:05:06Z\"")]
    [InlineData("List", "'a;b; c ;;'", "[\"a\",\"b\",\"c\"]")]
    [InlineData("List", "'one'", "[\"one\"]")]
    [InlineData("List", "@('a;b', 'c')", "[\"a;b\",\"c\"]")]
    [InlineData("List", "5", "[\"5\"]")]
    public void Values_are_read_as_the_type_says(string type, string value, string json)
    {
        SetUser($"@{{ user_id = 'u'; Value = {value} }}", $"-PropertyType @{{ value = '{type}' }}").ThrowIfFailed();
        Assert.Equal(json, OnlyProperties.GetProperty("Value").GetRawText());
    }

    [Theory]
    [InlineData("Number", "'1,5'")]
    [InlineData("Number", "'1.234,5'")]
    [InlineData("Number", "'12 345'")]
    [InlineData("Number", "'0x10'")]
    [InlineData("Number", "'5.'")]
    [InlineData("Number", "'5e'")]
    [InlineData("Number", "'NaN'")]
    [InlineData("Number", "'Infinity'")]
    [InlineData("Number", "'1e309'")]
    [InlineData("Number", "'١٢'")]
    [InlineData("Number", "'--5'")]
    [InlineData("Number", "'-'")]
    [InlineData("Number", "$true", "true")]
    [InlineData("Boolean", "'ja'")]
    [InlineData("Boolean", "2", "2")]
    [InlineData("DateTime", "'30/04/2026'")]
    [InlineData("DateTime", "'04/30/2026'")]
    [InlineData("DateTime", "'2026-02-30'")]
    [InlineData("DateTime", "'30 April 2026'")]
    [InlineData("DateTime", "'20260430'")]
    [InlineData("DateTime", "'14:05'")]
    [InlineData("DateTime", "5", "5")]
    public void A_value_that_does_not_fit_is_refused_with_name_value_and_mend(string type, string value, string? shown = null)
    {
        ShellResult result = Shell.Run(
            $"& {{ @{{ user_id = 'u'; Source = {value} }}; @{{ user_id = 'good' }} }} | "
            + $"Set-JournyUser -PropertyMap @{{ source = 'target' }} -PropertyType @{{ target = '{type}' }}");
        Assert.Equal("Journy.TypeMismatch", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.InvalidData, result.Error.CategoryInfo.Category);
        Assert.Contains("'target'", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains($"'{shown ?? value.Trim('\'')}'", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("-PropertyType", result.ErrorText, StringComparison.Ordinal);
        Assert.Equal("""{"userId":"good"}""", OnlyIdentification);
    }

    [Fact]
    public void A_long_value_is_shown_short_and_without_control_characters()
    {
        ShellResult result = SetUser("@{ user_id = 'u'; mrr = \"$([char]27)\" + 'x' * 5000 }", "-PropertyType @{ mrr = 'Number' }");
        Assert.True(result.ErrorText.Length < 400, result.ErrorText);
        Assert.DoesNotContain(result.ErrorText, char.IsControl);
    }

    [Theory]
    [InlineData("','", "'a,b;c'", "[\"a\",\"b;c\"]")]
    [InlineData("' | '", "'a | b|c'", "[\"a\",\"b|c\"]")]
    [InlineData("'AND'", "'xANDyandz'", "[\"x\",\"yandz\"]")]
    public void Lists_are_split_at_the_separator(string separator, string value, string json)
    {
        SetUser($"@{{ user_id = 'u'; tags = {value} }}", $"-PropertyType @{{ tags = 'List' }} -ListSeparator {separator}").ThrowIfFailed();
        Assert.Equal(json, OnlyProperties.GetProperty("tags").GetRawText());
    }

    [Fact]
    public void Only_the_named_columns_are_read_as_a_type()
    {
        SetUser("[ordered]@{ user_id = '5'; a = '5'; b = '5' }", "-PropertyType @{ b = 'Number' }").ThrowIfFailed();
        Assert.Equal("a=\"5\", b=5", OnlySent);
        Assert.Equal("""{"userId":"5"}""", OnlyIdentification);
    }

    [Theory]
    [InlineData("'2026-01-15 12:00'", "2026-01-15T11:00:00Z")]
    [InlineData("'2026-07-15T12:00:00'", "2026-07-15T10:00:00Z")]
    [InlineData("'2026-07-15'", "2026-07-14T22:00:00Z")]
    [InlineData("'2026-07-15T12:00:00Z'", "2026-07-15T12:00:00Z")]
    [InlineData("'2026-07-15T12:00:00-05:00'", "2026-07-15T17:00:00Z")]
    [InlineData("[datetime]::new(2026, 7, 15, 12, 0, 0, [DateTimeKind]::Utc)", "2026-07-15T12:00:00Z")]
    public void A_time_zone_is_for_text_that_names_none(string value, string expected)
    {
        SetUser($"@{{ user_id = 'u'; at = {value} }}", $"-PropertyType @{{ at = 'DateTime' }} {Brussels}").ThrowIfFailed();
        Assert.Equal(expected, OnlyProperties.GetProperty("at").GetString());
    }

    [Fact]
    public void A_time_that_the_clocks_skipped_is_refused()
    {
        ShellResult result = Shell.Run(
            $"& {{ @{{ user_id = 'u'; at = '2026-03-29 02:30' }}; @{{ user_id = 'v'; at = '2026-03-29 03:30' }} }} | "
            + $"Set-JournyUser -PropertyType @{{ at = 'DateTime' }} {Brussels}");
        Assert.Equal("Journy.TypeMismatch", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("'2026-03-29 02:30'", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains("Europe/Brussels", result.ErrorText, StringComparison.Ordinal);
        Assert.Equal("2026-03-29T01:30:00Z", OnlyProperties.GetProperty("at").GetString());
    }

    [Theory]
    [InlineData("'Europe/Atlantis'")]
    [InlineData("''")]
    [InlineData("$null")]
    public void A_time_zone_that_does_not_exist_is_refused(string zone)
    {
        ErrorRecord error = EndOf($"@{{ user_id = 'u' }} | Set-JournyUser -TimeZone {zone}");
        Assert.Contains("Europe/Brussels", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Fact]
    public void A_time_zone_can_be_an_object()
    {
        SetUser(
            "@{ user_id = 'u'; at = '2026-07-15' }",
            "-PropertyType @{ at = 'DateTime' } -TimeZone ([TimeZoneInfo]::FindSystemTimeZoneById('Europe/Brussels'))")
            .ThrowIfFailed();
        Assert.Equal("2026-07-14T22:00:00Z", OnlyProperties.GetProperty("at").GetString());
    }
}
