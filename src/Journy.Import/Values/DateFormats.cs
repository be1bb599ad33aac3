using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Journy.Import.Values;

/// <summary>The formats of -DateFormat. Text that two of them read as different moments is no date: nobody knows which is meant.</summary>
internal sealed class DateFormats
{
    private const string Epoch = "Epoch";
    private const string EpochMilliseconds = "EpochMilliseconds";
    private const int KeptFraction = 7;

    // The default differs between versions of .NET.
    private const int LastTwoDigitYear = 2049;

    // If both seconds and milliseconds are asked for: no number is before 2100 in seconds and also after 1973 in milliseconds.
    private const long MostSeconds = 4_102_444_800;
    private const long FewestMilliseconds = 100_000_000_000;

    private static readonly long EpochTicks = new DateTime(1970, 1, 1).Ticks;

    private readonly List<Exact> _exact = new();
    private readonly DateTimeFormatInfo _names;

    /// <summary>Takes the formats.</summary>
    /// <param name="formats">The formats, as .NET writes them, or Epoch or EpochMilliseconds.</param>
    /// <param name="names">The names of months and days.</param>
    /// <exception cref="JournyInputException">A format cannot be used.</exception>
    public DateFormats(IEnumerable<string> formats, DateTimeFormatInfo names)
    {
        // Text of one machine must read the same on every other one.
        _names = (DateTimeFormatInfo)names.Clone();
        _names.Calendar.TwoDigitYearMax = LastTwoDigitYear;
        _names.DateSeparator = "/";
        _names.TimeSeparator = ":";
        _names.AbbreviatedMonthNames = WithoutPoints(names.AbbreviatedMonthNames);
        _names.AbbreviatedMonthGenitiveNames = WithoutPoints(names.AbbreviatedMonthGenitiveNames);
        _names.AbbreviatedDayNames = WithoutPoints(names.AbbreviatedDayNames);
        _names.AMDesignator = names.AMDesignator.Length == 0 ? "AM" : WithoutPoints([names.AMDesignator])[0];
        _names.PMDesignator = names.PMDesignator.Length == 0 ? "PM" : WithoutPoints([names.PMDesignator])[0];
        foreach (string format in formats)
        {
            if (string.Equals(format, Epoch, StringComparison.OrdinalIgnoreCase))
            {
                HasSeconds = true;
            }
            else if (string.Equals(format, EpochMilliseconds, StringComparison.OrdinalIgnoreCase))
            {
                HasMilliseconds = true;
            }
            else
            {
                _exact.Add(Exact.Of(format));
            }
        }
    }

    /// <summary>True if numbers are seconds since 1970.</summary>
    public bool HasSeconds { get; }

    /// <summary>True if numbers are milliseconds since 1970.</summary>
    public bool HasMilliseconds { get; }

    /// <summary>Reads a text that has no white space around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isAsked">True if the text must be a date: only then a number may be one.</param>
    /// <param name="moment">The moment.</param>
    public bool TryRead(string text, bool isAsked, out Moment moment)
    {
        Moment? found = null;
        moment = default;
        string bare = WithoutPointsBehindLetters(text);
        foreach (Exact exact in _exact)
        {
            if ((isAsked || !exact.IsDigitsAlone) && exact.TryRead(bare, _names, out Moment read))
            {
                if (found is { } other && !IsSame(other, read))
                {
                    return false;
                }

                found = read;
            }
        }

        if (isAsked && (HasSeconds || HasMilliseconds) && TryReadEpoch(text, out Moment counted))
        {
            if (found is not null)
            {
                return false;
            }

            found = counted;
        }

        moment = found ?? default;
        return found is not null;
    }

    private static bool IsSame(Moment left, Moment right) =>
        left.Clock.Ticks - (left.Offset ?? default).Ticks == right.Clock.Ticks - (right.Offset ?? default).Ticks
        && left.Offset.HasValue == right.Offset.HasValue && left.IsDateAlone == right.IsDateAlone;

    private static string[] WithoutPoints(string[] names) => names.Select(name => name.Replace(".", string.Empty)).ToArray();

    // Cultures differ in whether "Apr." has one, and so do versions of one culture.
    private static string WithoutPointsBehindLetters(string text)
    {
        if (text.IndexOf('.') < 0)
        {
            return text;
        }

        StringBuilder bare = new(text.Length);
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] != '.' || index == 0 || !char.IsLetter(text[index - 1]))
            {
                bare.Append(text[index]);
            }
        }

        return bare.ToString();
    }

    private bool TryReadEpoch(string text, out Moment moment)
    {
        moment = default;
        int point = text.IndexOf('.');
        string whole = point < 0 ? text : text.Substring(0, point);
        string fraction = point < 0 ? string.Empty : text.Substring(point + 1);
        string digits = whole.StartsWith("-", StringComparison.Ordinal) ? whole.Substring(1) : whole;
        bool isFraction = point < 0 || (fraction.Length > 0 && fraction.All(IsDigit) && whole.Length == digits.Length);
        if (digits.Length is 0 or > 18 || !digits.All(IsDigit) || !isFraction)
        {
            return false;
        }

        long number = long.Parse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        bool isSeconds = HasSeconds && (!HasMilliseconds || number is >= 0 and <= MostSeconds);
        if (HasSeconds && HasMilliseconds && !isSeconds && number < FewestMilliseconds)
        {
            return false;
        }

        long unit = isSeconds ? TimeSpan.TicksPerSecond : TimeSpan.TicksPerMillisecond;
        if (number > (DateTime.MaxValue.Ticks - EpochTicks) / unit || number < -EpochTicks / unit)
        {
            return false;
        }

        long ticks = EpochTicks + (number * unit);
        if (fraction.Length > 0)
        {
            long part = long.Parse(fraction.PadRight(KeptFraction, '0').Substring(0, KeptFraction), CultureInfo.InvariantCulture);
            ticks += isSeconds ? part : part / (TimeSpan.TicksPerSecond / TimeSpan.TicksPerMillisecond);
        }

        moment = new Moment(new DateTime(Math.Min(ticks, DateTime.MaxValue.Ticks)), TimeSpan.Zero, IsDateAlone: false);
        return true;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    /// <summary>A format of .NET.</summary>
    private sealed record Exact(string Format, bool IsDigitsAlone, bool HasZone, bool MayHaveZone, bool IsUtc, bool HasTime)
    {
        public static Exact Of(string format)
        {
            string letters = LettersOf(format, out string literals);
            bool Has(string any) => letters.IndexOfAny(any.ToCharArray()) >= 0;
            if (format.Length < 2 || !Has("y") || !Has("M") || !Has("d"))
            {
                throw ValueProblems.IncompleteFormat(format);
            }

            bool isNamed = letters.Contains("MMM") || letters.Contains("ddd") || Has("tg");
            bool isDigitsAlone = !isNamed && literals.Length == 0 && !Has("zK");
            bool isUtc = literals.IndexOf('Z') >= 0 || literals.Contains("UTC") || literals.Contains("GMT");
            return new Exact(format, isDigitsAlone, Has("z"), Has("K"), isUtc, Has("Hh"));
        }

        public bool TryRead(string text, DateTimeFormatInfo names, out Moment moment)
        {
            moment = default;
            if (!DateTimeOffset.TryParseExact(text, Format, names, DateTimeStyles.AssumeUniversal, out DateTimeOffset read))
            {
                return false;
            }

            bool hasZone = HasZone || (MayHaveZone
                && DateTime.TryParseExact(text, Format, names, DateTimeStyles.RoundtripKind, out DateTime kind)
                && kind.Kind != DateTimeKind.Unspecified);
            TimeSpan? offset = hasZone ? read.Offset : IsUtc ? TimeSpan.Zero : null;
            moment = new Moment(DateTime.SpecifyKind(read.DateTime, DateTimeKind.Unspecified), offset, IsDateAlone: !HasTime);
            return true;
        }

        // The letters that stand for parts of a date, and everything else.
        private static string LettersOf(string format, out string literals)
        {
            StringBuilder letters = new();
            StringBuilder others = new();
            char quote = '\0';
            for (int index = 0; index < format.Length; index++)
            {
                char c = format[index];
                if (quote != '\0' && c == quote)
                {
                    quote = '\0';
                }
                else if (quote != '\0')
                {
                    others.Append(c);
                }
                else if (c is '\'' or '"')
                {
                    quote = c;
                }
                else if (c == '\\' && index + 1 < format.Length)
                {
                    others.Append(format[++index]);
                }
                else
                {
                    _ = "dfFghHKmMstyz".IndexOf(c) >= 0 ? letters.Append(c) : others.Append(c);
                }
            }

            literals = others.ToString();
            return letters.ToString();
        }
    }
}
