using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Random files on a server with random faults: summary, outcome files, ledger and state agree on every row.</summary>
public sealed class RandomisedTests : ImportTest
{
    // To see a failure again: its seed here, and one round.
    private const string SeedVariable = "JOURNY_TEST_SEED";
    private const int RowsPerFile = 200;

    private readonly ConcurrentDictionary<string, Fault> _faults = new();

    [Fact]
    public async Task Summary_files_ledger_and_state_agree_row_by_row()
    {
        string? repeated = Environment.GetEnvironmentVariable(SeedVariable);
        int first = repeated is null ? Random.Shared.Next(1_000_000_000) : int.Parse(repeated, CultureInfo.InvariantCulture);
        int rounds = repeated is null ? 30 : 1;
        TestContext.Current.TestOutputHelper!.WriteLine($"Seeds {first} to {first + rounds - 1}; {SeedVariable} repeats one of them.");

        // A fault happens to the first request of its row.
        Emulator.Faults.Add(request =>
            JsonDocument.Parse(request.Body!).RootElement is var body && _faults.TryRemove(KeyOf(body), out Fault? fault) ? fault : null);

        // What the module knows of the key, it learns once.
        _ = Session;
        ParallelOptions options = new() { MaxDegreeOfParallelism = 3, CancellationToken = Cancel };
        await Parallel.ForEachAsync(Enumerable.Range(first, rounds), options, (seed, _) =>
        {
            try
            {
                RunRound(new RandomFile(seed, RowsPerFile));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}: {exception.Message}", exception);
            }

            return ValueTask.CompletedTask;
        });
    }

    private void RunRound(RandomFile file)
    {
        foreach (RandomRow row in file.Rows.Where(row => row.FirstAnswer is not null))
        {
            _faults[$"{row.UserId} {row.Number}"] = row.FirstAnswer!;
        }

        string path = Folder.Write(file.Text, $"random-{file.Seed}.csv");
        using ShellSession session = ShellSession.Connected(Emulator.BaseAddress, Emulator.ApiKey, "-SkipKeyCheck");
        ShellResult result = session.Run(
            "param($path) Import-JournyUser $path -PropertyType @{ seats = 'Number' } -ThrottleLimit 16", path);

        ImportSummary summary = Summary(result);
        AssertCounts(
            summary,
            sent: file.Rows.Count(row => row.Fate is Fate.Sent or Fate.SentAtSecondTry),
            partial: file.Rows.Count(row => row.Fate == Fate.Partial),
            failed: file.Rows.Count(row => row.Fate is Fate.Refused or Fate.Unusable or Fate.Damaged),
            notAttempted: file.Rows.Count(row => row.Fate == Fate.NotAttempted));
        Assert.Equal(file.Rows.FirstOrDefault(row => row.Fate == Fate.NotAttempted)?.Line, summary.NotAttemptedFromLine);
        AssertOutcomeFile(summary.FailedPath, file.Rows.Where(row => row.Fate is Fate.Refused or Fate.Unusable or Fate.Damaged));
        AssertOutcomeFile(summary.PartialPath, file.Rows.Where(row => row.Fate == Fate.Partial));
        AssertLedger(file);
        AssertState(file);
    }

    private static void AssertOutcomeFile(string? path, IEnumerable<RandomRow> expected)
    {
        if (path is null)
        {
            Assert.Empty(expected);
            return;
        }

        CsvTable table = CsvTable.Read(path);
        Assert.Equal(expected.Select(row => row.Line), table.Lines);
        foreach (RandomRow row in expected)
        {
            IReadOnlyDictionary<string, string> written = table.FromLine(row.Line);
            Assert.NotEqual("", written["journy_error"]);
            Assert.Equal(row.Fate is Fate.Refused or Fate.Partial, written["journy_request_id"].Length > 0);
            if (row.Fate != Fate.Damaged)
            {
                Assert.Equal(row.Number.ToString(CultureInfo.InvariantCulture), written["row"]);
            }
        }
    }

    private void AssertLedger(RandomFile file)
    {
        // Other rounds are under way: of theirs, the body may not have come yet.
        ILookup<int, LedgerEntry> requests = Writes
            .Where(write => write.Body?.Contains($"\"s{file.Seed}-", StringComparison.Ordinal) == true)
            .ToLookup(write => JsonDocument.Parse(write.Body!).RootElement.GetProperty("properties").GetProperty("row").GetInt32());
        foreach (RandomRow row in file.Rows)
        {
            Assert.Equal(
                (row.Number, row.Requests, row.Applied),
                (row.Number, requests[row.Number].Count(), requests[row.Number].Count(write => write.Applied)));
        }
    }

    private void AssertState(RandomFile file)
    {
        Dictionary<string, int> expected = file.Rows
            .Where(row => row.Applied > 0)
            .GroupBy(row => row.UserId)
            .ToDictionary(rows => rows.Key, rows => rows.Last().Number);
        Dictionary<string, int> actual = Emulator.Users
            .Where(user => user.UserId!.StartsWith($"s{file.Seed}-", StringComparison.Ordinal))
            .ToDictionary(user => user.UserId!, user => user.Properties["row"].GetInt32());
        Assert.Equal(expected.OrderBy(user => user.Key, StringComparer.Ordinal), actual.OrderBy(user => user.Key, StringComparer.Ordinal));
    }

    private static string KeyOf(JsonElement body) =>
        $"{body.GetProperty("identification").GetProperty("userId").GetString()} "
        + $"{body.GetProperty("properties").GetProperty("row").GetInt32()}";
}
