using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml;

namespace Journy.Import.Reports;

/// <summary>Draws the pace of a run: rows a second over time, in SVG.</summary>
internal static class PacePicture
{
    private const string Svg = "http://www.w3.org/2000/svg";
    private const int Width = 720;
    private const int Height = 180;
    private const int Left = 64;
    private const int Right = 708;
    private const int Top = 12;
    private const int Bottom = 150;
    private const int Steps = 4;
    private const double SecondsOfMinutes = 120;

    private static readonly int[] Rounds = [1, 2, 5, 10];

    /// <summary>Draws it.</summary>
    public static void Write(XmlWriter page, PaceTrace pace)
    {
        double[] rates = Enumerable.Range(0, pace.Rows.Count).Select(pace.RateOf).ToArray();
        double most = rates.DefaultIfEmpty(0).Max();
        double seconds = Math.Max(pace.Elapsed.TotalSeconds, 0.001);
        double scale = RoundUp(most);
        long rows = pace.Rows.Sum();
        string label = string.Format(
            CultureInfo.InvariantCulture,
            "{0:N0} rows in {1}: {2:N1} a second, {3:N1} at the most",
            rows,
            TimeOf(seconds),
            rows / seconds,
            most);

        page.WriteStartElement("figure");
        page.WriteStartElement("svg", Svg);
        page.WriteAttributeString("viewBox", $"0 0 {Width} {Height}");
        page.WriteAttributeString("role", "img");
        page.WriteAttributeString("aria-label", "Rows a second over time. " + label);
        for (int step = 0; step <= Steps; step++)
        {
            double y = Bottom - ((Bottom - Top) * (double)step / Steps);
            Line(page, y);
            Text(page, Left - 8, y + 4, "end", (scale * step / Steps).ToString("#,0.##", CultureInfo.InvariantCulture));
        }

        StringBuilder path = new();
        path.Append("M ").Append(Number(Left)).Append(' ').Append(Number(Bottom));
        for (int stretch = 0; stretch < rates.Length; stretch++)
        {
            double end = Math.Min((stretch + 1) * pace.Width.TotalSeconds, seconds);
            path.Append(" V ").Append(Number(Bottom - ((Bottom - Top) * rates[stretch] / scale)));
            path.Append(" H ").Append(Number(Left + ((Right - Left) * end / seconds)));
        }

        path.Append(" V ").Append(Number(Bottom)).Append(" Z");
        Start(page, "path", "area");
        page.WriteAttributeString("d", path.ToString());
        page.WriteFullEndElement();
        Text(page, Left, Height - 12, "start", "0");
        Text(page, (Left + Right) / 2.0, Height - 12, "middle", TimeOf(seconds / 2));
        Text(page, Right, Height - 12, "end", TimeOf(seconds));
        page.WriteFullEndElement();
        page.WriteStartElement("figcaption");
        page.WriteString(label + ".");
        page.WriteFullEndElement();
        page.WriteFullEndElement();
    }

    /// <summary>The next of 1, 2, 5, 10, 20, … that is not less.</summary>
    private static double RoundUp(double most)
    {
        if (most <= 0)
        {
            return 1;
        }

        double power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return Rounds.Select(times => times * power).First(round => round >= most * 0.999999);
    }

    private static string TimeOf(double seconds) => seconds < SecondsOfMinutes
        ? seconds.ToString("0.#", CultureInfo.InvariantCulture) + " s"
        : (seconds / 60).ToString("#,0.#", CultureInfo.InvariantCulture) + " min";

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static void Start(XmlWriter page, string name, string kind)
    {
        page.WriteStartElement(name, Svg);
        page.WriteAttributeString("class", kind);
    }

    private static void Line(XmlWriter page, double y)
    {
        Start(page, "line", "grid");
        page.WriteAttributeString("x1", Number(Left));
        page.WriteAttributeString("x2", Number(Right));
        page.WriteAttributeString("y1", Number(y));
        page.WriteAttributeString("y2", Number(y));
        page.WriteFullEndElement();
    }

    private static void Text(XmlWriter page, double x, double y, string anchor, string text)
    {
        page.WriteStartElement("text", Svg);
        page.WriteAttributeString("x", Number(x));
        page.WriteAttributeString("y", Number(y));
        page.WriteAttributeString("text-anchor", anchor);
        page.WriteString(text);
        page.WriteFullEndElement();
    }
}
