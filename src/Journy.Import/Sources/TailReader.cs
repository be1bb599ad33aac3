using System.IO;

namespace Journy.Import.Sources;

/// <summary>Hands text on, and knows at its end whether its last line has a line end.</summary>
internal sealed class TailReader : TextReader
{
    private readonly TextReader _text;
    private char _last = '\n';
    private bool _hasEnded;

    public TailReader(TextReader text) => _text = text;

    /// <summary>True where the text is read to its end and its last line has no line end.</summary>
    public bool EndsWithinLine => _hasEnded && _last is not ('\n' or '\r');

    /// <inheritdoc/>
    public override int Peek() => _text.Peek();

    /// <inheritdoc/>
    public override int Read()
    {
        int next = _text.Read();
        Note(next < 0 ? 0 : 1, (char)next);
        return next;
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count)
    {
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
