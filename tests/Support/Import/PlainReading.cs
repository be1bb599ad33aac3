using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Journy.Import.Values;

namespace Journy.Tests.Import;

/// <summary>What a cell says, by expressions that share nothing with the module's scanner: slow, and as the help has it.</summary>
internal static class PlainReading
{
    private const string Invisible =
        " \t\r\n\v\f\u00A0\u0085\u2003\u2009\u202F\u3000\uFEFF\u200B\u200C\u200D\u200E\u200F\u2060\u202A\u202E\u00AD";

    private static readonly Regex Number = new(@"^-?(0|[1-9][0-9]*)?(\.[0-9]+([eE][+-]?[0-9]{1,3})?)?$", RegexOptions.CultureInvariant);

    private static readonly Regex Date = new(
        @"^(?<y>[0-9]{4})(?<s>[-/])(?<mo>[0-9]{2})\k<s>(?<d>[0-9]{2})"
        + @"([Tt ](?<h>[0-9]{2}):(?<mi>[0-9]{2})(:(?<se>[0-9]{2})([.,](?<f>[0-9]{1,9}))?)?"
        + @"( ?((?<u>Z|z|UTC|GMT)(\[[A-Za-z0-9/_+:-]+\])?|"
        + @"(?<o>[+-])(?<oh>[0-9]{2})(:?(?<om>[0-9]{2}))?(\[[A-Za-z0-9/_+:-]+\]| (?<l>[A-Z]{3,5}))?))?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    public static CellKind KindOf(string cell)
    {
        if (cell.All(char.IsWhiteSpace))
        {
            return CellKind.Blank;
        }

        string text = Trim(cell);
        return text.ToUpperInvariant() is "TRUE" or "FALSE" ? CellKind.Boolean
            : IsNumber(text) ? CellKind.Number
            : MomentOf(cell) is not null ? CellKind.DateTime
            : CellKind.Text;
    }

    public static string Trim(string cell) => cell.Trim(Invisible.ToCharArray());

    /// <summary>The moment that a cell names, of UTC if it names no zone; null if it names none.</summary>
    public static DateTimeOffset? MomentOf(string cell)
    {
        Match match = Date.Match(Trim(cell));
        if (!match.Success || match.Value.EndsWith('\n'))
        {
            return null;
        }

        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
        TimeSpan offset = new TimeSpan(Part("oh"), Part("om"), 0) * (match.Groups["o"].Value == "-" ? -1 : 1);
        if (Part("om") > 59
            || offset.Duration() > TimeSpan.FromHours(14)
            || (match.Groups["l"].Value.StartsWith("UTC", StringComparison.Ordinal) && offset != TimeSpan.Zero)
            || (match.Groups["l"].Value.StartsWith("GMT", StringComparison.Ordinal) && offset != TimeSpan.Zero))
        {
            return null;
        }

        try
        {
            DateTime clock = new(Part("y"), Part("mo"), Part("d"), Part("h"), Part("mi"), Part("se"), DateTimeKind.Unspecified);
            string fraction = match.Groups["f"].Value.PadRight(7, '0')[..7];
            return new DateTimeOffset(clock.AddTicks(long.Parse(fraction, CultureInfo.InvariantCulture)), offset).ToUniversalTime();
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static bool IsNumber(string text)
    {
        if (!Number.IsMatch(text) || !text.Any(char.IsDigit) || text.EndsWith('\n'))
        {
            return false;
        }

        string digits = text.Split('e', 'E')[0].Replace(".", string.Empty, StringComparison.Ordinal).TrimStart('-');
        double value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        bool hasExponent = text.Contains('e', StringComparison.OrdinalIgnoreCase);
        return digits.Length <= 15 && (!hasExponent || double.IsNormal(value) || (value == 0 && digits.All(digit => digit == '0')));
    }
}
