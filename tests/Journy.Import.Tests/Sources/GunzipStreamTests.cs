using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Journy.Import.Sources;
using Xunit;

namespace Journy.Tests.Import.Sources;

/// <summary>Gzip as it comes: several members, padded, cut, damaged.</summary>
public sealed class GunzipStreamTests(ITestOutputHelper output)
{
    private const int Files = 60;

    [Fact]
    public void Every_member_is_read_whatever_its_content_and_however_it_is_asked_for()
    {
        int first = Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"Seeds {first} to {first + Files - 1}");
        for (int seed = first; seed < first + Files; seed++)
        {
            Random random = new(seed);
            List<byte> plain = [];
            List<byte> packed = [];
            for (int member = random.Next(1, 5); member > 0; member--)
            {
                byte[] content = Content(random);
                plain.AddRange(content);
                packed.AddRange(WithOddHeader(Packed.Of(content, (CompressionLevel)random.Next(4)), random));
            }

            packed.AddRange(new byte[random.Next(2) * random.Next(600)]);
            (byte[] read, GunzipStream stream) = Read([.. packed], random.Next(1, 5000));
            Assert.True(plain.SequenceEqual(read), $"Seed {seed}: {plain.Count} bytes came as {read.Length}");
            Assert.True(stream.Damage is null, $"Seed {seed}: {stream.Damage}");
        }
    }

    [Fact]
    public void Wherever_it_is_cut_it_is_told_of_and_what_is_good_is_what_was_packed()
    {
        byte[] one = Encoding.UTF8.GetBytes(
            "user_id,plan\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"u{row},p{row % 3}\n")));
        byte[] whole = [.. Packed.Of(one), .. Packed.Of(one)];
        byte[] plain = [.. one, .. one];
        int half = whole.Length / 2;
        for (int length = 3; length < whole.Length; length++)
        {
            (byte[] read, GunzipStream stream) = Read(whole[..length], 100);
            if (length == half)
            {
                Assert.Null(stream.Damage);
                Assert.Equal(one, read);
                continue;
            }

            Assert.NotNull(stream.Damage);
            Assert.InRange(stream.GoodLength, length > half ? one.Length : 0, read.Length);
            Assert.Equal(plain[..(int)stream.GoodLength], read[..(int)stream.GoodLength]);
        }
    }

    [Fact]
    public void No_changed_byte_changes_what_is_read_without_being_told_of()
    {
        Random random = new(1);
        byte[] plain = Content(random);
        byte[] packed = Packed.Of(plain);
        int told = 0;
        for (int at = 2; at < packed.Length; at++)
        {
            byte[] changed = [.. packed];
            changed[at] ^= (byte)(1 << random.Next(8));
            (byte[] read, GunzipStream stream) = Read(changed, 1000);
            told += stream.Damage is null ? 0 : 1;
            Assert.True(stream.Damage is not null || plain.SequenceEqual(read), $"Byte {at} of {packed.Length}");
        }

        Assert.InRange(told, packed.Length - 10, packed.Length);
    }

    [Fact]
    public void What_is_no_gzip_behind_the_members_is_told_of_and_they_are_good()
    {
        byte[] plain = Encoding.UTF8.GetBytes("user_id\n1\n");
        (byte[] read, GunzipStream stream) = Read([.. Packed.Of(plain), .. "user_id\n2\n"u8], 100);
        Assert.Equal(plain, read);
        Assert.Contains("something else than gzip", stream.Damage, StringComparison.Ordinal);
        Assert.Equal(plain.Length, stream.GoodLength);
    }

    private static (byte[] Read, GunzipStream Stream) Read(byte[] packed, int atOnce)
    {
        GunzipStream stream = new(new MemoryStream(packed));
        using MemoryStream read = new();
        stream.CopyTo(read, atOnce);
        return (read.ToArray(), stream);
    }

    private static byte[] Content(Random random)
    {
        byte[] content =
            new byte[random.Next(4) switch { 0 => 0, 1 => random.Next(20), 2 => random.Next(3000), _ => random.Next(100_000) }];
        bool isText = random.Next(3) > 0;
        for (int i = 0; i < content.Length; i++)
        {
            content[i] = (byte)(isText ? "user_id,plan\n0123456789"[random.Next(23)] : random.Next(256));
        }

        return content;
    }

    // A name, a comment, more fields and a checksum of the header, as other programs write.
    private static byte[] WithOddHeader(byte[] member, Random random)
    {
        int flags = random.Next(32);
        List<byte> header = [.. member[..10]];
        header[3] = (byte)flags;
        if ((flags & 4) != 0)
        {
            header.AddRange([3, 0, 1, 0, 2]);
        }

        if ((flags & 8) != 0)
        {
            header.AddRange("users.csv\0"u8);
        }

        if ((flags & 16) != 0)
        {
            header.AddRange("a comment\0"u8);
        }

        if ((flags & 2) != 0)
        {
            header.AddRange([7, 7]);
        }

        return [.. header, .. member[10..]];
    }
}
