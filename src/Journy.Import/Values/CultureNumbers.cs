using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Journy.Import.Values;

/// <summary>
/// Numbers as a culture writes them: its decimal separator, its groups of digits, its minus sign. Groups count only if each has its full
/// number of digits, so that 1.5 is not 15.
/// </summary>
internal sealed class CultureNumbers
{
    // If a culture has one of these, programs may write any of its group.
    private static readonly string[] Alike = [" \u00A0\u202F\u2009", "'\u2019"];

    private readonly char _decimal;
    private readonly string _groups;
    private readonly int[] _sizes;
    private readonly string _minus;

    /// <summary>Takes what a culture has.</summary>
    public CultureNumbers(NumberFormatInfo format)
    {
        _decimal = format.NumberDecimalSeparator[0];
        string group = format.NumberGroupSeparator;
        _groups = Array.Find(Alike, alike => group.Length == 1 && alike.IndexOf(group[0]) >= 0) ?? group;
        _sizes = format.NumberGroupSizes;
        _minus = format.NegativeSign;
    }

    /// <summary>The number with a point for decimals and no groups; null if the text is no number of this culture.</summary>
    /// <param name="text">The text, with no white space around it.</param>
    public string? ToInvariant(string text)
    {
        StringBuilder number = new(text.Length);
        int at = 0;
        bool hasOwnMinus = text.StartsWith(_minus, StringComparison.Ordinal);
        if (hasOwnMinus || text.StartsWith("-", StringComparison.Ordinal) || text.StartsWith("\u2212", StringComparison.Ordinal))
        {
            number.Append('-');
            at = hasOwnMinus ? _minus.Length : 1;
        }
        else if (text.StartsWith("+", StringComparison.Ordinal))
        {
            number.Append('+');
            at = 1;
        }

        int end = at;
        while (end < text.Length && (IsDigit(text[end]) || (text[end] != _decimal && _groups.IndexOf(text[end]) >= 0)))
        {
            end++;
        }

        if (WithoutGroups(text.Substring(at, end - at)) is not { } whole)
        {
            return null;
        }

        number.Append(whole);
        if (end == text.Length)
        {
            return end > at ? number.ToString() : null;
        }

        if (text[end] != _decimal && text[end] is not ('e' or 'E'))
        {
            return null;
        }

        string rest = text.Substring(end);
        number.Append(rest[0] == _decimal ? "." + rest.Substring(1) : rest);
        return rest.Skip(1).All(c => IsDigit(c) || c is 'e' or 'E' or '+' or '-') ? number.ToString() : null;
    }

    /// <summary>A number of JSON as this culture writes it, without groups.</summary>
    public string Write(string number) => number.Replace('.', _decimal);

    /// <summary>The digits of a whole number; null if its groups are not as this culture writes them.</summary>
    private string? WithoutGroups(string text)
    {
        int first = text.Length;
        for (int index = 0; index < text.Length && first == text.Length; index++)
        {
            first = IsDigit(text[index]) ? first : index;
        }

        if (first == text.Length)
        {
            return text;
        }

        string[] parts = text.Split(text[first]);
        for (int index = parts.Length - 1; index >= 0; index--)
        {
            int fromEnd = parts.Length - 1 - index;
            int size = _sizes.Length == 0 ? 0 : _sizes[Math.Min(fromEnd, _sizes.Length - 1)];
            bool isFull = index == 0
                ? parts[0].Length > 0 && (size == 0 || parts[0].Length <= size)
                : size > 0 && parts[index].Length == size;
            if (!isFull || !parts[index].All(IsDigit))
            {
                return null;
            }
        }

        return string.Concat(parts);
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
