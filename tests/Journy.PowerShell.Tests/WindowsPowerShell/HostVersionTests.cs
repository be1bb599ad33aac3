using System;
using Journy.Loading;
using Xunit;

namespace Journy.Tests.WindowsPowerShell;

/// <summary>Which PowerShell the module loads in.</summary>
public sealed class HostVersionTests
{
    [Theory]
    [InlineData("6.0.0.0", "6.0")]
    [InlineData("6.2.7.0", "6.2")]
    [InlineData("7.0.13.0", "7.0")]
    [InlineData("7.2.24.500", "7.2")]
    [InlineData("7.3.12.500", "7.3")]
    public void An_old_PowerShell_is_refused_by_name(string engine, string shown)
    {
        string? refusal = HostVersion.Refuse(new Version(engine));
        Assert.Equal(
            "The Journy module needs PowerShell 7.4 or newer, or Windows PowerShell 5.1. "
            + $"This is PowerShell {shown}, which Microsoft no longer supports. Get a newer one from https://aka.ms/powershell.",
            refusal);
    }

    [Theory]
    [InlineData("3.0.0.0")]
    [InlineData("7.4.0.500")]
    [InlineData("7.6.9.500")]
    [InlineData("8.0.0.0")]
    public void Windows_PowerShell_and_all_from_7_4_are_not(string engine) => Assert.Null(HostVersion.Refuse(new Version(engine)));
}
