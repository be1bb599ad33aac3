using Journy.Results;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests;

public sealed class SmokeTests : EmulatorTest
{
    [Fact]
    public void Smoke()
    {
        UserResult result = Assert.Single(Session.Run("@{ user_id = 1; plan = 'x' } | Set-JournyUser").ThrowIfFailed().As<UserResult>());
        Assert.Equal("1", result.UserId);
        Assert.Equal("x", OnlyBody.GetProperty("properties").GetProperty("plan").GetString());
    }
}
