using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Import.Journaling;
using Journy.Pacing;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>
/// A thousand users, ten rows of each in one run, known by an ID, an e-mail address or both: what is stored in the end is what the
/// last row of each says, however long each call takes.
/// </summary>
[Trait("Category", "Promise")]
public sealed class LastRowWinsTests(ITestOutputHelper output)
{
    private const int Users = 1_000;
    private const int Versions = 10;
    private const int ThrottleLimit = 32;
    private const int Lanes = 19;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task The_last_row_wins_for_95_of_95_seeds_on_a_server_in_memory()
    {
        ConcurrentBag<int> overlaps = [];

        // Threads of their own: each blocks as a pipeline does, and mostly waits.
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Factory.StartNew(
            () =>
            {
                for (int seed = 6 + lane; seed <= 100; seed += Lanes)
                {
                    overlaps.Add(RunInMemory(seed));
                }
            },
            Cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.Equal(95, overlaps.Count);
        output.WriteLine(
            $"Seeds 6 to 100, {Users * Versions} rows each; between {overlaps.Min()} and {overlaps.Max()} calls in flight at once");

        // Or this would prove nothing.
        Assert.True(overlaps.Min() > 1);
    }

    [Fact(Explicit = true)]
    public async Task The_last_row_wins_for_5_of_5_seeds_over_HTTP()
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            await using JournyEmulator emulator = await JournyEmulator.StartAsync(
                new EmulatorOptions
                {
                    RateLimit = null,
                    KeepBodies = false,
                    Latency = Latency.Random(TimeSpan.Zero, TimeSpan.FromMilliseconds(3), seed),
                },
                Cancel);
            using ShellSession session = ShellSession.Connected(emulator.BaseAddress, emulator.ApiKey, "-SkipKeyCheck");
            List<Row> rows = CreateRows(seed);
            long started = TimeProvider.System.GetTimestamp();
            ShellResult result = session.RunWithInput(
                $"$input | Set-JournyUser -ThrottleLimit {ThrottleLimit} | ForEach-Object {{ $_.InputIndex }}",
                rows.Select(row => row.ToRecord())).ThrowIfFailed();
            output.WriteLine($"Seed {seed}: {rows.Count} rows in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s");
            Assert.Equal(rows.Select(row => (long)row.Number), result.As<long>());
            Assert.Equal(Users, emulator.Users.Count);
            Dictionary<int, int> stored = emulator.Users.ToDictionary(
                user => NumberOf(user.UserId, user.Email),
                user => user.Properties["row"].GetInt32());
            Assert.All(LastRows(rows), last => Assert.Equal(last.Number, stored[last.User]));
        }
    }

    /// <summary>
    /// Sends the rows through the window of calls to a server that stores, under each identifier, the row that came last.
    /// </summary>
    /// <returns>The most calls that were in flight at once.</returns>
    private static int RunInMemory(int seed)
    {
        List<Row> rows = CreateRows(seed);
        Random random = new(seed);
        RecordHash hash = new(RecordHash.CreateSalt());
        ConcurrentDictionary<string, int> stored = new(StringComparer.Ordinal);
        int inFlight = 0;
        int most = 0;
        int next = 0;
        CallWindow<Row, bool> window = new(
            ThrottleLimit,
            new IdentityMap(),
            inOrder: true,
            call =>
            {
                Assert.Null(call.Failure);
                Assert.Equal(next++, call.Record.Number);
            },
            () => { },
            Cancel);
        foreach (Row row in rows)
        {
            string[] keys = KeysOf(row);
            int before = random.Next(4);
            int after = random.Next(2);
            Assert.True(window.Send(row, hash.About(new UserIdentity(row.UserId, row.Email)), async (_, _) =>
            {
                int now = Interlocked.Increment(ref inFlight);
                InterlockedMax(ref most, now);
                await Wait(before);
                foreach (string key in keys)
                {
                    stored[key] = row.Number;
                }

                await Wait(after);
                Interlocked.Decrement(ref inFlight);
                return true;
            }));
        }

        window.Drain();
        Assert.Equal(rows.Count, next);
        foreach (Row last in LastRows(rows))
        {
            foreach (string key in KeysOf(last))
            {
                Assert.True(stored[key] == last.Number, $"Seed {seed}: row {stored[key]} of {key} won over row {last.Number}.");
            }
        }

        return most;

        static async Task Wait(int milliseconds)
        {
            if (milliseconds > 0)
            {
                await Task.Delay(milliseconds);
            }
        }
    }

    private static string[] KeysOf(Row row) => [.. new[] { row.UserId, row.Email?.ToUpperInvariant() }.OfType<string>()];

    private static void InterlockedMax(ref int most, int value)
    {
        int known = Volatile.Read(ref most);
        while (value > known)
        {
            int met = Interlocked.CompareExchange(ref most, value, known);
            if (met == known)
            {
                return;
            }

            known = met;
        }
    }

    /// <summary>Draws the rows: those of one user close together for some seeds, all over the file for others.</summary>
    private static List<Row> CreateRows(int seed)
    {
        Random random = new(seed);
        double spread = (seed % 3) switch
        {
            0 => 6,
            1 => 20,
            _ => Users,
        };
        int[] order = [.. Enumerable.Range(0, Users)
            .SelectMany(user => Enumerable.Range(0, Versions).Select(_ => (User: user, At: user + (spread * random.NextDouble()))))
            .OrderBy(place => place.At)
            .Select(place => place.User)];
        int[] left = new int[Users];
        Array.Fill(left, Versions);
        List<Row> rows = new(order.Length);
        foreach (int user in order)
        {
            bool isLast = --left[user] == 0;

            // Any two rows of a user that decide what is stored in the end share an identifier.
            (bool hasId, bool hasEmail) = (user % 6) switch
            {
                0 => (true, false),
                1 => (false, true),
                2 => (true, true),
                3 => (true, random.Next(2) == 0),
                4 => (random.Next(2) == 0, true),
                _ when isLast => (true, true),
                _ => random.Next(3) switch
                {
                    0 => (true, false),
                    1 => (false, true),
                    _ => (true, true),
                },
            };
            string? email = !hasEmail ? null : random.Next(2) == 0 ? $"u{user}@example.com" : $"U{user}@Example.COM";
            rows.Add(new Row(rows.Count, user, hasId ? $"u{user}" : null, email));
        }

        return rows;
    }

    private static IEnumerable<Row> LastRows(List<Row> rows) => rows.GroupBy(row => row.User).Select(group => group.Last());

    private static int NumberOf(string? userId, string? email) =>
        int.Parse((userId ?? email!.Split('@')[0])[1..], CultureInfo.InvariantCulture);

    private sealed record Row(int Number, int User, string? UserId, string? Email)
    {
        public Hashtable ToRecord() => new() { ["user_id"] = UserId, ["email"] = Email, ["row"] = Number };
    }
}
