using System.IO;
using System.Text;

namespace Journy.Import.Sources;

/// <summary>Cuts the text of a file into that of its JSON records: its lines, or the items of the one array that it is.</summary>
internal sealed class JsonTexts
{
    /// <summary>The longest record, in characters.</summary>
    public const int LongestRecord = CsvSource.LongestRecord;

    private readonly TextReader _reader;
    private readonly char[] _buffer = new char[TextInput.BufferSize];
    private readonly StringBuilder _text = new();
    private int _at;
    private int _count;
    private long _line = 1;
    private bool _isAfterReturn;
    private bool _hasItems;
    private bool _hasEnded;

    /// <summary>Begins to cut.</summary>
    /// <param name="reader">The text, from its beginning.</param>
    /// <param name="isArray">True if the file is one array, whose bracket is the first that is not blank.</param>
    public JsonTexts(TextReader reader, bool isArray)
    {
        _reader = reader;
        IsArray = isArray;
        if (isArray)
        {
            SkipBlank();
            Next();
        }
    }

    /// <summary>True if the file is one array.</summary>
    public bool IsArray { get; }

    /// <summary>The line on which the record begins.</summary>
    public long Line { get; private set; }

    /// <summary>How many records there were, this one included.</summary>
    public long Count { get; private set; }

    /// <summary>The record, without its line end.</summary>
    public string Text => _text.ToString();

    /// <summary>True if a line was longer than a record may be; the rest of it is left out.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>False if the record is a line without a line end.</summary>
    public bool HasLineEnd { get; private set; }

    /// <summary>What is wrong with the array behind the records that were read, in words of <see cref="JsonProblems"/>; null if nothing
    /// is.</summary>
    public string? Damage { get; private set; }

    /// <summary>Cuts the next record. False at the end, and if an array is damaged there.</summary>
    public bool Read()
    {
        _text.Clear();
        if (IsArray)
        {
            if (_hasEnded || !ReadItem())
            {
                _hasEnded = true;
                return false;
            }
        }
        else
        {
            do
            {
                if (Peek() < 0)
                {
                    return false;
                }
            }
            while (!ReadLine());
        }

        Count++;
        return true;
    }

    /// <summary>Reads a line. False if it is blank.</summary>
    private bool ReadLine()
    {
        _text.Clear();
        Line = _line;
        IsTooLong = false;
        HasLineEnd = false;
        bool isBlank = true;
        while (!HasLineEnd && Peek() >= 0)
        {
            int start = _at;
            while (_at < _count && _buffer[_at] is not ('\n' or '\r'))
            {
                isBlank = isBlank && char.IsWhiteSpace(_buffer[_at]);
                _at++;
            }

            IsTooLong |= _text.Length + _at - start > LongestRecord;
            if (!IsTooLong)
            {
                _text.Append(_buffer, start, _at - start);
            }

            if (_at < _count)
            {
                HasLineEnd = true;
                if (Next() == '\r' && Peek() == '\n')
                {
                    Next();
                }
            }
        }

        return !isBlank;
    }

    private bool ReadItem()
    {
        SkipBlank();
        Line = _line;
        int next = Next();
        if (_hasItems && next == ',')
        {
            SkipBlank();
            Line = _line;
            next = Next();
        }
        else if (next == ']')
        {
            SkipBlank();
            Line = _line;
            Damage = Peek() < 0 ? null : JsonProblems.BehindArray;
            return false;
        }
        else if (_hasItems && next >= 0)
        {
            Damage = JsonProblems.NoComma;
            return false;
        }

        _hasItems = true;
        int depth = 0;
        bool isText = false;
        for (; next >= 0 && _text.Length < LongestRecord; next = Next())
        {
            _text.Append((char)next);
            if (isText)
            {
                isText = next != '"';
                if (next == '\\' && Peek() >= 0)
                {
                    _text.Append((char)Next());
                }
            }
            else
            {
                isText = next == '"';
                depth += next is '{' or '[' ? 1 : next is '}' or ']' ? -1 : 0;
            }

            if (!isText && depth <= 0 && (next is '}' or ']' or '"' || Peek() is ',' or ']' or ' ' or '\t' or '\r' or '\n'))
            {
                return true;
            }
        }

        Damage = next >= 0 ? JsonProblems.EndlessRecord
            : _text.Length == 0 ? JsonProblems.CutBetweenRecords
            : JsonProblems.CutWithinRecord;
        return false;
    }

    private void SkipBlank()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
        {
            Next();
        }
    }

    private int Peek()
    {
        if (_at == _count)
        {
            _at = 0;
            _count = _reader.Read(_buffer, 0, _buffer.Length);
        }

        return _count == 0 ? -1 : _buffer[_at];
    }

    private int Next()
    {
        int next = Peek();
        if (next >= 0)
        {
            _at++;
            _line += next == '\r' || (next == '\n' && !_isAfterReturn) ? 1 : 0;
            _isAfterReturn = next == '\r';
        }

        return next;
    }
}
