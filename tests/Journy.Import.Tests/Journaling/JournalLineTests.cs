using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Journy.Import.Journaling;
using Xunit;

namespace Journy.Tests.Import.Journaling;

/// <summary>A line comes back as it was written, and is known to be damaged where it is.</summary>
public sealed class JournalLineTests
{
    [Fact]
    public void A_line_of_hashes_comes_back_as_it_was_written()
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}");
        Random random = new(seed);
        byte[] buffer = [];
        for (int round = 0; round < 2000; round++)
        {
            JournalOp op = Enum.GetValues<JournalOp>()[random.Next(Enum.GetValues<JournalOp>().Length)];
            ulong first = Hash(random);
            ulong second = Hash(random);
            ulong content = Hash(random);

            int length = JournalLine.Write(ref buffer, 0, op, first, second, content);

            ArraySegment<byte> line = new(buffer, 0, length - 1);
            Assert.Equal((byte)'\n', buffer[length - 1]);
            Assert.All(line, character => Assert.InRange(character, (byte)' ', (byte)'~'));
            Assert.True(JournalLine.IsWhole(line));
            Assert.True(JournalLine.TryRead(line, out ulong readFirst, out ulong readSecond, out ulong readContent));
            Assert.Equal((op, first, second, content), ((JournalOp)line[0], readFirst, readSecond, readContent));
        }
    }

    [Fact]
    public void A_line_of_text_comes_back_as_it_was_written()
    {
        byte[] written = JournalLine.Write(JournalOp.Type, "Number", "Monthly%20revenue");

        ArraySegment<byte> line = new(written, 0, written.Length - 1);
        Assert.True(JournalLine.IsWhole(line));
        Assert.Equal(["Number", "Monthly%20revenue"], JournalLine.ReadText(line));
        Assert.False(JournalLine.TryRead(line, out _, out _, out _));
    }

    [Fact]
    public void Each_single_damage_is_seen()
    {
        byte[] buffer = [];
        int length = JournalLine.Write(ref buffer, 0, JournalOp.Accepted, 0x0123456789ABCDE8, 0, 0xFEDCBA9876543210) - 1;
        byte[] whole = buffer[..length];
        List<string> damaged = [];
        for (int at = 0; at < length; at++)
        {
            // Cut there, one character too many or too few, any bit turned.
            damaged.Add(Encoding.Latin1.GetString(whole[..at]));
            damaged.Add(Encoding.Latin1.GetString([.. whole[..at], .. whole[(at + 1)..]]));
            damaged.Add(Encoding.Latin1.GetString([.. whole[..at], (byte)'0', .. whole[at..]]));
            damaged.AddRange(Enumerable.Range(0, 8).Select(bit =>
            {
                byte[] turned = [.. whole];
                turned[at] ^= (byte)(1 << bit);
                return Encoding.Latin1.GetString(turned);
            }));
        }

        Assert.All(damaged, text => Assert.False(JournalLine.IsWhole(Encoding.Latin1.GetBytes(text)), text));
        Assert.True(JournalLine.IsWhole(whole));
    }

    /// <summary>0.1.0 cuts off what it cannot read at the end of a journal: it must read that a newer version wrote there.</summary>
    [Fact]
    public void The_line_of_owner_has_the_check_sum_of_the_first_version_and_a_line_with_it_is_whole()
    {
        const string Owner = "J 2 User 00112233445566778899aabbccddeeff https://api.journy.io/";
        const string Type = "T Number seats";

        Assert.Equal(Owner + FirstCheckOf(Owner) + "\n", Encoding.ASCII.GetString(JournalLine.Write(JournalOp.Owner, Owner[2..])));
        Assert.NotEqual(Type + FirstCheckOf(Type) + "\n", Encoding.ASCII.GetString(JournalLine.Write(JournalOp.Type, Type[2..])));
        Assert.True(JournalLine.IsWhole(Encoding.ASCII.GetBytes(Type + FirstCheckOf(Type))));
        Assert.False(JournalLine.IsWhole(Encoding.ASCII.GetBytes(Type + FirstCheckOf(Owner))));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("user_id,email")]
    [InlineData("S - - - zzzzzzzz")]
    [InlineData("S - - - 00000000")]
    [InlineData("ffffffff")]
    public void What_was_never_written_is_no_line(string text) =>
        Assert.False(JournalLine.IsWhole(Encoding.ASCII.GetBytes(text)));

    // FNV-1a of 32 bits, as its authors give it.
    private static string FirstCheckOf(string line)
    {
        ulong check = 0x811C9DC5;
        foreach (byte character in Encoding.ASCII.GetBytes(line))
        {
            check = (check ^ character) * 0x01000193 % (1UL << 32);
        }

        return " " + check.ToString("x8", CultureInfo.InvariantCulture);
    }

    private static ulong Hash(Random random) => random.Next(4) == 0 ? 0 : (ulong)random.NextInt64() << random.Next(2);
}
