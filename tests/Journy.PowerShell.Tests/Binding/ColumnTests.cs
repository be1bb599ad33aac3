using System;
using System.Linq;
using System.Management.Automation;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>Which columns become which properties.</summary>
public sealed class ColumnTests(SharedSession shared) : SharedSessionTest(shared)
{
    private const string Row = "[ordered]@{ 'Customer Id' = 'u'; 'First Name' = 'Ada'; 'Last Name' = 'Byron'; plan = 'Pro' }";
    private const string Id = "'Customer Id' = 'user_id'";

    [Theory]
    [InlineData("user_id", """{"userId":"u@example.com"}""")]
    [InlineData("UserId", """{"userId":"u@example.com"}""")]
    [InlineData("EMAIL", """{"email":"u@example.com"}""")]
    public void A_column_can_be_mapped_to_an_identifier(string target, string identification)
    {
        SetUser("@{ Contact = 'u@example.com' }", $"-PropertyMap @{{ contact = '{target}' }}").ThrowIfFailed();
        Assert.Equal(identification, OnlyIdentification);
        Assert.Equal(string.Empty, OnlySent);
    }

    [Fact]
    public void A_column_is_mapped_by_its_name_in_any_case_and_the_target_is_sent_as_written()
    {
        ShellResult result = SetUser(Row, $"-PropertyMap @{{ {Id}; 'FIRST NAME' = 'first_Name' }}").ThrowIfFailed();
        Assert.Equal("""first_Name="Ada", Last Name="Byron", plan="Pro" """.Trim(), OnlySent);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_column_called_as_an_identifier_can_be_mapped_away()
    {
        SetUser("[ordered]@{ user_id = 'old'; id = 'u' }", "-PropertyMap @{ user_id = 'legacy_id'; id = 'user_id' }").ThrowIfFailed();
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
        Assert.Equal("legacy_id=\"old\"", OnlySent);
    }

    [Fact]
    public void A_map_may_swap_two_columns()
    {
        SetUser("[ordered]@{ user_id = 'u'; a = 1; b = 2 }", "-PropertyMap @{ a = 'b'; b = 'a' }").ThrowIfFailed();
        Assert.Equal("b=1, a=2", OnlySent);
    }

    [Theory]
    [InlineData("@{ user_id = 'u'; id = 'v' }", "@{ id = 'user_id' }", "user ID")]
    [InlineData("@{ UserId = 'u'; user_id = 'v' }", "@{}", "user ID")]
    [InlineData("@{ user_id = 'u'; email = 'a@example.com'; mail = 'b@example.com' }", "@{ mail = 'Email' }", "e-mail address")]
    [InlineData("@{ user_id = 'u'; a = 1; b = 2 }", "@{ a = 'b' }", "property 'b'")]
    [InlineData("@{ user_id = 'u'; a = 1; b = 2 }", "@{ a = 'x'; b = 'X' }", "property 'x'", "property 'X'")]
    public void Two_columns_with_one_target_are_refused(string record, string map, params string[] targets)
    {
        ShellResult result = Shell.Run(
            $"& {{ {record}; @{{ user_id = 'good' }} }} | Set-JournyUser -PropertyMap {map} -WarningAction Ignore");
        Assert.Equal("Journy.AmbiguousColumn", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(targets, target => result.ErrorText.Contains(target, StringComparison.Ordinal));
        Assert.Contains("-ExcludeProperty", result.ErrorText, StringComparison.Ordinal);
        Assert.Equal("""{"userId":"good"}""", OnlyIdentification);
    }

    [Theory]
    [InlineData("@{ user_id = 'u'; '' = 5; plan = 'Pro' }", "")]
    [InlineData("[pscustomobject]@{ user_id = 'u'; ' ' = 5; plan = 'Pro' }", "-IncludeProperty *")]
    public void A_value_without_a_name_fails_its_record(string record, string parameters)
    {
        ShellResult result = Shell.Run($"& {{ {record}; @{{ user_id = 'good' }} }} | Set-JournyUser {parameters} -WarningAction Ignore");
        Assert.Equal("Journy.InvalidValue", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("has no name", result.ErrorText, StringComparison.Ordinal);
        Assert.Equal("""{"userId":"good"}""", OnlyIdentification);
    }

    [Theory]
    [InlineData("@{ user_id = 'u'; '' = 5; plan = 'Pro' }", "-IncludeProperty plan")]
    [InlineData("@{ user_id = 'u'; '' = $null; plan = 'Pro' }", "")]
    public void A_blank_without_a_name_says_nothing_and_other_columns_can_be_chosen(string record, string parameters)
    {
        SetUser(record, parameters).ThrowIfFailed();
        Assert.Equal("plan=\"Pro\"", OnlySent);
    }

    [Theory]
    [InlineData("-ExcludeProperty id")]
    [InlineData("-ExcludeProperty user_id -PropertyMap @{ id = 'user_id' }")]
    public void Leaving_one_out_mends_two_columns_with_one_target(string parameters)
    {
        SetUser("[ordered]@{ user_id = 'u'; id = 'u' }", parameters).ThrowIfFailed();
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
        Assert.Equal(string.Empty, OnlySent);
    }

    [Theory]
    [InlineData("-IncludeProperty plan", "plan")]
    [InlineData("-IncludeProperty *name", "First Name|Last Name")]
    [InlineData("-IncludeProperty PLAN, First*", "First Name|plan")]
    [InlineData("-ExcludeProperty *NAME", "plan")]
    [InlineData("-ExcludeProperty *", "")]
    [InlineData("-IncludeProperty *name -ExcludeProperty last*", "First Name")]
    [InlineData("-IncludeProperty nothing", "")]
    [InlineData("-IncludeProperty $null, plan", "plan")]
    [InlineData("-ExcludeProperty pla", "First Name|Last Name|plan")]
    public void Columns_are_chosen_by_the_names_that_the_source_has(string parameters, string expected)
    {
        SetUser("[ordered]@{ 'First Name' = 'Ada'; 'Last Name' = 'Byron'; plan = 'Pro' }", "-UserId u " + parameters).ThrowIfFailed();
        Assert.Equal(expected, OnlyBody.TryGetProperty("properties", out var sent)
            ? string.Join("|", sent.EnumerateObject().Select(property => property.Name))
            : string.Empty);
    }

    private const string Renamed = $"-PropertyMap @{{ {Id}; 'First Name' = 'plan_name'; plan = 'tier' }} ";

    // The source's name, journy.io's, a pattern on either; the source's wins where both are names.
    [Theory]
    [InlineData("-IncludeProperty 'First*', tier", "plan_name=\"Ada\", tier=\"Pro\"")]
    [InlineData("-IncludeProperty plan", "tier=\"Pro\"")]
    [InlineData("-IncludeProperty PLAN_NAME", "plan_name=\"Ada\"")]
    [InlineData("-IncludeProperty plan_*", "plan_name=\"Ada\"")]
    [InlineData("-ExcludeProperty tier, 'last name'", "plan_name=\"Ada\"")]
    [InlineData("-ExcludeProperty plan_name", "Last Name=\"Byron\", tier=\"Pro\"")]
    [InlineData("-ExcludeProperty 'First Name', *ier", "Last Name=\"Byron\"")]
    [InlineData("-ExcludeProperty *_id, *name", "tier=\"Pro\"")]
    public void Columns_are_chosen_by_the_names_of_both_sides(string parameters, string sent)
    {
        ShellResult result = SetUser(Row, Renamed + parameters).ThrowIfFailed();
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
        Assert.Equal(sent, OnlySent);
        Assert.Equal(
            parameters.Contains("*_id", StringComparison.Ordinal)
                ? ["-ExcludeProperty names columns that no record had: *_id. Check their spelling."]
                : [],
            result.Warnings);
    }

    [Fact]
    public void Excluding_the_name_that_an_identifier_has_at_journy_takes_it()
    {
        SetUser(
            "[ordered]@{ nr = 'u'; Contact = 'u@example.com' }",
            "-PropertyMap @{ nr = 'user_id'; Contact = 'email' } -ExcludeProperty email")
            .ThrowIfFailed();
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
    }

    [Theory]
    [InlineData("-ExcludeProperty a", "a=2")]
    [InlineData("-ExcludeProperty b", "b=1")]
    [InlineData("-IncludeProperty a", "b=1")]
    public void The_name_in_the_source_comes_first_where_a_map_swaps_two(string parameters, string sent)
    {
        SetUser("[ordered]@{ user_id = 'u'; a = 1; b = 2 }", "-PropertyMap @{ a = 'b'; b = 'a' } " + parameters).ThrowIfFailed();
        Assert.Equal(sent, OnlySent);
    }

    public static TheoryData<string> AwkwardNames => new()
    {
        "Password [Required]", "[x]", "Price [EUR]", "a*", "Why?", "50%", "[a-z]", "a`b", "[!]", "*", "?", "{0}", "O'Neil", "näme", "a.b",
        "$x", "(x)", "a;b", "tab\there", "#",
    };

    [Theory]
    [MemberData(nameof(AwkwardNames))]
    public void A_literal_name_wins_over_a_pattern(string name)
    {
        Shell.Set("name", name);
        const string record = "[ordered]@{ user_id = 'u'; $name = 'x'; other = 'y'; a = 'z'; P = 'q' }";
        SetUser(record, "-ExcludeProperty $name").ThrowIfFailed();
        Assert.Equal("other=\"y\", a=\"z\", P=\"q\"", OnlySent);
        SetUser(record, "-IncludeProperty $name").ThrowIfFailed();
        Assert.Equal("x", Assert.Single(Bodies[1].GetProperty("properties").EnumerateObject()).Value.GetString());
    }

    [Theory]
    [InlineData("Mrr", "Mrr=1.5")]
    [InlineData("amount", "amount=1.5", "-PropertyMap @{ MRR = 'amount' }")]
    [InlineData("mrr", "amount=1.5", "-PropertyMap @{ MRR = 'amount' }")]
    public void A_type_goes_by_the_name_of_either_side(string name, string sent, string map = "")
    {
        ShellResult result =
            SetUser("[ordered]@{ user_id = 'u'; Mrr = '1.5' }", $"-PropertyType @{{ {name} = 'Number' }} {map}").ThrowIfFailed();
        Assert.Equal(sent, OnlySent);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void A_type_goes_to_the_name_at_journy_first()
    {
        SetUser(
            "[ordered]@{ user_id = 'u'; a = '1'; b = '2' }",
            "-PropertyMap @{ a = 'b'; b = 'c' } -PropertyType @{ b = 'Number'; c = 'Text' }")
            .ThrowIfFailed();
        Assert.Equal("b=1, c=\"2\"", OnlySent);
    }

    [Fact]
    public void Choosing_properties_leaves_the_identity_and_excluding_takes_it()
    {
        SetUser("@{ user_id = 'u'; email = 'u@example.com'; plan = 'Pro' }", "-IncludeProperty plan -ExcludeProperty email")
            .ThrowIfFailed();
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
    }

    [Theory]
    [InlineData("-PropertyMap @{ 'Frist Name' = 'first_name' }", "-PropertyMap", "Frist Name")]
    [InlineData("-PropertyType @{ mmr = 'Number' }", "-PropertyType", "mmr (did you mean 'mrr'?)")]
    [InlineData("-ExcludeProperty firstname", "-ExcludeProperty", "firstname")]
    [InlineData("-ExcludeProperty 'pass*'", "-ExcludeProperty", "pass*")]
    [InlineData("-IncludeProperty mrr, zzz", "-IncludeProperty", "zzz")]
    public void A_name_that_no_record_had_is_warned_of_once(string parameters, string parameter, string name)
    {
        ShellResult result = SetUser("@{ user_id = 'u'; 'First Name' = 'Ada' }, @{ user_id = 'v'; mrr = '1' }", parameters).ThrowIfFailed();
        string warning = Assert.Single(result.Warnings);
        Assert.Contains(parameter, warning, StringComparison.Ordinal);
        Assert.Contains(name, warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-PropertyMap @{ a = 'x'; b = 'y' }")]
    [InlineData("-PropertyMap @{ a = 'x' } -PropertyType @{ x = 'Text'; b = 'Text' }")]
    [InlineData("-PropertyMap @{ a = 'x' } -ExcludeProperty a")]
    [InlineData("-PropertyType @{ user_id = 'Text' }")]
    [InlineData("-PropertyType @{ a = 'Text' } -ExcludeProperty a")]
    [InlineData("-ExcludeProperty a, b")]
    [InlineData("-ExcludeProperty a*, b*")]
    [InlineData("-IncludeProperty a, user_id")]
    public void A_name_that_a_record_had_is_not_warned_of(string parameters) =>
        Assert.Empty(SetUser("@{ user_id = 'u'; a = '1' }, @{ user_id = 'v'; b = '1' }", parameters).ThrowIfFailed().Warnings);

    [Theory]
    [InlineData("-PropertyMap @{ '' = 'x' }", "-PropertyMap")]
    [InlineData("-PropertyMap @{ a = '' }", "'a'", "-ExcludeProperty")]
    [InlineData("-PropertyMap @{ a = $null }", "'a'")]
    [InlineData("-PropertyType @{ mrr = 'Money' }", "'mrr'", "'Money'", "Text, Number, Boolean, DateTime, List")]
    [InlineData("-PropertyType @{ mrr = '17' }", "'17'")]
    [InlineData("-PropertyType @{ mrr = $null }", "'mrr'")]
    [InlineData("-ListSeparator ''", "-ListSeparator")]
    [InlineData("-IncludeProperty 'a', '[b'", "-IncludeProperty", "'[b'", "backtick")]
    [InlineData("-ExcludeProperty 'Price [EUR'", "-ExcludeProperty", "'Price [EUR'")]
    [InlineData("-Property @{ '' = 1 }", "-Property")]
    [InlineData("-Property @{ seats = [double]::NaN }", "-Property", "'seats'")]
    public void A_parameter_that_cannot_be_used_ends_the_command(string parameters, params string[] parts)
    {
        ErrorRecord error = EndOf($"@{{ user_id = 'u' }} | Set-JournyUser {parameters}");
        Assert.StartsWith("Journy.Invalid", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, error.ErrorDetails.Message, StringComparison.Ordinal));
        Assert.Empty(Writes);
    }

    [Fact]
    public void Control_characters_of_a_name_never_reach_a_message()
    {
        ShellResult result = SetUser("@{ user_id = 'u'; \"a$([char]27)[2Jb`n\" = @{ x = 1 } }");
        Assert.Equal(ErrorCategory.InvalidData, result.Error.CategoryInfo.Category);
        Assert.DoesNotContain(result.ErrorText, char.IsControl);
        Assert.DoesNotContain(result.Error.Exception.Message, char.IsControl);
    }

    [Fact]
    public void A_name_that_no_JSON_can_carry_is_refused()
    {
        ShellResult result = Shell.Run("& { @{ user_id = 'u'; \"a$([char]0xDC00)\" = 1 }; @{ user_id = 'good' } } | Set-JournyUser");
        Assert.Equal("Journy.InvalidValue", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("""{"userId":"good"}""", OnlyIdentification);
    }
}
