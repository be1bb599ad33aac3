using System.Globalization;
using System.Text;
using System.Xml;

namespace Journy.Import.Reports;

/// <summary>Text as a page may hold it: with the code of each character that XML cannot carry, or that changes how its neighbours
/// look.</summary>
internal static class ReportText
{
    public static string Of(string text)
    {
        StringBuilder visible = new(text.Length);
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            if (index + 1 < text.Length && char.IsSurrogatePair(character, text[index + 1]))
            {
                visible.Append(character).Append(text[++index]);
            }
            else if (IsShown(character))
            {
                visible.Append(character);
            }
            else
            {
                visible.AppendFormat(CultureInfo.InvariantCulture, "<U+{0:X4}>", (int)character);
            }
        }

        return visible.ToString();
    }

    private static bool IsShown(char character) => XmlConvert.IsXmlChar(character)
        && CharUnicodeInfo.GetUnicodeCategory(character) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
