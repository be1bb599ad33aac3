using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Journy.Tests.Import.Sources;

/// <summary>
/// CSV by the rules that the module's help gives, one character after the other, in code that shares nothing with the module's:
/// what any text must be read as.
/// </summary>
internal sealed class PlainCsv
{
    private readonly List<(long Line, IReadOnlyList<string> Cells)> _records = [];
    private readonly List<string> _cells = [];
    private readonly StringBuilder _cell = new();
    private readonly string _text;
    private readonly char _delimiter;
    private long _line = 1;
    private int _at;

    private PlainCsv(string text, char delimiter)
    {
        _text = text;
        _delimiter = delimiter;
    }

    /// <summary>The records, the header first.</summary>
    public IReadOnlyList<(long Line, IReadOnlyList<string> Cells)> Records => _records;

    /// <summary>The line of the record whose quotes cannot be understood; nothing behind it is read.</summary>
    public long? DamagedLine { get; private set; }

    public static PlainCsv Read(string text, char delimiter)
    {
        PlainCsv read = new(text, delimiter);
        while (read._at < text.Length && read.DamagedLine is null)
        {
            read.ReadRecord();
        }

        return read;
    }

    /// <summary>How many lines after one hold anything.</summary>
    public int LinesAfter(long line) => _text
        .Replace("\r\n", "\n", StringComparison.Ordinal)
        .Split('\r', '\n')
        .Skip((int)line)
        .Count(rest => !string.IsNullOrWhiteSpace(rest) || rest.Contains(_delimiter, StringComparison.Ordinal));

    private void ReadRecord()
    {
        long line = _line;
        bool quoted = false;
        _cells.Clear();
        do
        {
            _cell.Clear();
            if (_at < _text.Length && _text[_at] == '"')
            {
                quoted = true;
                if (!TryReadQuoted())
                {
                    DamagedLine = line;
                    return;
                }
            }
            else
            {
                while (_at < _text.Length && _text[_at] != _delimiter && !IsLineEnd(_text[_at]))
                {
                    _cell.Append(_text[_at++]);
                }
            }

            _cells.Add(_cell.ToString());
        }
        while (_at < _text.Length && _text[_at] == _delimiter && ++_at > 0);

        SkipLineEnd();
        if (quoted || _cells.Count > 1 || !string.IsNullOrWhiteSpace(_cells[0]))
        {
            _records.Add((line, _cells.ToArray()));
        }
    }

    private bool TryReadQuoted()
    {
        _at++;
        while (_at < _text.Length)
        {
            char character = _text[_at];
            if (character == '"')
            {
                _at++;
                if (_at == _text.Length || _text[_at] == _delimiter || IsLineEnd(_text[_at]))
                {
                    return true;
                }

                if (_text[_at] != '"')
                {
                    return false;
                }

                _at++;
                _cell.Append('"');
            }
            else if (IsLineEnd(character))
            {
                int from = _at;
                SkipLineEnd();
                _cell.Append(_text, from, _at - from);
            }
            else
            {
                _cell.Append(character);
                _at++;
            }
        }

        return false;
    }

    private void SkipLineEnd()
    {
        if (_at < _text.Length)
        {
            _at += _text[_at] == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n' ? 2 : 1;
            _line++;
        }
    }

    private static bool IsLineEnd(char character) => character is '\r' or '\n';
}
