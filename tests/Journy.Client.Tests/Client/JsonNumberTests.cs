using System.Globalization;
using Journy.Api;
using Xunit;

namespace Journy.Tests.Client;

public sealed class JsonNumberTests
{
    [Theory]
    [InlineData(0d)]
    [InlineData(9.99)]
    [InlineData(1 / 3d)]
    [InlineData(1e21)]
    [InlineData(double.MaxValue)]
    [InlineData(2.2250738585072014E-308)]
    [InlineData(8.2279445048196E-310)]
    [InlineData(-8.2279445048196E-310)]
    [InlineData(double.Epsilon)]
    public void A_number_has_the_shortest_form_that_reads_back(double number) =>
        Assert.Equal(number.ToString("R", CultureInfo.InvariantCulture), JsonNumber.Shortest(number));

    [Theory]
    [InlineData(0.1f)]
    [InlineData(float.MaxValue)]
    [InlineData(1.17549435E-38f)]
    [InlineData(1.2e-41f)]
    [InlineData(float.Epsilon)]
    public void So_has_one_of_single_precision(float number) =>
        Assert.Equal(number.ToString("R", CultureInfo.InvariantCulture), JsonNumber.Shortest(number));
}
