using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>
/// Rows of one user or account of which one names its ID, another its alias, and an earlier one both; with IDs that share an alias
/// and aliases that move. Whatever each call takes, what is stored is what sending the rows one at a time stores, and the same file
/// again makes no call.
/// </summary>
[Trait("Category", "Promise")]
public sealed class NamedTogetherTests(ITestOutputHelper output)
{
    private const string FilesVariable = "JOURNY_TEST_FILES";
    private const string SeedVariable = "JOURNY_TEST_SEED";
    private const int Lanes = 6;

    private static readonly int FileCount = int.Parse(
        Environment.GetEnvironmentVariable(FilesVariable) ?? "250", CultureInfo.InvariantCulture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData(ImportEntity.User, true)]
    [InlineData(ImportEntity.User, false)]
    [InlineData(ImportEntity.Account, true)]
    [InlineData(ImportEntity.Account, false)]
    public async Task None_of_250_seeded_files_ends_otherwise_than_one_row_at_a_time(ImportEntity entity, bool imports)
    {
        int first = Environment.GetEnvironmentVariable(SeedVariable) is { } given
            ? int.Parse(given, CultureInfo.InvariantCulture)
            : Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"Seeds {first} to {first + FileCount - 1}; to repeat one, set {SeedVariable} to it and {FilesVariable} to 1");
        int next = first - 1;
        ConcurrentQueue<string> wrong = new();

        // Threads of their own: each blocks as a pipeline does, and mostly waits.
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Factory.StartNew(
            () => RunAsync(
                entity, imports, () => Interlocked.Increment(ref next) is int seed && seed < first + FileCount ? seed : null, wrong),
            Cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
        Assert.Empty(wrong);
    }

    private static async Task RunAsync(ImportEntity entity, bool imports, Func<int?> nextSeed, ConcurrentQueue<string> wrong)
    {
        await using JournyEmulator inOrder = await JournyEmulator.StartAsync(new EmulatorOptions { RateLimit = null }, Cancel);
        using ShellSession oneByOne = ShellSession.Connected(inOrder.BaseAddress, inOrder.ApiKey, "-SkipKeyCheck");
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions
            {
                RateLimit = null,
                Latency = Latency.Random(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(80), Environment.TickCount),
            },
            Cancel);
        using ShellSession session = ShellSession.Connected(emulator.BaseAddress, emulator.ApiKey, "-SkipKeyCheck");

        // Of each seed, its own people: nothing of the files before it is met.
        while (nextSeed() is { } seed)
        {
            List<Row> rows = CreateRows(entity, seed);
            Send(oneByOne, entity, rows, 1);
            if (imports && seed % 4 == 0)
            {
                Import(session, null, entity, rows);
            }
            else if (imports)
            {
                // In two runs, of which the second one has the journal of the first.
                using TempFolder folder = new();
                int split = new Random(seed).Next(rows.Count);
                Import(session, folder, entity, rows[..split]);
                Import(session, folder, entity, rows[split..]);
                long calls = emulator.Ledger.Count;
                ImportSummary again = Import(session, folder, entity, rows[split..]);
                if (emulator.Ledger.Count != calls || again.Unchanged != rows.Count - split)
                {
                    wrong.Enqueue($"Seed {seed}: the same file again made {emulator.Ledger.Count - calls} calls.");
                }
            }
            else
            {
                Send(session, entity, rows, 16);
            }

            if (StateOf(emulator, entity, seed) is { } state && StateOf(inOrder, entity, seed) is { } expected && state != expected)
            {
                wrong.Enqueue($"Seed {seed}: {state} instead of {expected} after {string.Join(' ', rows)}");
            }
        }
    }

    private static void Send(ShellSession session, ImportEntity entity, List<Row> rows, int throttleLimit)
    {
        ShellResult result = session.RunWithInput(
            $"$input | Set-Journy{entity} -ThrottleLimit {throttleLimit} | ForEach-Object {{ $_.Status.ToString() }}",
            rows.Select(row => row.ToRecord(entity))).ThrowIfFailed();
        Assert.Equal(rows.Count, result.Output.Count);
    }

    /// <summary>Imports a file, without a journal if it is in no folder that lasts.</summary>
    private static ImportSummary Import(ShellSession session, TempFolder? lasting, ImportEntity entity, List<Row> rows)
    {
        using TempFolder? own = lasting is null ? new TempFolder() : null;
        TempFolder folder = lasting ?? own!;
        folder.Write($"{Row.HeaderOf(entity)}\n" + string.Concat(rows.Select(row => $"{row.Id},{row.Alias},{row.Plan}\n")), "rows.csv");
        string parameters = lasting is null ? "-NoJournal" : "";
        ImportSummary summary = Assert.Single(session.Run(
            $"param($path) Import-Journy{entity} -LiteralPath $path -ThrottleLimit 16 {parameters}",
            folder.File("rows.csv")).ThrowIfFailed().As<ImportSummary>());
        Assert.Equal(rows.Count, summary.Sent + summary.Unchanged);
        return summary;
    }

    private static string StateOf(JournyEmulator emulator, ImportEntity entity, int seed)
    {
        IEnumerable<(string? Id, string? Alias, string Plan)> records = entity == ImportEntity.User
            ? emulator.Users.Select(user => (user.UserId, user.Email, user.Properties["plan"].GetString()!))
            : emulator.Accounts.Select(account => (account.AccountId, account.Domain, account.Properties["plan"].GetString()!));
        return string.Join(
            ' ',
            records.Where(record => (record.Id ?? record.Alias!).StartsWith($"s{seed}-", StringComparison.Ordinal))
                .Select(record => $"({record.Id ?? "–"}, {record.Alias ?? "–"}, {record.Plan})")
                .Order(StringComparer.Ordinal));
    }

    /// <summary>Draws the rows of some people, all over the file, of whom most are named by both identifiers first.</summary>
    private static List<Row> CreateRows(ImportEntity entity, int seed)
    {
        Random random = new(seed);
        string domain = entity == ImportEntity.User ? "@example.com" : ".example.com";
        List<Row> rows = [];
        for (int person = 0; person < 6; person++)
        {
            string name = $"s{seed}-{person}";

            // With two IDs or two aliases, rows share an alias or move it, or make two one only in the midst of the file.
            int ids = person < 3 ? 1 : random.Next(1, 3);
            int aliases = person < 3 ? 1 : random.Next(1, 3);
            int count = random.Next(3, 7);
            for (int row = 0; row < count; row++)
            {
                // One after the other, as (1, jane@example.com), (1, –) and (–, jane@example.com).
                int names = row < 3 && person < 3 ? row : random.Next(3);
                rows.Add(new Row(
                    names == 2 ? null : $"{name}u{random.Next(ids)}",
                    names == 1 ? null : $"{name}a{random.Next(aliases)}{domain}",
                    $"p{row}",
                    (person / 2.0) + row + random.NextDouble()));
            }
        }

        return [.. rows.OrderBy(row => row.At)];
    }

    private sealed record Row(string? Id, string? Alias, string Plan, double At)
    {
        public static string HeaderOf(ImportEntity entity) => entity == ImportEntity.User ? "user_id,email,plan" : "account_id,domain,plan";

        public Hashtable ToRecord(ImportEntity entity)
        {
            string[] names = HeaderOf(entity).Split(',');
            return new Hashtable { [names[0]] = Id, [names[1]] = Alias, [names[2]] = Plan };
        }

        public override string ToString() => $"({Id ?? "–"}, {Alias ?? "–"}, {Plan})";
    }
}
