using System;
using System.Management.Automation;
using Journy.Tests.Commands;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>What blanks mean: in records as -BlankValue says, in -Property exactly what is written.</summary>
public sealed class BlankTests(SharedSession shared) : SharedSessionTest(shared)
{
    public static MatrixTheoryData<string, string, string> BlankValues => new(
        ["$null", "''", "'  '", "\"`t\"", "[DBNull]::Value", "@()", "[Collections.Generic.HashSet[string]]::new()", "[byte[]]@()"],
        ["", "-BlankValue Skip", "-BlankValue Empty", "-BlankValue Delete"],
        ["", "-PropertyType @{ plan = 'Number' }", "-PropertyType @{ plan = 'List' }"]);

    [Theory]
    [MemberData(nameof(BlankValues))]
    public void A_blank_value_means_what_the_parameter_says(string value, string parameter, string type)
    {
        SetUser($"[ordered]@{{ user_id = 'u'; plan = {value}; seats = 5 }}", parameter + " " + type).ThrowIfFailed();
        string expected = parameter switch
        {
            "-BlankValue Empty" => "plan=\"\", seats=5",
            "-BlankValue Delete" => "plan=null, seats=5",
            _ => "seats=5",
        };
        Assert.Equal(expected, OnlySent);
    }

    [Theory]
    [InlineData("';'")]
    [InlineData("' ; ;'")]
    public void A_list_without_items_is_a_blank(string value)
    {
        SetUser($"[ordered]@{{ user_id = 'u'; tags = {value}; seats = 5 }}", "-PropertyType @{ tags = 'List' }").ThrowIfFailed();
        Assert.Equal("seats=5", OnlySent);
    }

    [Fact]
    public void A_record_of_blanks_alone_is_still_sent()
    {
        SetUser("@{ user_id = 'u'; plan = ''; seats = $null }").ThrowIfFailed();
        Assert.Equal("""{"identification":{"userId":"u"}}""", OnlyBody.GetRawText());
    }

    [Theory]
    [InlineData("''", "\"\"")]
    [InlineData("'  '", "\"  \"")]
    [InlineData("$null", "null")]
    [InlineData("[DBNull]::Value", "null")]
    [InlineData("@()", "[]")]
    [InlineData("@('a')", "[\"a\"]")]
    [InlineData("5", "5")]
    [InlineData("'5'", "\"5\"")]
    public void What_is_written_by_hand_is_sent_exactly(string value, string json)
    {
        SetUser(
            "@{ user_id = 'u' }",
            $"-Property @{{ plan = {value} }} -BlankValue Skip -PropertyType @{{ plan = 'Number' }} -WarningAction Ignore")
            .ThrowIfFailed();
        Assert.Equal("plan=" + json, OnlySent);
    }

    [Theory]
    [InlineData("@{ plan = 'hand' }")]
    [InlineData("@{ PLAN = 'hand' }")]
    public void What_is_written_by_hand_wins_over_the_record(string written)
    {
        SetUser("[ordered]@{ user_id = 'u'; Tier = 'row'; seats = 5 }", $"-PropertyMap @{{ tier = 'plan' }} -Property {written}")
            .ThrowIfFailed();
        Assert.Equal("seats=5, " + written[3..7] + "=\"hand\"", OnlySent);
    }

    [Fact]
    public void What_is_written_by_hand_goes_out_with_every_record()
    {
        SetUser("@{ user_id = 'a' }, @{ user_id = 'b'; source = 'row' }", "-Property @{ source = 'crm' }").ThrowIfFailed();
        Assert.Equal(2, Bodies.Count);
        Assert.All(Bodies, body => Assert.Equal("""{"source":"crm"}""", body.GetProperty("properties").GetRawText()));
    }

    [Fact]
    public void A_blank_that_is_written_by_hand_deletes_what_the_record_has()
    {
        SetUser("@{ user_id = 'u'; plan = 'Pro' }", "-Property @{ plan = $null }").ThrowIfFailed();
        Assert.Equal("plan=null", OnlySent);
    }

    [Fact]
    public void A_blank_value_parameter_that_does_not_exist_is_refused()
    {
        ErrorRecord error = EndOf("@{ user_id = 'u' } | Set-JournyUser -BlankValue Wipe");
        Assert.Contains("Skip", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Writes);
    }
}
