using System;
using System.IO;
using System.Text;
using Journy.Import.Sources;
using Xunit;

namespace Journy.Tests.Import.Sources;

/// <summary>The bytes that a file had when it was opened.</summary>
public sealed class InputFileTests : IDisposable
{
    private const int Blocks = 5;

    private readonly TempFolder _folder = new();
    private readonly byte[] _buffer = new byte[InputFile.BlockSize];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_can_be_read_twice_and_what_is_appended_is_not_read()
    {
        byte[] content = Content();
        using InputFile file = Open(content);
        using (FileStream writer = new(file.Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            writer.Write("more"u8);
        }

        Assert.Equal(content, ReadAll(file));
        Assert.Equal(content, ReadAll(file));
        file.RequireUnchanged();
        Assert.True(file.HasGrown);
        Assert.Equal(content.Length, file.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(Blocks - 1)]
    public void A_second_pass_sees_the_bytes_of_the_first_or_fails(int block)
    {
        using InputFile file = Open(Content());
        ReadAll(file);

        Change(file.Path, (block * InputFile.BlockSize) + 5);

        for (int index = 0; index < block; index++)
        {
            file.ReadBlock(index, _buffer);
        }

        Assert.Throws<InputChangedException>(() => file.ReadBlock(block, _buffer));
    }

    [Fact]
    public void A_row_does_not_begin_in_one_file_and_end_in_another()
    {
        using InputFile file = Open(Content());
        file.ReadBlock(0, _buffer);
        file.ReadBlock(1, _buffer);

        Change(file.Path, InputFile.BlockSize + 5);

        Assert.Throws<InputChangedException>(() => file.ReadBlock(2, _buffer));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData((Blocks * InputFile.BlockSize) - 1, true)]

    // As a program does that sets the time back, or a clock too coarse to tell: the end is compared all the same.
    [InlineData((Blocks * InputFile.BlockSize) - 1, false)]
    [InlineData(((Blocks - 1) * InputFile.BlockSize) + 1, false)]
    public void A_change_is_found_at_the_end(int at, bool changesTime)
    {
        using InputFile file = Open(Content());
        ReadAll(file);
        file.RequireUnchanged();

        Change(file.Path, at, changesTime);

        Assert.Throws<InputChangedException>(file.RequireUnchanged);
    }

    [Fact]
    public void A_file_that_gets_shorter_has_changed_wherever_it_is_read()
    {
        using InputFile file = Open(Content());
        file.ReadBlock(0, _buffer);
        using (FileStream writer = new(file.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            writer.SetLength((2 * InputFile.BlockSize) + 7);
        }

        file.ReadBlock(1, _buffer);
        Assert.Throws<InputChangedException>(() => file.ReadBlock(2, _buffer));
        Assert.Throws<InputChangedException>(file.RequireUnchanged);
    }

    [Fact]
    public void A_file_that_goes_away_stays_readable()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps the name until the file is closed.");
        byte[] content = Content();
        using InputFile file = Open(content);
        File.Delete(file.Path);

        Assert.Equal(content, ReadAll(file));
        file.RequireUnchanged();
    }

    [Fact]
    public void A_stream_knows_how_far_it_is()
    {
        using InputFile file = Open(Encoding.ASCII.GetBytes(new string('x', InputFile.BlockSize + 10)));
        using InputStream stream = new(file);
        Assert.Equal(0, stream.Position);
        byte[] some = new byte[100];
        Assert.Equal(100, stream.Read(some, 0, 100));
        Assert.Equal(100, stream.Position);
        stream.CopyTo(Stream.Null);
        Assert.Equal((InputFile.BlockSize + 10, InputFile.BlockSize + 10), (stream.Position, stream.Length));
    }

    private static byte[] Content()
    {
        byte[] content = new byte[Blocks * InputFile.BlockSize];
        new Random(7).NextBytes(content);
        return content;
    }

    private static byte[] ReadAll(InputFile file)
    {
        using InputStream stream = new(file);
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static void Change(string path, long at, bool changesTime = true)
    {
        DateTime time = File.GetLastWriteTimeUtc(path);
        using (FileStream writer = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            writer.Position = at;
            int old = writer.ReadByte();
            writer.Position = at;
            writer.WriteByte((byte)(old ^ 1));
        }

        File.SetLastWriteTimeUtc(path, changesTime ? time.AddMinutes(1) : time);
    }

    private InputFile Open(byte[] content) => InputFile.Open(_folder.Write(content, "x.bin"))!;
}
