using System;
using System.Linq;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Binding;

/// <summary>How a record names the one it is about.</summary>
public sealed class IdentityTests(SharedSession shared) : SharedSessionTest(shared)
{
    [Theory]
    [InlineData("@{ UserId = 'u' }", """{"userId":"u"}""")]
    [InlineData("@{ user_id = 'u' }", """{"userId":"u"}""")]
    [InlineData("@{ USER_ID = 'u' }", """{"userId":"u"}""")]
    [InlineData("@{ Email = 'u@example.com' }", """{"email":"u@example.com"}""")]
    [InlineData("@{ EMAIL = 'u@example.com'; userid = 'u' }", """{"userId":"u","email":"u@example.com"}""")]
    [InlineData("@{ email = ' '; user_id = 'u' }", """{"userId":"u"}""")]
    [InlineData("@{ email = 'u@example.com'; user_id = $null }", """{"email":"u@example.com"}""")]
    [InlineData("@{ user_id = [DBNull]::Value; email = 'u@example.com' }", """{"email":"u@example.com"}""")]
    public void The_identity_is_read_from_the_columns_that_are_called_so(string record, string identification)
    {
        SetUser(record).ThrowIfFailed();
        Assert.Equal(identification, OnlyIdentification);
        Assert.Equal(string.Empty, OnlySent);
    }

    [Theory]
    [InlineData("@{ AccountId = 'a'; Domain = 'example.com' }")]
    [InlineData("@{ account_id = 'a'; DOMAIN = 'example.com' }")]
    public void Accounts_have_names_of_their_own(string record)
    {
        Shell.Run($"{record} | Set-JournyAccount").ThrowIfFailed();
        Assert.Equal("""{"accountId":"a","domain":"example.com"}""", OnlyIdentification);
        Assert.Equal("/accounts/upsert", Writes.Single().Target);
    }

    [Fact]
    public void A_users_identifiers_are_properties_of_an_account()
    {
        Shell.Run("[ordered]@{ account_id = 'a'; user_id = 'u'; email = 'u@example.com' } | Set-JournyAccount").ThrowIfFailed();
        Assert.Equal("""{"accountId":"a"}""", OnlyIdentification);
        Assert.Equal("user_id=\"u\", email=\"u@example.com\"", OnlySent);
    }

    [Theory]
    [InlineData("42", "42")]
    [InlineData("[long]::MaxValue", "9223372036854775807")]
    [InlineData("[guid]'0F8FAD5B-D9CB-469F-A165-70867728950E'", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("42.0", "42")]
    [InlineData("1234567890123450.0", "1234567890123450")]
    [InlineData("1e15", "1000000000000000")]
    [InlineData("'007'", "007")]
    [InlineData("[char]'x'", "x")]
    public void An_identifier_is_the_text_that_people_know_it_by(string expression, string expected)
    {
        SetUser($"@{{ user_id = {expression} }}").ThrowIfFailed();
        Assert.Equal(expected, OnlyBody.GetProperty("identification").GetProperty("userId").GetString());
    }

    [Theory]
    [InlineData("-UserId p", """{"userId":"p","email":"row@example.com"}""")]
    [InlineData("-Email p@example.com", """{"userId":"row","email":"p@example.com"}""")]
    [InlineData("-UserId p -Email p@example.com", """{"userId":"p","email":"p@example.com"}""")]
    [InlineData("-UserId ''", """{"userId":"row","email":"row@example.com"}""")]
    [InlineData("-UserId $null -Email ' '", """{"userId":"row","email":"row@example.com"}""")]
    public void A_parameter_wins_over_the_record_unless_it_is_blank(string parameters, string identification)
    {
        SetUser("@{ user_id = 'row'; email = 'row@example.com' }", parameters).ThrowIfFailed();
        Assert.Equal(identification, OnlyIdentification);
        Assert.Equal(string.Empty, OnlySent);
    }

    [Fact]
    public void A_record_can_come_from_parameters_alone()
    {
        Shell.Run("Set-JournyUser -UserId 42 -Email '' -Property @{ plan = 'Pro' }").ThrowIfFailed();
        Assert.Equal("""{"userId":"42"}""", OnlyIdentification);
        Assert.Equal("plan=\"Pro\"", OnlySent);
    }

    [Theory]
    [InlineData("@{ user_id = ''; email = $null }", "blank in this record")]
    [InlineData(
        "[ordered]@{ 'Customer Id' = '1'; plan = 'x' }",
        "Its columns are: Customer Id, plan.",
        "-PropertyMap @{ 'Customer Id' = 'user_id' }")]
    [InlineData("@{}", "by parameter")]
    public void A_record_that_names_nobody_says_what_to_do(string record, params string[] parts)
    {
        ShellResult result = Shell.Run($"& {{ {record}; @{{ user_id = 'good' }} }} | Set-JournyUser");
        Assert.Equal("Journy.NoIdentity", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.All(parts, part => Assert.Contains(part, result.ErrorText, StringComparison.Ordinal));
        Assert.Equal("""{"userId":"good"}""", OnlyIdentification);
    }

    [Theory]
    [InlineData("@{ user_id = [double]::NaN }", "'user_id'")]
    [InlineData("@{ user_id = @{ a = 1 } }", "'user_id' holds a nested object")]
    [InlineData("@{ user_id = 1, 2 }", "'user_id' holds a value of type Object[]")]
    [InlineData("@{ user_id = $true }", "'user_id' holds a value of type Boolean")]
    [InlineData("@{ user_id = [datetime]::MinValue }", "'user_id' holds a value of type DateTime")]
    [InlineData("@{ Email = \"a$([char]0xD800)@example.com\" }", "'Email' holds half of a character")]
    public void A_value_that_cannot_name_anybody_is_refused(string record, string part)
    {
        ShellResult result = Shell.Run($"& {{ {record}; @{{ user_id = 'good' }} }} | Set-JournyUser");
        Assert.Equal("Journy.InvalidValue", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(part, result.ErrorText, StringComparison.Ordinal);
        Assert.Equal("""{"userId":"good"}""", OnlyIdentification);
    }

    [Theory]
    [InlineData("-UserId")]
    [InlineData("-Email")]
    public void A_parameter_that_no_JSON_can_carry_is_refused(string parameter)
    {
        ShellResult result = Shell.Run($"Set-JournyUser {parameter} \"a$([char]0xD800)@example.com\"");
        Assert.Equal("Journy.InvalidValue", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(parameter, result.ErrorText, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Fact]
    public void The_error_of_a_bad_record_carries_its_identity_as_target()
    {
        ShellResult result = SetUser("@{ user_id = 'u'; email = 'u@example.com'; bad = @{} + @{ x = 1 } }");
        UserIdentity target = Assert.IsType<UserIdentity>(result.Error.TargetObject);
        Assert.Equal(("u", "u@example.com"), (target.UserId, target.Email));
        Assert.StartsWith("Record 1 of the input, user u <u@example.com>: ", result.ErrorText, StringComparison.Ordinal);
    }
}
