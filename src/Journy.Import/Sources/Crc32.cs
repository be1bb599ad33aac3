namespace Journy.Import.Sources;

/// <summary>The checksum of gzip: CRC-32 (ISO 3309, RFC 1952), eight bytes at a time.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;

    private static readonly uint[][] Tables = MakeTables();

    /// <summary>The checksum of what was added before and of more bytes.</summary>
    /// <param name="before">The checksum so far; 0 for nothing.</param>
    /// <param name="bytes">Holds the bytes.</param>
    /// <param name="at">Where they begin.</param>
    /// <param name="count">How many they are.</param>
    public static uint Add(uint before, byte[] bytes, int at, int count)
    {
        uint crc = ~before;
        int end = at + count;
        for (; at + Slices <= end; at += Slices)
        {
            uint low = crc ^ (uint)(bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24));
            crc = Tables[7][low & 0xFF] ^ Tables[6][(low >> 8) & 0xFF] ^ Tables[5][(low >> 16) & 0xFF] ^ Tables[4][low >> 24]
                ^ Tables[3][bytes[at + 4]] ^ Tables[2][bytes[at + 5]] ^ Tables[1][bytes[at + 6]] ^ Tables[0][bytes[at + 7]];
        }

        for (; at < end; at++)
        {
            crc = (crc >> 8) ^ Tables[0][(crc ^ bytes[at]) & 0xFF];
        }

        return ~crc;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[Slices][];
        for (int slice = 0; slice < Slices; slice++)
        {
            tables[slice] = new uint[256];
            for (uint value = 0; value < tables[slice].Length; value++)
            {
                uint crc = slice == 0 ? value : tables[slice - 1][value];
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
                }

                tables[slice][value] = crc;
            }
        }

        return tables;
    }
}
