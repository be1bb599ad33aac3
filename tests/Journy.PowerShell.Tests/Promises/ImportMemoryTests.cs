using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>An import reads a file as it goes: how large it is makes little difference to the memory that it takes.</summary>
[Trait("Category", "Promise")]
public sealed class ImportMemoryTests(ITestOutputHelper output)
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const double MostMegabytes = 100;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData(ImportEntity.User, "rows.csv")]
    [InlineData(ImportEntity.AccountUser, "rows.csv")]
    [InlineData(ImportEntity.AccountUser, "rows.csv.gz")]
    [InlineData(ImportEntity.AccountUser, "rows.jsonl")]
    [InlineData(ImportEntity.AccountUser, "reader")]
    public async Task From_10000_to_1000000_rows_the_peak_working_set_grows_by_at_most_100_MB(ImportEntity entity, string input)
    {
        double few = await PeakAsync(entity, input, Few);
        double many = await PeakAsync(entity, input, Many);
        output.WriteLine($"{entity}, {input}: {many - few:0} MB more");
        Assert.True(many - few <= MostMegabytes, $"{few:0} MB for {Few} rows, {many:0} MB for {Many}.");
    }

    private async Task<double> PeakAsync(ImportEntity entity, string input, int rows)
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { RateLimit = null, KeepBodies = false, KeepEntries = false }, Cancel);
        using TempFolder folder = new();
        string path = folder.File(input);
        await WriteAsync(path, entity, rows);

        // The reader of CSV that comes with the module is one.
        string given = input == "reader"
            ? $"-InputObject ([Sylvan.Data.Csv.CsvDataReader]::Create('{path}', $null)) -JournalPath '{path}.journy'"
            : $"-LiteralPath '{path}'";
        string library = Path.Combine(Path.GetDirectoryName(Repository.StagedManifest)!, "Sylvan.Data.Csv.dll");
        long start = TimeProvider.System.GetTimestamp();
        await using ImportHostProcess host = ImportHostProcess.Start(
            emulator,
            $"[void] [System.Reflection.Assembly]::LoadFrom('{library}'); Import-Journy{entity} {given}; "
            + "[System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64");
        await host.SucceedAsync(Cancel);
        IReadOnlyDictionary<string, string> summary = Assert.Single(host.Summaries);
        Assert.Equal(($"{rows}", $"{rows}"), (summary["Read"], summary["Sent"]));
        Assert.Equal(entity == ImportEntity.AccountUser ? rows / 100 : rows, emulator.Ledger.AppliedCount);
        double peak = long.Parse(Assert.Single(host.Output), CultureInfo.InvariantCulture) / 1e6;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{entity}, {input}: {rows} rows in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s, {peak:0} MB at most"));
        return peak;
    }

    private static async Task WriteAsync(string path, ImportEntity entity, int rows)
    {
        await using FileStream file = new(path, FileMode.CreateNew);
        await using Stream packed = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        await using StreamWriter writer = new(packed, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        bool isJson = path.EndsWith(".jsonl", StringComparison.Ordinal);
        if (!isJson)
        {
            await writer.WriteLineAsync(entity == ImportEntity.User ? "user_id,email,plan,seats" : "account_id,user_id");
        }

        for (int row = 0; row < rows; row++)
        {
            await writer.WriteLineAsync(isJson ? $"{{\"account_id\":\"a{row / 100}\",\"user_id\":\"u{row}\"}}"
                : entity == ImportEntity.User ? $"u{row},u{row}@example.com,plan {row % 7},{row % 1000}"
                : $"a{row / 100},u{row}");
        }
    }
}
