using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Journy.Tests.ImportCommand;
using Journy.Tests.Sessions;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>
/// An import whose process is killed at any moment, again and again, loses no row and doubles no event: the same command goes on,
/// and names the events of which nobody can know whether they were recorded.
/// </summary>
[Trait("Category", "Promise")]
public sealed class KillTests(ITestOutputHelper output)
{
    // How many kills the users and the events have together; 200 take a quarter of an hour.
    private const string KillsVariable = "JOURNY_TEST_KILLS";
    private const string SeedVariable = "JOURNY_TEST_SEED";
    private const int KillsInAll = 20;
    private const int KillsOfAnImport = 5;
    private const int Rows = 10_000;
    private const int ThrottleLimit = 8;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData("users.csv")]
    [InlineData("users.jsonl.gz")]
    public async Task After_10_kills_of_imports_of_10000_users_0_rows_are_lost_and_at_most_8_a_kill_are_sent_twice(string file)
    {
        int twice = 0;
        foreach ((int seed, int kills) in Imports())
        {
            Random random = new(seed);
            await using JournyEmulator emulator = await StartAsync();
            using TempFolder folder = new();
            string path = file == "users.csv"
                ? folder.Write(
                    "user_id,email,mark\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => $"u{row},u{row}@example.com,m{row}\n")))
                : folder.Write(
                    Packed.Of(string.Concat(
                        Enumerable.Range(0, Rows)
                            .Select(row => $"{{\"user_id\":\"u{row}\",\"email\":\"u{row}@example.com\",\"mark\":\"m{row}\"}}\n"))),
                    file);
            KilledImport import = new(
                emulator, $"Import-JournyUser -LiteralPath '{path}' -ThrottleLimit {ThrottleLimit}", path + ".journy", random, output);
            HashSet<string> applied = [];
            int owed = 0;
            IReadOnlyDictionary<string, string> summary = await import.RunAsync(kills, Rows, (entries, isTorn) =>
            {
                string[] marks = [.. entries.Where(entry => entry.Applied).Select(entry => MarkOf(entry, "properties"))];
                int again = marks.Count(mark => !applied.Add(mark));
                output.WriteLine($"    {again} of them were known to the server");

                // A line that a crash of the whole machine cut off is one row more. What comes first is what earlier kills left, and a
                // process that was killed before it was through with it leaves the rest of it to the next.
                owed += isTorn ? 1 : 0;
                Assert.InRange(again, 0, owed);
                owed = ThrottleLimit + (entries.Count < owed ? owed - again : 0);
                twice += again;
            });

            AssertValues(summary, ("Read", Rows), ("Failed", 0), ("Partial", 0), ("Unknown", 0), ("NotAttempted", 0));
            Assert.Equal(Rows, emulator.Users.Count);
            Assert.All(emulator.Users, user => Assert.Equal("m" + user.UserId![1..], user.Properties["mark"].GetString()));
        }

        output.WriteLine($"{twice} rows sent twice");
    }

    [Fact(Explicit = true)]
    public async Task After_10_kills_of_imports_of_10000_events_0_are_lost_0_recorded_twice_and_at_most_8_a_kill_uncertain()
    {
        int uncertain = 0;
        foreach ((int seed, int kills) in Imports())
        {
            Random random = new(seed);
            await using JournyEmulator emulator = await StartAsync();
            using TempFolder folder = new();

            // One in fifty is equal to the one before it.
            string[] marks = [.. Enumerable.Range(0, Rows).Select(row => $"m{(row % 50 == 49 ? row - 1 : row)}")];
            string path = folder.Write(
                "user_id,triggered_at,mark\n" + string.Concat(marks.Select(mark => $"u,2026-10-01T10:00:00Z,{mark}\n")), "events.csv");
            string command = $"Import-JournyEvent -Name killed -ThrottleLimit {ThrottleLimit} -LiteralPath";
            KilledImport import = new(emulator, $"{command} '{path}'", path + ".journy", random, output);
            IReadOnlyDictionary<string, string> summary = await import.RunAsync(kills, Rows, (_, _) => { });

            // Recorded, or named as uncertain; never twice.
            int unknown = int.Parse(summary["Unknown"], CultureInfo.InvariantCulture);
            AssertValues(summary, ("Read", Rows), ("Failed", 0), ("Partial", 0), ("NotAttempted", 0));
            Assert.InRange(unknown, 0, import.Kills * ThrottleLimit);
            uncertain += unknown;
            Dictionary<string, int> rows = marks.CountBy(mark => mark).ToDictionary();
            Dictionary<string, int> recorded = Recorded(emulator);
            CsvTable? listed = unknown == 0 ? null : CsvTable.Read(summary["UnknownPath"]);
            Dictionary<string, int> named = listed is null ? [] : listed.Rows.CountBy(row => row["mark"]).ToDictionary();
            Assert.Equal(unknown, named.Values.Sum());
            Assert.All(rows, row => Assert.InRange(
                recorded.GetValueOrDefault(row.Key), row.Value - named.GetValueOrDefault(row.Key), row.Value));

            // Looked up on the server, those that are there are deleted from the file, and the rest is imported.
            if (listed is not null)
            {
                await SendMissingAsync(emulator, command, summary["UnknownPath"], rows, recorded);
                Assert.Equal(
                    rows.OrderBy(row => row.Key, StringComparer.Ordinal),
                    Recorded(emulator).OrderBy(row => row.Key, StringComparer.Ordinal));
            }
        }

        output.WriteLine($"{uncertain} events uncertain");
    }

    [Fact(Explicit = true)]
    public async Task After_10_kills_in_2_imports_with_3_rows_of_each_user_the_last_row_of_all_3334_users_is_stored()
    {
        foreach ((int seed, int kills) in Imports())
        {
            Random random = new(seed);
            await using JournyEmulator emulator = await StartAsync();
            using TempFolder folder = new();

            // The rows of a user stand anywhere; every fourth user's first and last are equal.
            int[] users = [.. Enumerable.Range(0, Rows).Select(row => row / 3)];
            random.Shuffle(users);
            Dictionary<int, int> last = [];
            StringBuilder text = new("user_id,mark\n");
            foreach (int user in users)
            {
                int version = last[user] = last.GetValueOrDefault(user, -1) + 1;
                text.Append(CultureInfo.InvariantCulture, $"u{user},m{(user % 4 == 0 && version == 2 ? 0 : version)}\n");
            }

            string path = folder.Write(text.ToString());
            KilledImport import = new(
                emulator, $"Import-JournyUser -LiteralPath '{path}' -ThrottleLimit {ThrottleLimit}", path + ".journy", random, output);
            IReadOnlyDictionary<string, string> summary = await import.RunAsync(kills, Rows, (_, _) => { });
            AssertValues(summary, ("Read", Rows), ("Failed", 0), ("Partial", 0), ("Unknown", 0), ("NotAttempted", 0));
            Assert.Equal(last.Count, emulator.Users.Count);
            Assert.All(emulator.Users, user =>
            {
                int number = int.Parse(user.UserId![1..], CultureInfo.InvariantCulture);
                int version = last[number];
                Assert.Equal($"m{(number % 4 == 0 && version == 2 ? 0 : version)}", user.Properties["mark"].GetString());
            });

            // And the journal knows it: nothing is left to send.
            int before = emulator.Ledger.Count;
            await using ImportHostProcess again = ImportHostProcess.Start(emulator, import.Script);
            await again.SucceedAsync(Cancel);
            AssertValues(Assert.Single(again.Summaries), ("Read", Rows), ("Unchanged", Rows));
            Assert.Equal(before, emulator.Ledger.Count);
        }
    }

    [Theory(Explicit = true)]
    [InlineData(ImportEntity.User)]
    [InlineData(ImportEntity.Event)]
    public async Task A_disk_that_is_full_in_the_midst_of_10000_rows_ends_the_import_and_loses_0_rows(ImportEntity entity)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no limit on the size of a file.");
        await using JournyEmulator emulator = await StartAsync();
        using TempFolder folder = new();
        bool isEvent = entity == ImportEntity.Event;
        string path = folder.Write(
            (isEvent ? "user_id,triggered_at,mark\n" : "user_id,mark\n")
            + string.Concat(
                Enumerable.Range(0, Rows).Select(row => isEvent ? $"u{row},2026-10-01T10:00:00Z,m{row}\n" : $"u{row},m{row}\n")));
        string script = $"Import-Journy{entity} {(isEvent ? "-Name full" : "")} -LiteralPath '{path}' -ThrottleLimit {ThrottleLimit}";
        int taken;
        await using (ImportHostProcess full = ImportHostProcess.Start(emulator, script, largestFile: 100_000))
        {
            Assert.Equal(1, await full.WaitForExitAsync(Cancel));
            IReadOnlyDictionary<string, string> cut = Assert.Single(full.Summaries);
            taken = int.Parse(cut["Sent"], CultureInfo.InvariantCulture);
            output.WriteLine($"{entity}: {cut["Sent"]} sent, {cut["NotAttempted"]} not attempted; {Assert.Single(full.Errors)}");
            Assert.InRange(taken, 1, Rows - 1);
            AssertValues(cut, ("Read", Rows), ("NotAttempted", Rows - taken), ("Failed", 0), ("Unknown", 0));
            Assert.StartsWith("Journy.FileNotWritable", Assert.Single(full.Errors), StringComparison.Ordinal);
        }

        // Nothing went out that is not said.
        await emulator.Ledger.BecomesQuietAsync(TimeSpan.Zero, Cancel);
        Assert.Equal(taken, emulator.Ledger.Count);
        await using ImportHostProcess host = ImportHostProcess.Start(emulator, script);
        await host.WaitForExitAsync(Cancel);
        IReadOnlyDictionary<string, string> rest = Assert.Single(host.Summaries);
        int unknown = int.Parse(rest["Unknown"], CultureInfo.InvariantCulture);
        output.WriteLine($"{entity}: then {rest["Unchanged"]} unchanged, {rest["Sent"]} sent, {unknown} unknown");
        AssertValues(rest, ("Read", Rows), ("NotAttempted", 0), ("Failed", 0));
        Assert.InRange(emulator.Ledger.Count, Rows, Rows + (isEvent ? 0 : ThrottleLimit));
        Assert.InRange(unknown, 0, isEvent ? ThrottleLimit : 0);
        Assert.Equal(Rows, isEvent ? emulator.Events.DistinctBy(stored => stored.UserId).Count() : emulator.Users.Count);
        Assert.Equal(isEvent ? Rows : 0, emulator.Events.Count);
    }

    private static Task<JournyEmulator> StartAsync() => JournyEmulator.StartAsync(new EmulatorOptions { RateLimit = null }, Cancel);

    private static void AssertValues(IReadOnlyDictionary<string, string> summary, params (string Name, int Value)[] expected) =>
        Assert.Equal(
            expected, expected.Select(value => (value.Name, int.Parse(summary[value.Name], CultureInfo.InvariantCulture))));

    private static string MarkOf(LedgerEntry entry, string bag)
    {
        using JsonDocument body = JsonDocument.Parse(entry.Body!);
        return body.RootElement.GetProperty(bag).GetProperty("mark").GetString()!;
    }

    private static Dictionary<string, int> Recorded(JournyEmulator emulator) =>
        emulator.Events.CountBy(stored => stored.Metadata["mark"].GetString()!).ToDictionary();

    private static async Task SendMissingAsync(
        JournyEmulator emulator, string command, string path, Dictionary<string, int> rows, Dictionary<string, int> recorded)
    {
        string[] lines = await File.ReadAllLinesAsync(path, Cancel);
        Dictionary<string, int> missing = rows.ToDictionary(row => row.Key, row => row.Value - recorded.GetValueOrDefault(row.Key));
        string[] kept = [.. lines.Where((line, index) => index == 0 || missing[line.Split(',')[2]]-- > 0)];
        await File.WriteAllLinesAsync(path, kept, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), Cancel);
        await using ImportHostProcess host = ImportHostProcess.Start(emulator, $"{command} '{path}'");
        await host.SucceedAsync(Cancel);
        AssertValues(Assert.Single(host.Summaries), ("Read", kept.Length - 1), ("Sent", kept.Length - 1));
    }

    /// <summary>The imports of a test, each with its seed and its kills.</summary>
    private List<(int Seed, int Kills)> Imports()
    {
        string? wanted = Environment.GetEnvironmentVariable(KillsVariable);
        string? repeated = Environment.GetEnvironmentVariable(SeedVariable);
        int kills = (wanted is null ? KillsInAll : int.Parse(wanted, CultureInfo.InvariantCulture)) / 2;
        int seed = repeated is null ? Random.Shared.Next(1_000_000_000) : int.Parse(repeated, CultureInfo.InvariantCulture);
        List<(int Seed, int Kills)> imports = [];
        for (int done = 0; done < kills; done += KillsOfAnImport)
        {
            imports.Add((seed + imports.Count, Math.Min(KillsOfAnImport, kills - done)));
        }

        output.WriteLine($"Seeds {seed} to {seed + imports.Count - 1}");
        return imports;
    }
}
