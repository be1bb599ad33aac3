using System.Linq;
using System.Management.Automation;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Commands;

public sealed class SetJournyAccountTests(SharedSession shared) : SharedSessionTest(shared)
{
    [Fact]
    public void An_account_gives_a_result_of_its_own_type()
    {
        AccountResult account = Assert.Single(
            Shell.Run("@{ account_id = 'a'; domain = 'example.com'; plan = 'Pro' } | Set-JournyAccount")
                .ThrowIfFailed()
                .As<AccountResult>());
        Assert.Equal(("a", "example.com", "Set", "Accepted"), (account.AccountId, account.Domain, account.Action, account.Status));
        Assert.Equal(Writes.Single().RequestId, account.RequestId);
        Assert.Equal("/accounts/upsert", Writes.Single().Target);
        Assert.Equal("plan=\"Pro\"", OnlySent);
        Assert.Equal("a", Emulator.Accounts.Single().AccountId);
    }

    [Fact]
    public void Parameters_name_an_account_and_win()
    {
        Shell.Run("@{ account_id = 'row'; domain = 'row.example' } | Set-JournyAccount -AccountId p -Domain p.example").ThrowIfFailed();
        Assert.Equal("""{"accountId":"p","domain":"p.example"}""", OnlyIdentification);
    }

    [Fact]
    public void A_bad_account_has_an_account_as_target()
    {
        ShellResult result = Shell.Run(
            "@{ account_id = 'a'; bad = [double]::NaN }, @{ user_id = 'u' }, @{ domain = 'no domain' } | Set-JournyAccount");
        Assert.Equal(
            ["Journy.InvalidValue", "Journy.NoIdentity", "Journy.BadArguments"],
            result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal("a", Assert.IsType<AccountIdentity>(result.Errors[0].TargetObject).AccountId);
        Assert.Contains("'Customer Id' = 'account_id'", result.Errors[1].ErrorDetails.Message, System.StringComparison.Ordinal);
        Assert.Equal("no domain", Assert.IsType<AccountIdentity>(result.Errors[2].TargetObject).Domain);
        Assert.All(result.Errors, error => Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category));
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        Assert.Empty(Shell.Run("@{ account_id = 'a' } | Set-JournyAccount -WhatIf").ThrowIfFailed().Output);
        Assert.Empty(Writes);
    }
}
