using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Journy.Tests.ImportCommand;

/// <summary>An export of events that grows and changes, and that knows which event each of its rows truly is.</summary>
internal sealed class EventExport
{
    /// <summary>Columns that are metadata, in no order.</summary>
    public static readonly string[] MetadataColumns = ["order_id", "plan", "amount", "currency", "note"];

    private static readonly string[] Needed = ["user_id", "name", "triggered_at", "order_id"];
    private static readonly string[] Optional = ["email", "plan", "amount", "currency", "note"];
    private static readonly DateTimeOffset Begin = new(2026, 2, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly Random _random;
    private readonly bool _hasOwnTimes;
    private readonly string _timeFormat;
    private readonly Dictionary<string, int> _events = new(StringComparer.Ordinal);

    public EventExport(Random random)
    {
        _random = random;
        _hasOwnTimes = random.Next(2) == 0;
        HasZones = random.Next(2) == 0;
        _timeFormat = "yyyy-MM-ddTHH:mm:ss" + (HasZones ? "Z" : string.Empty);
        Columns.AddRange(Needed.Concat(Optional.Where(_ => random.Next(2) == 0)).OrderBy(_ => random.Next()));
    }

    /// <summary>The columns, in their order.</summary>
    public List<string> Columns { get; } = [];

    /// <summary>The rows, in their order.</summary>
    public List<ExportedRow> Rows { get; } = [];

    /// <summary>How many characters of the last line are written so far; null if it has its line end.</summary>
    public int? Cut { get; set; }

    /// <summary>Whether no two different events have one time.</summary>
    public bool HasOwnTimes => _hasOwnTimes;

    /// <summary>Whether its times name their zone.</summary>
    public bool HasZones { get; }

    /// <summary>Whether lines go on as they began, wherever they come to stand.</summary>
    public bool OnlyGrows { get; set; }

    /// <summary>Whether rows were removed.</summary>
    public bool HasDropped { get; private set; }

    /// <summary>The last row's line, whole.</summary>
    public string LastLine => LineOf(Rows[^1].Cells);

    /// <summary>The text of the file.</summary>
    public string Text
    {
        get
        {
            StringBuilder text = new(string.Join(',', Columns) + "\n");
            for (int index = 0; index < Rows.Count; index++)
            {
                string line = LineOf(Rows[index].Cells);
                text.Append(index == Rows.Count - 1 && Cut is { } cut ? line[..cut] : line + "\n");
            }

            return text.ToString();
        }
    }

    /// <summary>What the last row says as far as it is written; null if its cut leaves columns out or a cell open.</summary>
    public ExportedRow? CutRow
    {
        get
        {
            string column = Columns[^1];
            string quoted = Quoted(Rows[^1].Cells[column]);
            int missing = LastLine.Length - Cut!.Value;
            if (missing == 0)
            {
                return Rows[^1];
            }

            if (missing > quoted.Length)
            {
                return null;
            }

            // A quote that is cut off from its twin ends the cell.
            string written = quoted[..^missing];
            return !written.StartsWith('"') ? With(written)
                : written.Count(character => character == '"') % 2 == 0
                    ? With(written[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal))
                : null;

            ExportedRow With(string cell) => Rows[^1] with { Cells = new Dictionary<string, string>(Rows[^1].Cells) { [column] = cell } };
        }
    }

    /// <summary>Lets the export grow.</summary>
    /// <returns>Whether its last row is new.</returns>
    public bool Grow()
    {
        bool hasNewEnd = false;
        for (int added = _random.Next(Rows.Count == 0 ? 1 : 0, 5); added > 0; added--)
        {
            ExportedRow row = Rows.Count > 0 && _random.Next(4) == 0 ? Rows[_random.Next(Rows.Count)] : NewRow();
            int at = _random.Next(5) == 0 ? _random.Next(Rows.Count + 1) : Rows.Count;
            hasNewEnd |= at == Rows.Count;
            Rows.Insert(at, row);
        }

        if (Rows.Count > 2 && _random.Next(20) == 0)
        {
            Rows.RemoveAt(0);
            HasDropped = true;
        }

        return hasNewEnd;
    }

    /// <summary>Gives the export a column more; false if it has all.</summary>
    public bool Gain()
    {
        string? column = Optional.Except(Columns).OrderBy(_ => _random.Next()).FirstOrDefault();
        if (column is not null)
        {
            Columns.Insert(OnlyGrows ? Columns.Count : _random.Next(Columns.Count + 1), column);
        }

        return column is not null;
    }

    /// <summary>Takes a column from the export; false if there is none to take.</summary>
    public bool Lose()
    {
        string? column = Optional.Intersect(Columns).OrderBy(_ => _random.Next()).FirstOrDefault();
        return !OnlyGrows && column is not null && Columns.Remove(column);
    }

    /// <summary>Puts the columns in another order.</summary>
    public bool Reorder()
    {
        if (OnlyGrows)
        {
            return false;
        }

        List<string> columns = [.. Columns.OrderBy(_ => _random.Next())];
        Columns.Clear();
        Columns.AddRange(columns);
        return true;
    }

    /// <summary>Lets a row say something else, which is the same event only where a key says so.</summary>
    public bool Edit()
    {
        if (OnlyGrows || Rows.Count == 0)
        {
            return false;
        }

        int index = _random.Next(Rows.Count);
        Rows[index] = Rows[index] with
        {
            Cells = new Dictionary<string, string>(Rows[index].Cells)
            { ["plan"] = "Edited" + _random.Next(3).ToString(CultureInfo.InvariantCulture) }
        };
        return true;
    }

    /// <summary>Puts the columns back as they were.</summary>
    public void Restore(IEnumerable<string> columns)
    {
        List<string> restored = [.. columns];
        Columns.Clear();
        Columns.AddRange(restored);
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n") >= 0 ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : cell;

    private string LineOf(IReadOnlyDictionary<string, string> cells) => string.Join(',', Columns.Select(column => Quoted(cells[column])));

    private ExportedRow NewRow()
    {
        int who = _random.Next(10);
        string user = "u" + _random.Next(4).ToString(CultureInfo.InvariantCulture);
        Dictionary<string, string> cells = new()
        {
            ["user_id"] = who >= 8 ? string.Empty : _random.Next(8) == 0 ? $" {user}" : user,
            ["email"] = who is >= 6 and < 9 ? $"{user}@example.com" : string.Empty,
            ["name"] = Pick("bought", "left"),
            ["triggered_at"] =
                Begin.AddMinutes(_hasOwnTimes ? _events.Count : _random.Next(3)).ToString(_timeFormat, CultureInfo.InvariantCulture),
            ["order_id"] = _random.Next(15) == 0 ? string.Empty : "o" + _events.Count.ToString(CultureInfo.InvariantCulture),
            ["plan"] = Pick("Pro", "Basic", "Enterprise", string.Empty),
            ["amount"] = Pick("12.5", "7", "3.25", string.Empty),
            ["currency"] = Pick("EUR", "USD", string.Empty),
            ["note"] = Pick("short", "x, \"y\"", "two\nlines", string.Empty),
        };
        string content = string.Join('\u0001', cells.OrderBy(cell => cell.Key, StringComparer.Ordinal).Select(cell => cell.Value));
        if (!_events.TryGetValue(content, out int number))
        {
            number = _events.Count;
            _events.Add(content, number);
        }

        return new ExportedRow(number, cells);
    }

    private string Pick(params string[] texts) => texts[_random.Next(texts.Length)];
}
