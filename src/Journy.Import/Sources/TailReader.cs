using System.IO;
using System.Text;

namespace Journy.Import.Sources;

/// <summary>Hands text on, and knows at its end whether its last line has a line end.</summary>
internal sealed class TailReader : TextReader
{
    private readonly TextReader _text;
    private char _last = '\n';
    private bool _hasEnded;

    // The character behind a carriage return, if it belongs to the next line; else -1.
    private int _held = -1;

    public TailReader(TextReader text) => _text = text;

    /// <summary>True if the text was read to its end and its last line has no line end.</summary>
    public bool EndsWithinLine => _hasEnded && _last is not ('\n' or '\r');

    /// <inheritdoc/>
    public override int Peek() => _held >= 0 ? _held : _text.Peek();

    /// <summary>Reads to behind the next line end, whatever it is: CR, LF or both.</summary>
    /// <param name="longest">How many characters to read at most.</param>
    /// <returns>The line with its end; nothing at the end of the text.</returns>
    public string ReadWholeLine(int longest)
    {
        StringBuilder line = new();
        bool isOpen = true;
        while (isOpen && line.Length < longest && Read() is >= 0 and var next)
        {
            line.Append((char)next);
            isOpen = next is not ('\n' or '\r');
            if (next == '\r')
            {
                _held = Read();
                if (_held == '\n')
                {
                    _held = -1;
                    line.Append('\n');
                }
            }
        }

        return line.ToString();
    }

    /// <inheritdoc/>
    public override int Read()
    {
        if (_held >= 0)
        {
            int held = _held;
            _held = -1;
            return held;
        }

        int next = _text.Read();
        Note(next < 0 ? 0 : 1, (char)next);
        return next;
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count)
    {
        if (_held >= 0 && count > 0)
        {
            buffer[index] = (char)Read();
            return 1;
        }

        int read = _text.Read(buffer, index, count);
        if (count > 0)
        {
            Note(read, read > 0 ? buffer[index + read - 1] : default);
        }

        return read;
    }

    private void Note(int read, char last)
    {
        if (read > 0)
        {
            _last = last;
        }
        else
        {
            _hasEnded = true;
        }
    }
}
