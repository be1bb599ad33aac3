using System;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Import.Problems;

namespace Journy.Import.Sources;

/// <summary>
/// The text of a file, which can be read several times: decoded, and unpacked if the file is gzip, whatever its name is.
/// </summary>
/// <remarks>The checksum of gzip data is at its end, so that a gzip file is unpacked once before a row is read: nothing is sent of data
/// that turns out to be damaged.</remarks>
internal sealed class TextInput : IDisposable
{
    /// <summary>What is decoded at a time, in bytes and characters.</summary>
    public const int BufferSize = 64 * 1024;

    private readonly InputFile _file;
    private readonly Encoding _encoding;
    private readonly long _unpackedLength = long.MaxValue;

    private TextInput(InputFile file, CsvSourceOptions options)
    {
        _file = file;
        _encoding = WithReplacement(options.Encoding ?? Encoding.UTF8);
        Defers = options.DefersRowWrittenSince is { } since && file.WrittenTime >= since;
        var magic = new byte[GunzipStream.Magic.Count];
        int read;
        using (InputStream begin = new(file))
        {
            read = begin.Read(magic, 0, magic.Length);
        }

        IsGzip = read == magic.Length && magic.SequenceEqual(GunzipStream.Magic);
        if (!IsGzip)
        {
            return;
        }

        using GunzipStream whole = new(new InputStream(file));
        var buffer = new byte[BufferSize];
        while (whole.Read(buffer, 0, buffer.Length) > 0)
        {
            options.Stop.ThrowIfCancellationRequested();
        }

        Damage = whole.Damage;
        _unpackedLength = whole.GoodLength;
        if (Damage is not null && _unpackedLength == 0)
        {
            throw SourceProblems.DamagedGzip(file.Path, Damage);
        }
    }

    /// <summary>The file.</summary>
    public string Path => _file.Path;

    /// <summary>The file's size when it was opened: what is read of it.</summary>
    public long TotalBytes => _file.Length;

    /// <summary>True if the file is gzip.</summary>
    public bool IsGzip { get; }

    /// <summary>What is wrong with the gzip data behind what is read of it; null if nothing is.</summary>
    public string? Damage { get; }

    /// <summary>Whether something was appended since the file was opened, which is not read.</summary>
    public bool HasGrown => _file.HasGrown;

    /// <summary>True if a last row without a line end is left to the next import: the file was written lately.</summary>
    public bool Defers { get; }

    /// <summary>Opens a file and makes a source of it.</summary>
    /// <param name="path">The file, as the file system knows it.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="open">Makes the source, which closes the input at its end.</param>
    /// <exception cref="JournyInputException">The file cannot be read.</exception>
    public static TSource Open<TSource>(string path, CsvSourceOptions options, Func<TextInput, TSource> open)
    {
        InputFile file = OpenFile(path);
        try
        {
            return open(new TextInput(file, options));
        }
        catch (IOException e)
        {
            file.Dispose();
            throw SourceProblems.NotRead(path, e, null);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Begins to read the text.</summary>
    /// <param name="offersLines">True if lines may be taken.</param>
    /// <param name="encoding">The encoding, unless the text has a byte order mark; null for the one that the user named, or UTF-8.</param>
    public TextPass Begin(bool offersLines = false, Encoding? encoding = null)
    {
        InputStream bytes = new(_file);
        return new TextPass(bytes, Unpack(bytes), encoding is null ? _encoding : WithReplacement(encoding), offersLines);
    }

    /// <summary>The encoding that the text most likely has if it is not UTF-8; null if it is, or if that is unknown.</summary>
    public Encoding? FindEncoding()
    {
        using Stream bytes = Unpack(new InputStream(_file));
        return UndeclaredEncoding.Find(bytes);
    }

    /// <summary>The hash of all bytes of the file.</summary>
    /// <exception cref="JournyInputException">The file can no longer be read, or is no longer what it was.</exception>
    public string HashAll()
    {
        try
        {
            return _file.HashAll();
        }
        catch (IOException e)
        {
            throw SourceProblems.NotRead(Path, e, null);
        }
    }

    /// <summary>How many lines after the given one hold anything but white space; a delimiter is not white space.</summary>
    public long NotBlankAfter(long line, char delimiter)
    {
        using TextPass lines = Begin();
        return LineCount.NotBlankAfter(lines.Text, line, delimiter);
    }

    /// <summary>Finds out at the end whether the file still is what was read of it.</summary>
    /// <returns>What to tell the user if it is not; null if it is.</returns>
    public JournyInputException? FindChange()
    {
        try
        {
            _file.RequireUnchanged();
            return null;
        }
        catch (IOException e)
        {
            return SourceProblems.NotRead(Path, e, null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private Stream Unpack(InputStream bytes) => IsGzip ? new GunzipStream(bytes, _unpackedLength) : bytes;

    private static InputFile OpenFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw SourceProblems.Folder(path);
        }

        try
        {
            return InputFile.Open(path) ?? throw SourceProblems.Device(path);
        }
        catch (Exception e) when (WriteFailure.IsOfFile(e))
        {
            throw SourceProblems.NotOpened(path, e);
        }
    }

    // An encoding that throws would end the file at its first bad byte. With replacement characters only the one row fails.
    private static Encoding WithReplacement(Encoding encoding)
    {
        var copy = (Encoding)encoding.Clone();
        copy.DecoderFallback = new DecoderReplacementFallback(Misreading.Undecodable.ToString());
        return copy;
    }
}
