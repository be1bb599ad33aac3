using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>
/// Kinds of .NET values, each piped as it is, in a DataRow, and after the trips that PowerShell has: through a job or remoting, and through
/// Export-Clixml and Import-Clixml. The same is sent, or the same is wrong.
/// </summary>
public sealed class TripTests(SharedSession shared) : SharedSessionTest(shared)
{
    private const string Kinds = """
        $null
        [DBNull]::Value
        ''
        ' '
        'text'
        "two`r`nlines"
        'é😀'
        [char]'x'
        [char]0x4E2D
        $true
        $false
        [switch]$true
        [switch]$false
        [sbyte]-5
        [byte]200
        [int16]-300
        [uint16]300
        42
        [int]::MinValue
        [uint32]::MaxValue
        9007199254740993
        [long]::MinValue
        [uint64]::MaxValue
        [bigint]'123456789012345678901234567890'
        [bigint]-5
        [bigint]0
        [bigint]::Pow(10, 400)
        1.5
        [double]1
        1e300
        5e-324
        -0.0
        [double]::NaN
        [double]::PositiveInfinity
        [double]::NegativeInfinity
        [single]1.1
        [single]::NaN
        1.50d
        -0.001d
        [decimal]::MaxValue
        [System.Half]1.5
        [System.Int128]5
        [System.UInt128]5
        [IntPtr]5
        [UIntPtr]::new(5)
        [datetime]'2026-04-30'
        [datetime]'2026-04-30T12:34:56.1234567'
        [datetime]::SpecifyKind([datetime]'2026-04-30T12:00:00', 'Utc')
        [datetime]::SpecifyKind([datetime]'2026-07-30T12:00:00', 'Local')
        [datetime]::SpecifyKind([datetime]::MinValue, 'Utc')
        [datetime]::SpecifyKind([datetime]::MaxValue, 'Utc')
        [datetimeoffset]'2026-04-30T10:00:00+02:00'
        [datetimeoffset]'2026-04-30T10:00:00.1234567-09:30'
        [datetimeoffset]::UnixEpoch
        [datetimeoffset]::MinValue
        [System.DateOnly]::new(2026, 4, 30)
        [System.DateOnly]::MinValue
        [System.DateOnly]::MaxValue
        [System.TimeOnly]::new(10, 11, 12)
        [timespan]'1.02:03:04'
        [timespan]::FromTicks(-1)
        [guid]'0f8fad5b-d9cb-469f-a165-70867728950e'
        [guid]::Empty
        [uri]'https://journy.io/a?b=c d'
        [uri]'relative/path'
        [version]'1.2'
        [version]'1.2.3.4'
        [semver]'1.2.3-beta'
        [DayOfWeek]::Friday
        [DayOfWeek]99
        [System.IO.FileAccess]::ReadWrite
        [System.Text.RegularExpressions.RegexOptions]'IgnoreCase, Multiline'
        [System.Security.AccessControl.AceFlags]::ObjectInherit
        [System.Diagnostics.Tracing.EventKeywords]::AuditFailure
        [ConsoleColor]::Red
        [System.Security.Principal.WellKnownSidType]::WorldSid
        @()
        @('a', 'b')
        @(1, 2.5, 3d)
        @($true, $false)
        @([bigint]1, [bigint]2)
        @([DayOfWeek]::Friday, [DayOfWeek]::Monday)
        @([datetimeoffset]'2026-04-30T10:00:00+02:00')
        @([System.DateOnly]::new(2026, 4, 30))
        @([guid]::Empty, [uri]'https://journy.io/x', [version]'1.2')
        @($null)
        @([DBNull]::Value)
        @('a', ' ')
        @(@(1, 2), @(3))
        [byte[]](1, 2)
        [char[]]'ab'
        [int[]](1, 2)
        [System.Collections.Generic.List[string]]::new([string[]]('a', 'b'))
        [System.Collections.Generic.List[int]]::new()
        [System.Collections.ArrayList]@('a', 1)
        [System.Collections.Generic.HashSet[string]]::new([string[]]('a', 'b'))
        [System.Collections.Queue]@('a', 'b')
        [System.Collections.Generic.SortedSet[int]]::new([int[]](2, 1))
        [System.Collections.Generic.LinkedList[string]]::new([string[]]('a', 'b'))
        [System.Collections.ObjectModel.ReadOnlyCollection[string]]::new([string[]]('a', 'b'))
        @{ x = 1 }
        @{}
        [ordered]@{ x = 1 }
        [System.Collections.Generic.Dictionary[string, int]]::new()
        [System.Collections.SortedList]@{ x = 1 }
        [pscustomobject]@{ x = 1 }
        [pscustomobject]@{ PSTypeName = 'Shop.Order'; x = 1 }
        [System.Collections.Generic.KeyValuePair[string, int]]::new('a', 1)
        [System.Collections.DictionaryEntry]::new('a', 1)
        [tuple]::Create(1, 'a')
        [System.ValueTuple[int, string]]::new(1, 'a')
        [regex]'a+'
        [cultureinfo]'de-DE'
        [ipaddress]'127.0.0.1'
        [mailaddress]'jane@example.com'
        [int]
        [System.Numerics.Complex]::new(1, 2)
        [System.Numerics.Vector2]::new(1, 2)
        [System.Text.Rune]::new(65)
        [System.Data.SqlTypes.SqlInt32]5
        [System.Data.SqlTypes.SqlString]::Null
        [System.Text.StringBuilder]'text'
        [System.Text.Encoding]::UTF8
        [timezoneinfo]::Utc
        [System.Index]5
        [System.Range]::All
        [System.Drawing.Point]::new(1, 2)
        [System.Drawing.Color]::Red
        [exception]'text'
        [xml]'<a b="1"/>'
        [Journy.Tests.Binding.Customer]::new()
        """;

    private static string[] KindsAsText => Kinds.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // What remoting serializes is one level deep, what Export-Clixml does is two.
    private static readonly (string Name, string Record)[] Trips =
    [
        ("hashtable", "@{ user_id = 'u'; value = $value }"),
        (
            "DataRow",
            "$($table = [Data.DataTable]::new(); $null = $table.Columns.Add('user_id'); $null = $table.Columns.Add('value', [object]); "
            + "$table.Rows.Add('u', $value))"),
        (
            "job",
            "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize("
            + "[pscustomobject]@{ user_id = 'u'; value = $value }, 1))"),
        (
            "CLIXML",
            "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize("
            + "[pscustomobject]@{ user_id = 'u'; value = $value }, 2))"),
        (
            "hashtable in a job",
            "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize("
            + "@{ user_id = 'u'; value = $value }, 2))"),
        (
            "two trips",
            "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize("
            + "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize("
            + "[pscustomobject]@{ user_id = 'u'; value = $value }, 2)), 2))"),
    ];

    [Fact]
    public void A_hundred_kinds_of_values_mean_the_same_after_every_trip()
    {
        Assert.True(KindsAsText.Length >= 100);
        List<string> differences = [];
        foreach (string kind in KindsAsText)
        {
            string direct = Outcome(kind, "[pscustomobject]@{ user_id = 'u'; value = $value }");
            Assert.False(direct.StartsWith("broken", StringComparison.Ordinal), $"{kind}: {direct}");
            differences.AddRange(
                from trip in Trips
                let other = Outcome(kind, trip.Record)
                where other != direct
                select $"{kind} | {trip.Name}{Environment.NewLine}    direct: {direct}{Environment.NewLine}    trip:   {other}");
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    // A date as the type of a column asks for it, an identifier, and blanks that delete.
    [Theory]
    [InlineData("[datetimeoffset]'2026-04-30T10:00:00+02:00'", "-PropertyType @{ value = 'DateTime' }")]
    [InlineData("[System.DateOnly]::new(2026, 4, 30)", "-PropertyType @{ value = 'DateTime' }")]
    [InlineData("[System.DateOnly]::new(2026, 4, 30)", "-PropertyType @{ value = 'DateTime' } -TimeZone 'Europe/Brussels'")]
    [InlineData("[System.DateOnly]::new(2026, 4, 30)", "-PropertyType @{ value = 'Text' }")]
    [InlineData("[bigint]5", "-PropertyType @{ value = 'Number' }")]
    [InlineData("[bigint]1", "-PropertyType @{ value = 'Boolean' }")]
    [InlineData("[DayOfWeek]::Friday", "-PropertyType @{ value = 'Number' }")]
    [InlineData("[DayOfWeek]::Friday", "-PropertyType @{ value = 'List' } -ListSeparator r")]
    [InlineData("[DBNull]::Value", "-BlankValue Delete")]
    [InlineData("[DBNull]::Value", "-BlankValue Empty")]
    [InlineData("[bigint]'12345678901234567890'", "-PropertyMap @{ user_id = 'x'; value = 'user_id' }")]
    [InlineData("[DayOfWeek]::Friday", "-PropertyMap @{ user_id = 'x'; value = 'user_id' }")]
    [InlineData("[DBNull]::Value", "-PropertyMap @{ user_id = 'x'; value = 'user_id' }")]
    public void Types_and_identifiers_mean_the_same_after_a_trip(string kind, string parameters)
    {
        string direct = Outcome(kind, "[pscustomobject]@{ user_id = 'u'; value = $value }", parameters);
        Assert.All(Trips, trip => Assert.Equal(direct, Outcome(kind, trip.Record, parameters)));
    }

    [Theory]
    [InlineData("[bigint]'-12345678901234567890'", "value=-12345678901234567890")]
    [InlineData("[System.DateOnly]::new(2026, 4, 30)", "value=\"2026-04-30T00:00:00Z\"")]
    [InlineData("[datetimeoffset]'2026-04-30T10:00:00+02:00'", "value=\"2026-04-30T08:00:00Z\"")]
    [InlineData("[DayOfWeek]::Friday", "value=\"Friday\"")]
    [InlineData("[DBNull]::Value", "")]
    public void What_a_job_made_of_a_value_is_sent_as_the_value(string kind, string sent)
    {
        Outcome(kind, Trips[2].Record);
        Assert.Equal(sent, OnlySent.Replace(".000Z", "Z", StringComparison.Ordinal));
    }

    [Fact]
    public void A_minus_of_another_culture_is_one()
    {
        Shell.Run(
            "$culture = [cultureinfo]::CurrentCulture; $other = [cultureinfo]::InvariantCulture.Clone(); "
            + "$other.NumberFormat.NegativeSign = [string][char]0x2212; [cultureinfo]::CurrentCulture = $other")
            .ThrowIfFailed();
        Shell.Run(
            "$text = [Management.Automation.PSSerializer]::Serialize([pscustomobject]@{ user_id = 'u'; value = [bigint]-5 }); "
            + "[cultureinfo]::CurrentCulture = $culture")
            .ThrowIfFailed();
        SetUser("[Management.Automation.PSSerializer]::Deserialize($text)").ThrowIfFailed();
        Assert.Equal("value=-5", OnlySent);
    }

    // PowerShell keeps nothing of these by which they could be told.
    [Fact]
    public void A_JValue_that_lost_its_content_in_a_job_is_refused_and_deletes_nothing()
    {
        string said = Outcome("[Newtonsoft.Json.Linq.JValue]::new(5)", Trips[3].Record, "-BlankValue Delete");
        Assert.StartsWith("error Journy.InvalidValue", said, StringComparison.Ordinal);
        Assert.Contains(".Value", said, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    /// <summary>What was sent, or the error.</summary>
    private string Outcome(string kind, string record, string parameters = "")
    {
        int before = Writes.Count;
        ShellResult result = Shell.Run($"$value = {kind}; {record} | Set-JournyUser {parameters}");
        if (result.Terminating is not null || result.Errors.Count > 1)
        {
            return "broken: " + (result.Terminating?.Message ?? string.Join(" / ", result.Errors));
        }

        return result.Errors.Count == 1
            ? $"error {result.Error.FullyQualifiedErrorId}: {result.ErrorText}"
            : string.Join(" ", Writes.Skip(before).Select(write => write.Body));
    }
}
