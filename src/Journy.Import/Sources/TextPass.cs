using System;
using System.IO;
using System.Text;

namespace Journy.Import.Sources;

/// <summary>One pass through the text of a file.</summary>
internal sealed class TextPass : IDisposable
{
    private readonly InputStream _bytes;
    private readonly StreamReader _decoded;

    /// <summary>Begins a pass.</summary>
    /// <param name="bytes">The bytes of the file.</param>
    /// <param name="unpacked">The bytes of the text.</param>
    /// <param name="encoding">The encoding of the text, unless it has a byte order mark.</param>
    /// <param name="offersLines">True for <see cref="Lines"/>.</param>
    public TextPass(InputStream bytes, Stream unpacked, Encoding encoding, bool offersLines)
    {
        _bytes = bytes;
        _decoded = new StreamReader(unpacked, encoding, detectEncodingFromByteOrderMarks: true, TextInput.BufferSize);

        // Some programs write the mark twice; the reader strips one.
        while (_decoded.Peek() == '\uFEFF')
        {
            _decoded.Read();
        }

        Lines = offersLines ? new LineSieve(_decoded) : null;
        Text = new TailReader((TextReader?)Lines ?? _decoded);
    }

    /// <summary>The text.</summary>
    public TailReader Text { get; }

    /// <summary>Hands the text on line by line, so that lines can be taken; null if they cannot.</summary>
    public LineSieve? Lines { get; }

    /// <summary>The encoding that it is read in.</summary>
    public Encoding Encoding => _decoded.CurrentEncoding;

    /// <summary>How many bytes of the file were read, those of gzip as they are packed.</summary>
    public long BytesTaken => _bytes.Position;

    /// <inheritdoc/>
    public void Dispose()
    {
        Text.Dispose();
        Lines?.Dispose();
        _decoded.Dispose();
    }
}
