using Journy.Import;
using Xunit;

namespace Journy.Tests.Import;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("Zoë 😀", "'Zoë 😀'")]
    [InlineData("a\u001b]0;x\u0007b\nc\u202Ed\u200Be\u2028f\u0085g", "'a ]0;x b c d e f g'")]
    public void What_steers_a_terminal_becomes_a_space(string cell, string expected) => Assert.Equal(expected, Printable.Echo(cell));

    [Fact]
    public void A_long_cell_is_cut_between_characters()
    {
        Assert.Equal("'" + new string('x', 60) + "'", Printable.Echo(new string('x', 60)));
        Assert.Equal("'" + new string('x', 60) + "…'", Printable.Echo(new string('x', 61)));
        Assert.Equal("'" + new string('x', 59) + "…'", Printable.Echo(new string('x', 59) + "😀x"));
    }
}
