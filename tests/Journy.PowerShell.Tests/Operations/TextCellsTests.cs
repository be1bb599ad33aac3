using System.Linq;
using Journy.Results;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>Text in the cells of a terminal.</summary>
public sealed class TextCellsTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("plan", 4)]
    [InlineData("naïve – œuvre", 13)]
    [InlineData("株式会社", 8)]
    [InlineData("한국", 4)]
    [InlineData("ＡＢ", 4)]
    [InlineData("ｱｲ", 2)]
    [InlineData("e\u0301t", 2)]
    [InlineData("😀!", 3)]
    [InlineData("𠮷野家", 6)]
    public void Wide_characters_take_two_cells_and_marks_none(string text, int cells) => Assert.Equal(cells, TextCells.Count(text));

    [Theory]
    [InlineData("株式会社", 8, "株式会社")]
    [InlineData("株式会社", 7, "株式会…")]
    [InlineData("株式会社", 6, "株式…")]
    [InlineData("ab😀cd", 4, "ab…")]
    [InlineData("ab😀cd", 5, "ab😀…")]
    [InlineData("e\u0301e\u0301e\u0301", 2, "e\u0301…")]
    [InlineData("abc", 1, "…")]
    public void A_text_is_cut_between_characters(string text, int cells, string cut) => Assert.Equal(cut, TextCells.Cut(text, cells));

    [Fact]
    public void A_cut_or_padded_text_takes_what_it_may()
    {
        const string Text = "ab株e\u0301😀式xy会z";
        foreach (int cells in Enumerable.Range(1, 16))
        {
            Assert.InRange(TextCells.Count(TextCells.Cut(Text, cells)), 1, cells);
            Assert.Equal(20, TextCells.Count(TextCells.PadRight(TextCells.Cut(Text, cells), 20)));
        }
    }
}
