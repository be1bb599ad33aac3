using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>What was accepted once is not sent again, by any of the import cmdlets, and what has changed is.</summary>
[Trait("Category", "Promise")]
public sealed class UnchangedImportTests(ITestOutputHelper output)
{
    private const int Rows = 10_000;
    private const int Changed = Rows / 50;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData(ImportEntity.User, Rows)]
    [InlineData(ImportEntity.Account, Rows)]
    [InlineData(ImportEntity.Event, Rows)]
    [InlineData(ImportEntity.AccountUser, Rows / 100)]
    public async Task The_same_10000_rows_cost_0_calls_and_with_200_of_them_changed_exactly_those_are_sent(
        ImportEntity entity, int firstCalls)
    {
        int seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(new EmulatorOptions { RateLimit = null }, Cancel);
        using TempFolder folder = new();
        using ShellSession session = ShellSession.Connected(emulator.BaseAddress, emulator.ApiKey, "-SkipKeyCheck");
        string[] rows = [.. Enumerable.Range(0, Rows).Select(row => RowOf(entity, row, 1))];
        folder.Write(FileOf(entity, rows), "rows.csv");

        AssertCounts(Import(session, folder, entity), sent: Rows);
        Assert.Equal(firstCalls, emulator.Ledger.Count);
        ImportSummary again = Import(session, folder, entity);
        AssertCounts(again, sent: 0);
        Assert.Equal(firstCalls, emulator.Ledger.Count);
        output.WriteLine($"{entity}: {Rows} unchanged rows in {again.Elapsed.TotalSeconds:0.00} s");

        int[] numbers = [.. Enumerable.Range(0, Rows)];
        new Random(seed).Shuffle(numbers);
        int[] changed = [.. numbers.Take(Changed)];
        Array.ForEach(changed, row => rows[row] = RowOf(entity, row, 2));
        folder.Write(FileOf(entity, rows), "rows.csv");
        AssertCounts(Import(session, folder, entity), sent: Changed);
        LedgerEntry[] entries = [.. emulator.Ledger.Snapshot().Skip(firstCalls)];
        Assert.Equal(
            changed.Select(row => $"{row}v2").Order(StringComparer.Ordinal),
            entries.SelectMany(entry => VersionsIn(entry.Body!)).Order(StringComparer.Ordinal));
        if (entity != ImportEntity.AccountUser)
        {
            Assert.Equal(Changed, entries.Length);
        }

        AssertCounts(Import(session, folder, entity), sent: 0);
        Assert.Equal(firstCalls + entries.Length, emulator.Ledger.Count);
    }

    private static string FileOf(ImportEntity entity, IEnumerable<string> rows) => (entity switch
    {
        ImportEntity.User => "user_id,email,plan\n",
        ImportEntity.Account => "account_id,domain,plan\n",
        ImportEntity.Event => "user_id,triggered_at,plan\n",
        _ => "account_id,user_id\n",
    }) + string.Concat(rows);

    // The version stands where a changed row differs; of a membership, in the user.
    private static string RowOf(ImportEntity entity, int row, int version) => entity switch
    {
        ImportEntity.User => $"u{row},u{row}@example.com,\"<{row}v{version}>\"\n",
        ImportEntity.Account => $"a{row},a{row}.example.com,\"<{row}v{version}>\"\n",
        ImportEntity.Event => $"u{row},2026-10-01T10:00:00Z,\"<{row}v{version}>\"\n",
        _ => $"a{row / 100},<{row}v{version}>\n",
    };

    private static IEnumerable<string> VersionsIn(string body) =>
        System.Text.RegularExpressions.Regex.Matches(body, @"(?:<|\\u003C)(\d+v\d)").Select(match => match.Groups[1].Value);

    private static ImportSummary Import(ShellSession session, TempFolder folder, ImportEntity entity) => Assert.Single(session.Run(
        $"param($path) Import-Journy{entity} -LiteralPath $path {(entity == ImportEntity.Event ? "-Name changed" : "")}",
        folder.File("rows.csv"))
        .ThrowIfFailed().As<ImportSummary>());

    private static void AssertCounts(ImportSummary summary, long sent) => Assert.Equal(
        (Rows, sent, Rows - sent), (summary.Read, summary.Sent, summary.Unchanged));
}
