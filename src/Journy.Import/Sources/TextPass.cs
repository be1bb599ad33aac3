using System;
using System.IO;
using System.Text;

namespace Journy.Import.Sources;

/// <summary>One pass through the text of a file.</summary>
internal sealed class TextPass : IDisposable
{
    private readonly InputStream _bytes;
    private readonly StreamReader _decoded;

    public TextPass(InputStream bytes, Stream unpacked, Encoding encoding)
    {
        _bytes = bytes;
        _decoded = new StreamReader(unpacked, encoding, detectEncodingFromByteOrderMarks: true, TextInput.BufferSize);

        // Some programs write the mark twice; the reader strips one.
        while (_decoded.Peek() == '\uFEFF')
        {
            _decoded.Read();
        }

        Text = new TailReader(_decoded);
    }

    /// <summary>The text.</summary>
    public TailReader Text { get; }

    /// <summary>The encoding that it is read in.</summary>
    public Encoding Encoding => _decoded.CurrentEncoding;

    /// <summary>How many bytes of the file were read, those of gzip as they are packed.</summary>
    public long BytesTaken => _bytes.Position;

    /// <inheritdoc/>
    public void Dispose()
    {
        Text.Dispose();
        _decoded.Dispose();
    }
}
