using System.Linq;
using Journy.Emulator;
using Journy.Results;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>What the module promises of the rate limit, in real time.</summary>
[Trait("Category", "Promise")]
public sealed class RateLimitPromises : EmulatorTest
{
    protected override EmulatorOptions Options => new() { RateLimit = 600 };

    [Fact(Explicit = true)]
    public void Limit_600_a_minute_900_upserts_end_without_one_429()
    {
        ShellResult result = Session.Run("1..900 | ForEach-Object { @{ user_id = $_; plan = 'x' } } | Set-JournyUser").ThrowIfFailed();
        Assert.Equal(Enumerable.Range(1, 900).Select(number => $"{number}"), result.As<UserResult>().Select(user => user.UserId));
        Assert.Empty(result.Warnings);
        Assert.Equal((900, 900), (Emulator.Ledger.Count, Emulator.Ledger.AppliedCount));
        Assert.Equal(900, Emulator.Ledger.CountByStatus()[201]);
        Assert.Equal(900, Emulator.Users.Count);
    }
}
