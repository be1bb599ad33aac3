using System;
using System.Management.Automation;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>What PowerShell's values are on the wire.</summary>
public sealed class ValueTests(SharedSession shared) : SharedSessionTest(shared)
{
    [Theory]
    [InlineData("[sbyte]-8", "-8")]
    [InlineData("[byte]255", "255")]
    [InlineData("[int16]-16", "-16")]
    [InlineData("[uint16]65535", "65535")]
    [InlineData("42", "42")]
    [InlineData("[uint32]::MaxValue", "4294967295")]
    [InlineData("[long]::MinValue", "-9223372036854775808")]
    [InlineData("[uint64]::MaxValue", "18446744073709551615")]
    [InlineData("1234567890123456789", "1234567890123456789")]
    [InlineData("[bigint]::Parse('123456789012345678901234567890')", "123456789012345678901234567890")]
    [InlineData("9.90d", "9.90")]
    [InlineData("[decimal]::Parse('79228162514264337593543950335')", "79228162514264337593543950335")]
    [InlineData("-0.000000000000000000000001d", "-0.000000000000000000000001")]
    [InlineData("9.99", "9.99")]
    [InlineData("0.1", "0.1")]
    [InlineData("(0.1 + 0.2)", "0.30000000000000004")]
    [InlineData("1e300", "1E+300")]
    [InlineData("[double]::Parse('-0')", "-0")]
    [InlineData("[float]0.1", "0.1")]
    [InlineData("[float]16777216", "16777216")]
    [InlineData("$true", "true")]
    [InlineData("$false", "false")]
    [InlineData("[switch]$true", "true")]
    [InlineData("[switch]$false", "false")]
    [InlineData("[char]'x'", "\"x\"")]
    [InlineData("[DayOfWeek]::Friday", "\"Friday\"")]
    [InlineData("[IO.FileAttributes]'Hidden, System'", "\"Hidden, System\"")]
    [InlineData("[guid]'0F8FAD5B-D9CB-469F-A165-70867728950E'", "\"0f8fad5b-d9cb-469f-a165-70867728950e\"")]
    [InlineData("[uri]'https://example.com/a b?c=d'", "\"https://example.com/a b?c=d\"")]
    [InlineData("[version]'1.2.3'", "\"1.2.3\"")]
    [InlineData("[datetime]::new(2026, 4, 30, 14, 5, 6, [DateTimeKind]::Utc)", "\"2026-04-30T14:05:06Z\"")]
    [InlineData("[datetime]::new(2026, 4, 30, 14, 5, 6, [DateTimeKind]::Utc).AddTicks(1200000)", "\"2026-04-30T14:05:06.12Z\"")]
    [InlineData("[datetimeoffset]::new(2026, 4, 30, 0, 5, 6, [timespan]::FromHours(2))", "\"2026-04-29T22:05:06Z\"")]
    [InlineData("[DateOnly]::new(2026, 4, 30)", "\"2026-04-30T00:00:00Z\"")]
    [InlineData("' as it is '", "\" as it is \"")]
    [InlineData("'00123'", "\"00123\"")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("'2026-04-30'", "\"2026-04-30\"")]
    [InlineData("@('a', 'b')", "[\"a\",\"b\"]")]
    [InlineData("@('only')", "[\"only\"]")]
    [InlineData("@(1, 9.5, $true, [DayOfWeek]::Friday, [char]'c')", "[\"1\",\"9.5\",\"true\",\"Friday\",\"c\"]")]
    [InlineData("[Collections.ArrayList]@('a', 'b')", "[\"a\",\"b\"]")]
    [InlineData("[Collections.Generic.List[string]]@('a', 'b')", "[\"a\",\"b\"]")]
    [InlineData("[Collections.Generic.HashSet[string]]@('a')", "[\"a\"]")]
    public void A_value_goes_out_as_journy_stores_it(string expression, string json)
    {
        SetUser($"@{{ user_id = 'u'; value = {expression} }}").ThrowIfFailed();
        Assert.Equal(json, OnlyProperties.GetProperty("value").GetRawText());
    }

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(1e-310)]
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    [InlineData(1.0 / 3)]
    [InlineData(123456789012345680.0)]
    [InlineData(5e15)]
    public void A_double_reads_back_as_the_same_number(double number)
    {
        Shell.Set("number", number);
        Shell.Run("@{ user_id = 'u'; value = $number } | Set-JournyUser").ThrowIfFailed();
        Assert.Equal(
            BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(OnlyProperties.GetProperty("value").GetDouble()));
    }

    [Theory]
    [InlineData("$wrapped")]
    [InlineData("[psobject]$wrapped")]
    public void Values_inside_a_PSObject_are_taken_out_of_it(string expression)
    {
        DateTime moment = new(2026, 4, 30, 14, 5, 6, DateTimeKind.Utc);
        Shell.Set("wrapped", PSObject.AsPSObject(PSObject.AsPSObject(moment)));
        Shell.Run($"@{{ user_id = 'u'; value = {expression}; list = @([psobject]'a', [psobject]1) }} | Set-JournyUser").ThrowIfFailed();
        Assert.Equal("\"2026-04-30T14:05:06Z\"", OnlyProperties.GetProperty("value").GetRawText());
        Assert.Equal("[\"a\",\"1\"]", OnlyProperties.GetProperty("list").GetRawText());
    }

    [Theory]
    [InlineData("[double]::NaN", "InvalidValue", "not a finite number")]
    [InlineData("[double]::PositiveInfinity", "InvalidValue", "not a finite number")]
    [InlineData("[float]::NegativeInfinity", "InvalidValue", "not a finite number")]
    [InlineData("@{ city = 'Ghent' }", "NestedProperty", "nested object")]
    [InlineData("[pscustomobject]@{ city = 'Ghent' }", "NestedProperty", "nested object")]
    [InlineData("[Dynamic.ExpandoObject]::new()", "NestedProperty", "nested object")]
    [InlineData("@('a', @('b'))", "NestedProperty", "list inside a list")]
    [InlineData("@('a', @{ b = 1 })", "NestedProperty", "nested object")]
    [InlineData("@('a', '')", "InvalidValue", "item 2 is blank")]
    [InlineData("@('a', $null)", "InvalidValue", "item 2 is blank")]
    [InlineData("@(' ')", "InvalidValue", "item 1 is blank")]
    [InlineData("@([double]::NaN)", "InvalidValue", "not a finite number")]
    [InlineData("[byte[]](1, 2)", "InvalidValue", "binary data")]
    [InlineData("\"cut $([char]0xD83D)\"", "InvalidValue", "half of a character")]
    [InlineData("\"$([char]0xDE00)$([char]0xD83D)\"", "InvalidValue", "half of a character")]
    [InlineData("@(\"$([char]0xD83D)\")", "InvalidValue", "half of a character")]
    [InlineData("{ 'script' }", "InvalidValue", "ScriptBlock")]
    [InlineData("[timespan]'1.02:03:04'", "InvalidValue", "TimeSpan")]
    [InlineData("[string]", "InvalidValue", "RuntimeType")]
    public void What_journy_cannot_store_is_refused_by_name_and_the_others_go_on(string expression, string reason, string part)
    {
        ShellResult result = Shell.Run($"& {{ @{{ user_id = 'u'; Value = {expression} }}; @{{ user_id = 'good' }} }} | Set-JournyUser");
        Assert.Equal("Journy." + reason, result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.InvalidData, result.Error.CategoryInfo.Category);
        Assert.Contains("'Value'", result.ErrorText, StringComparison.Ordinal);
        Assert.Contains(part, result.ErrorText, StringComparison.Ordinal);
        Assert.Equal("""{"userId":"good"}""", OnlyIdentification);
    }

    [Fact]
    public void Text_of_any_script_arrives_as_it_was()
    {
        const string Text = "Zoë 李 \U0001F600 \u202Eabc \" \\ / <b>&' \0\u0001\r\n\t\u2028 \uFFFD \uFEFF";
        Shell.Set("text", Text);
        SetUser("@{ user_id = $text; $text = $text; list = @($text) }").ThrowIfFailed();

        // An identifier and the name of a column lose what stands around them.
        string trimmed = Text[..(Text.LastIndexOf('\uFFFD') + 1)];
        Assert.Equal(trimmed, OnlyBody.GetProperty("identification").GetProperty("userId").GetString());
        Assert.Equal(Text, OnlyProperties.GetProperty(trimmed).GetString());
        Assert.Equal(Text, OnlyProperties.GetProperty("list")[0].GetString());
    }
}
