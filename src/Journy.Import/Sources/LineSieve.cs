using System;
using System.IO;
using Journy.Import.Values;

namespace Journy.Import.Sources;

/// <summary>
/// Hands text on one line at a time, and leaves out lines that are taken. Only the CSV reader behind it knows what a record is: a line is
/// offered only if that reader has used up all it was given and begins a record, and a line has a digest only if the reader made exactly
/// one record of it.
/// </summary>
internal sealed class LineSieve : TextReader
{
    // A longer line has no digest.
    private const int LongestLine = 64 * 1024;

    private readonly TextReader _text;
    private readonly char[] _buffer = new char[LongestLine];
    private int _at;
    private int _end;

    // What is left to give of the present line.
    private int _left;
    private bool _isAtRecord;
    private LineDigest? _digest;

    public LineSieve(TextReader text) => _text = text;

    /// <summary>Who may take lines; null if nobody.</summary>
    public ILineTaker? Taker { get; set; }

    /// <summary>How many characters were handed on.</summary>
    public long Given { get; private set; }

    /// <summary>How many lines were left out.</summary>
    public long TakenLines { get; private set; }

    /// <summary>How many characters those have.</summary>
    public long TakenChars { get; private set; }

    /// <summary>The reader asks for a record.</summary>
    /// <param name="used">How many characters its records so far have.</param>
    public void BeginRecord(long used)
    {
        _isAtRecord = used == Given && _left == 0;
        _digest = null;
    }

    /// <summary>The digest of the record that the reader has made; null if it is not exactly one line.</summary>
    /// <param name="used">How many characters its records so far have, this one included.</param>
    public LineDigest? DigestOf(long used) => used == Given && _left == 0 ? _digest : null;

    /// <inheritdoc/>
    public override int Read()
    {
        if (_left == 0)
        {
            NextLine();
        }

        if (_left == 0)
        {
            return -1;
        }

        _left--;
        Given++;
        return _buffer[_at++];
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count)
    {
        if (_left == 0)
        {
            NextLine();
        }

        int read = Math.Min(count, _left);
        Array.Copy(_buffer, _at, buffer, index, read);
        _at += read;
        _left -= read;
        Given += read;
        return read;
    }

    private void NextLine()
    {
        while (true)
        {
            _left = FindLine();
            bool isWhole = _left > 0 && _buffer[_at + _left - 1] == '\n';
            if (!_isAtRecord || Taker is null || !isWhole)
            {
                _digest = null;
                break;
            }

            LineDigest digest = Taker.DigestOf(_buffer, _at, _left);
            if (!Taker.TryTake(digest))
            {
                _digest = digest;
                break;
            }

            TakenLines++;
            TakenChars += _left;
            _at += _left;
        }

        _isAtRecord = false;
    }

    /// <summary>The length of the next line with its line feed, or of what is there of it.</summary>
    private int FindLine()
    {
        int from = _at;
        while (true)
        {
            int feed = Array.IndexOf(_buffer, '\n', from, _end - from);
            if (feed >= 0)
            {
                return feed + 1 - _at;
            }

            if (_at > 0)
            {
                Array.Copy(_buffer, _at, _buffer, 0, _end - _at);
                _end -= _at;
                _at = 0;
            }

            from = _end;
            int read = _end == _buffer.Length ? 0 : _text.Read(_buffer, _end, _buffer.Length - _end);
            _end += read;
            if (read == 0)
            {
                return _end;
            }
        }
    }
}
