using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Journy.Bench.Measuring;

/// <summary>The table that a run prints.</summary>
internal sealed class ResultTable
{
    private static readonly string[] Header = ["what", "Journy", "against", "figure", "target"];

    private readonly List<string[]> _lines = [];

    /// <summary>The rows as they stand in the table.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Lines => _lines;

    /// <summary>Adds a row of <see cref="Lines"/>.</summary>
    public void AddLine(string[] line) => _lines.Add(line);

    /// <summary>Adds a row whose figure should not be lower than a target.</summary>
    public void AddAtLeast(string what, string measured, string against, double figure, double target) =>
        Add(what, measured, against, Show(figure), $"≥ {Show(target)}{(figure >= target ? " ✓" : " ✗")}");

    /// <summary>Adds a row whose figure should not be higher than a target.</summary>
    public void AddAtMost(string what, string measured, string against, double figure, double target, string unit) =>
        Add(what, measured, against, $"{Show(figure)} {unit}", $"≤ {Show(target)} {unit}{(figure <= target ? " ✓" : " ✗")}");

    /// <summary>Adds a row without a target.</summary>
    public void Add(string what, string measured, string against = "–", string figure = "–", string target = "–") =>
        _lines.Add([.. ((string[])[what, measured, against, figure, target]).Select(Escape)]);

    /// <summary>A number, with as many digits as it can bear.</summary>
    public static string Show(double figure) => figure.ToString(
        figure >= 1000 ? "N0" : figure >= 100 ? "0" : figure >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private static string Escape(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);

    /// <summary>The table in Markdown, which also reads well as it stands.</summary>
    public override string ToString()
    {
        List<string[]> lines = [Header, .. _lines];
        int[] widths = Enumerable.Range(0, Header.Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        StringBuilder table = new();
        for (int index = 0; index < lines.Count; index++)
        {
            table.Append("| ").AppendJoin(" | ", lines[index].Select((cell, column) => cell.PadRight(widths[column]))).Append(" |\n");
            if (index == 0)
            {
                table.Append("|-").AppendJoin("-|-", widths.Select(width => new string('-', width))).Append("-|\n");
            }
        }

        return table.ToString();
    }
}
