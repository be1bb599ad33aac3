using System;
using System.IO;
using BenchmarkDotNet.Attributes;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Journy.Input;

namespace Journy.Bench.Micro;

/// <summary>What a journal adds to a row: its hashes, its line, and the line's way into the file.</summary>
public class JournalBenchmarks : IDisposable
{
    private readonly BoundRecord _record = CustomerRow.CreateBinder().Bind(CustomerRow.ObjectOf(1));
    private readonly RecordHash _hash = new(new byte[16]);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"journy-bench-{Guid.NewGuid():N}.journy");
    private JournalFile? _file;
    private byte[] _line = [];

    [GlobalSetup]
    public void Open() => _file = JournalFile.Open(_path);

    [GlobalCleanup]
    public void Close()
    {
        Dispose();
        File.Delete(_path);
    }

    public void Dispose()
    {
        _file?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Description = "hash a record")]
    public ulong Hash()
    {
        (ulong first, ulong second) = _hash.KeysOf(_record.Identity!);
        return first ^ second ^ _hash.ContentOf(_record);
    }

    [Benchmark(Description = "write a journal line")]
    public int Write() => JournalLine.Write(ref _line, 0, JournalOp.Accepted, 0x1234567890ABCDE8, 0x2345678901BCDEF8, 0x34567890ABCDEF18);

    [Benchmark(Description = "append a journal line to the file")]
    public void Append() => _file!.Append(JournalOp.Accepted, 0x1234567890ABCDE8, 0x2345678901BCDEF8, 0x34567890ABCDEF18);
}
