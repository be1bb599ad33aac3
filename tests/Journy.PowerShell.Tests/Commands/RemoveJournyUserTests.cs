using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Commands;

public sealed class RemoveJournyUserTests(SharedSession shared) : SharedSessionTest(shared)
{
    [Fact]
    public void A_deletion_sends_the_identification_alone()
    {
        SetUser("@{ user_id = 'u'; plan = 'Pro' }").ThrowIfFailed();
        UserResult user = Assert.Single(
            Shell.Run(
                "[ordered]@{ user_id = 'u'; email = 'u@example.com'; plan = 'Pro'; nested = @{ x = 1 } } | "
                + "Remove-JournyUser -Confirm:$false")
                .ThrowIfFailed()
                .As<UserResult>());
        LedgerEntry delete = Writes[1];
        Assert.Equal(("DELETE", "/users", (int?)202), (delete.Method, delete.Target, delete.Status));
        Assert.Equal("""{"identification":{"userId":"u","email":"u@example.com"}}""", delete.Body);
        Assert.Equal(("Remove", "Accepted", delete.RequestId), (user.Action, user.Status, user.RequestId));
        Assert.Equal(("u", "u@example.com", 0), (user.UserId, user.Email, user.InputIndex));
        Assert.Empty(Emulator.Users);
    }

    [Theory]
    [InlineData("@{ 'Customer Id' = 'u' } | Remove-JournyUser -PropertyMap @{ 'customer id' = 'user_id' } -Confirm:$false")]
    [InlineData("Remove-JournyUser -UserId u -Confirm:$false")]
    [InlineData("@{ user_id = 'row' } | Remove-JournyUser -UserId u -Confirm:$false")]
    public void Whom_to_delete_is_read_as_everywhere(string script)
    {
        Shell.Run(script).ThrowIfFailed();
        Assert.Equal("""{"userId":"u"}""", OnlyIdentification);
    }

    [Fact]
    public void Nothing_is_deleted_where_nobody_can_be_asked()
    {
        ShellResult result = Shell.Run("@{ user_id = 'u' } | Remove-JournyUser");
        Assert.Empty(result.Output);
        Assert.NotNull(result.Error);
        Assert.Empty(Writes);
    }

    [Fact]
    public void WhatIf_deletes_nothing()
    {
        Assert.Empty(Shell.Run("@{ user_id = 'u' } | Remove-JournyUser -WhatIf").ThrowIfFailed().Output);
        Assert.Empty(Writes);
    }

    [Fact]
    public void A_bad_record_is_an_error_and_the_others_go()
    {
        ShellResult result = Shell.Run("@{ plan = 'x' }, @{ user_id = 'u' } | Remove-JournyUser -Confirm:$false");
        Assert.Equal("Journy.NoIdentity", result.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.InvalidData, result.Error.CategoryInfo.Category);
        Assert.Equal(1, Assert.Single(result.As<UserResult>()).InputIndex);
    }

    [Fact]
    public void One_is_deleted_at_a_time_unless_told_otherwise()
    {
        // Each delete notes how many the emulator is working on.
        List<int> inFlight = [];
        Emulator.Faults.Add(_ =>
        {
            lock (inFlight)
            {
                inFlight.Add(Emulator.Ledger.InFlightCount);
            }

            return Fault.Delay(TimeSpan.FromMilliseconds(20));
        });
        string users = string.Join(", ", Enumerable.Range(0, 5).Select(index => $"@{{ user_id = 'u{index}' }}"));
        Shell.Run($"{users} | Remove-JournyUser -Confirm:$false").ThrowIfFailed();
        Assert.Equal([1, 1, 1, 1, 1], inFlight);
    }

    [Fact]
    public void Verbose_tells_one_line_a_call()
    {
        ShellResult result = Shell.Run("@{ user_id = 'u' } | Remove-JournyUser -Confirm:$false -Verbose").ThrowIfFailed();
        string line = Assert.Single(result.Verbose, line => line.Contains("->", StringComparison.Ordinal));
        Assert.StartsWith("DELETE /users -> 202, request " + Writes.Single().RequestId, line, StringComparison.Ordinal);
    }
}
