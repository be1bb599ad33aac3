using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Journy.Tests.Import.Sources;

/// <summary>A random table, written as a CSV file of a random kind: delimiter, quotes, line ends, blank lines, encoding, mark.</summary>
internal sealed class RandomTable
{
    private const string Candidates = ",;\t|";

    private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];
    private static readonly string[] Encodings = ["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE", "iso-8859-1"];

    private static readonly string[] Pieces =
    [
        "x", "Some longer text", "#", "\"", "\"\"", ",", ";", "\t", "|", ":", "\n", "\r\n", "\r", " ", "\0", "'", "=1", "0042", "\\",
        "\u0085", "\u00A0", "é",
    ];

    // These are not in Latin-1.
    private static readonly string[] WidePieces = ["😀", "שלום", "e\u0301", "\u2028", "\uFEFF", "Łódź", "\uFFFF", "\uD7FF", "\uE000"];

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<AwkwardRow> _rows = [];
    private readonly List<int> _starts = [];
    private readonly string _encoding;
    private readonly string? _lineEnd;
    private readonly int _quoting;
    private readonly bool _isMarked;
    private char _delimiter;

    private RandomTable(Random random)
    {
        _random = random;
        _encoding = OneOf(Encodings);
        _lineEnd = random.Next(4) == 0 ? null : OneOf(LineEnds);
        _quoting = random.Next(3);
        _isMarked = _encoding != "iso-8859-1" && random.Next(3) > 0;
        _delimiter = Candidates[random.Next(Candidates.Length)];
    }

    private string LineEnd => _lineEnd ?? OneOf(LineEnds);

    /// <summary>Makes a table and the file of it.</summary>
    public static AwkwardFile Create(Random random) => new RandomTable(random).ToFile();

    private AwkwardFile ToFile()
    {
        int columns = _random.Next(1, 9);
        bool isNamed = _random.Next(3) == 0;
        if (isNamed)
        {
            _delimiter = ":^~ ,;\t|"[_random.Next(8)];
        }
        else if (columns == 1)
        {
            // Nothing in the header tells another.
            _delimiter = ',';
        }

        string[] names = [.. Enumerable.Range(0, columns).Select(index => $"c{index}{Name()}.")];
        Append(names, isHeader: true);
        int rows = _random.Next(100) == 0 ? 2_000 : _random.Next(12);
        for (int row = 0; row < rows; row++)
        {
            _text.Append(LineEnd);
            while (_random.Next(8) == 0)
            {
                _text.Append(_random.Next(2) == 0 && _delimiter != ' ' ? "  " : "").Append(LineEnd);
            }

            string[] cells = [.. Enumerable.Range(0, columns).Select(_ => Cell())];
            if (!cells.All(string.IsNullOrWhiteSpace))
            {
                _rows.Add(new AwkwardRow(0, cells, cells.Any(HasC1) ? JournyReason.InvalidEncoding : null));
                _starts.Add(_text.Length);
            }

            Append(cells);
        }

        _text.Append(_random.Next(3) == 0 ? "" : LineEnd);
        return Written(names, isNamed);
    }

    private AwkwardFile Written(string[] names, bool isNamed)
    {
        string text = _text.ToString();
        int line = 1;
        int at = 0;
        for (int row = 0; row < _rows.Count; row++)
        {
            line += AwkwardFiles.LineEnds(text[at.._starts[row]]);
            at = _starts[row];
            _rows[row] = _rows[row] with { Line = line };
        }

        bool needsName = !_isMarked && _encoding != "utf-8";
        return new AwkwardFile(AwkwardFiles.Bytes(_encoding, text, _isMarked ? _random.Next(1, 3) : 0))
        {
            Delimiter = isNamed ? _delimiter : null,
            Encoding = needsName ? _encoding : null,
            Header = names,
            Rows = _rows,
        };
    }

    // The beginning of a name makes it differ from the others, and the end keeps white space within it. No control character may be
    // in it, but those that a quoted name is allowed.
    private string Name() => string.Concat(Cell().Where(character => !char.IsControl(character) || character is '\t' or '\r' or '\n'));

    // U+0080 to U+009F: what text of Windows becomes that is read as Latin1.
    private static bool HasC1(string cell) => cell.Any(character => char.IsControl(character) && character > '\u007F');

    private string Cell()
    {
        StringBuilder cell = new();
        for (int left = _random.Next(5); left > 0; left--)
        {
            cell.Append(_encoding != "iso-8859-1" && _random.Next(4) == 0 ? OneOf(WidePieces) : OneOf(Pieces));
        }

        return cell.ToString();
    }

    private void Append(string[] cells, bool isHeader = false)
    {
        for (int column = 0; column < cells.Length; column++)
        {
            _text.Append(column == 0 ? "" : _delimiter.ToString());
            string cell = cells[column];
            bool quoted = _quoting switch
            {
                0 => true,
                1 => false,
                _ => _random.Next(2) == 0,
            };
            _text.Append(
                quoted || NeedsQuotes(cell, cells.Length, isHeader) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell);
        }
    }

    // As few as the rules allow. In the header, what could pass for the delimiter would be counted; in a file of one column, a
    // cell of white space would be a blank line.
    private bool NeedsQuotes(string cell, int columns, bool isHeader) =>
        cell.StartsWith('"')
        || cell.Contains(_delimiter, StringComparison.Ordinal)
        || cell.Contains('\r', StringComparison.Ordinal)
        || cell.Contains('\n', StringComparison.Ordinal)
        || (isHeader && cell.Any(character => Candidates.Contains(character, StringComparison.Ordinal)))
        || (columns == 1 && string.IsNullOrWhiteSpace(cell));

    private string OneOf(string[] choices) => choices[_random.Next(choices.Length)];
}
