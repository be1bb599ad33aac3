using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Emulator;
using Journy.Pacing;
using Journy.Tests.Client;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Journy.Tests.ImportCommand;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>
/// Whatever goes wrong, every row is accounted for: the summary, the outcome files, what the server received and holds, and the
/// journal, by what the next import sends, say the same of each.
/// </summary>
[Trait("Category", "Promise")]
public sealed class AccountedRowsTests(ITestOutputHelper output)
{
    // To see a failure again: its seed here, and one schedule.
    private const string SeedVariable = "JOURNY_TEST_SEED";
    private const int Schedules = 1_000;
    private const int RowsOfEach = 200;
    private const int Lanes = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task In_1000_fault_schedules_of_200_rows_summary_files_journal_and_server_agree_on_all_200000_rows()
    {
        string? repeated = Environment.GetEnvironmentVariable(SeedVariable);
        int first = repeated is null ? Random.Shared.Next(1_000_000_000) : int.Parse(repeated, CultureInfo.InvariantCulture);
        int schedules = repeated is null ? Schedules : 1;
        output.WriteLine($"Seeds {first} to {first + schedules - 1}; {SeedVariable} repeats one of them.");
        ConcurrentQueue<int> seeds = new(Enumerable.Range(first, schedules));
        ConcurrentBag<ImportSummary> runs = [];
        int faults = 0;

        // Threads of their own: each blocks as a pipeline does.
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using ShellSession session = new();
                while (!failed.IsCancellationRequested && seeds.TryDequeue(out int seed))
                {
                    try
                    {
                        (ImportSummary summary, int met) = RunAsync(session, new FaultSchedule(seed, RowsOfEach)).GetAwaiter().GetResult();
                        runs.Add(summary);
                        Interlocked.Add(ref faults, met);
                    }
                    catch (Exception exception)
                    {
                        failed.Cancel();
                        throw new InvalidOperationException($"Seed {seed}: {exception.Message}", exception);
                    }
                }
            },
            Cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        Assert.Equal(schedules, runs.Count);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{runs.Sum(run => run.Read)} rows, {faults} faults: {runs.Sum(run => run.Sent)} sent, "
            + $"{runs.Sum(run => run.Unchanged)} unchanged, "
            + $"{runs.Sum(run => run.Partial)} partial, {runs.Sum(run => run.Failed)} failed, {runs.Sum(run => run.Unknown)} unknown, "
            + $"{runs.Sum(run => run.NotAttempted)} not attempted in {runs.Count(run => run.NotAttempted > 0)} runs that ended early"));
        if (schedules == Schedules)
        {
            Assert.Equal(Schedules * RowsOfEach, runs.Sum(run => run.Read));

            // Or this would prove little.
            Assert.All(
                [
                    runs.Sum(run => run.Sent),
                    runs.Sum(run => run.Partial),
                    runs.Sum(run => run.Failed),
                    runs.Sum(run => run.Unknown),
                    runs.Sum(run => run.NotAttempted)
                ],
                count => Assert.True(count > 500));
        }
    }

    private static async Task<(ImportSummary Summary, int Faults)> RunAsync(ShellSession session, FaultSchedule schedule)
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(new EmulatorOptions { RateLimit = null }, Cancel);
        using TempFolder folder = new();
        string path = folder.Write(schedule.Text, "rows.csv");
        await HoldADateAsync(emulator, schedule);

        int before = emulator.Ledger.Count;
        using IDisposable faults = emulator.Faults.AddRandom(schedule.Seed, schedule.Mix);
        if (schedule.DisableKeyAt is { } request)
        {
            emulator.DisableKeyAt(before + request);
        }

        Accounts first = Import(session, emulator, emulator.ApiKey, schedule, path, before, schedule.Limits);
        CheckFirst(schedule, first);
        CheckRecorded(schedule, emulator, first);

        // Nothing goes wrong any more: what was not accepted is sent, and nothing else.
        faults.Dispose();
        string key = schedule.DisableKeyAt is null ? emulator.ApiKey : emulator.AddKey("new", KeyPermissions.TrackData);
        Accounts second = Import(
            session, emulator, key, schedule, path, emulator.Ledger.Count, schedule.DisableKeyAt is null ? string.Empty : "-AcceptNewKey");
        CheckSecond(schedule, first, second);
        CheckState(schedule, emulator, first);
        return (first.Summary, first.Entries.Count(entry => entry.Fault is not null));
    }

    // By one request of a user and an account who are in no file.
    private static async Task HoldADateAsync(JournyEmulator emulator, FaultSchedule schedule)
    {
        JournyIdentity? nobody = schedule.Entity switch
        {
            ImportEntity.User => new UserIdentity("nobody", null),
            ImportEntity.Account => new AccountIdentity("nobody", null),
            _ => null,
        };
        if (nobody is not null)
        {
            PropertyBag properties = new();
            properties.Add(FaultSchedule.DateProperty, JournyValue.FromMoment(DateTimeOffset.UnixEpoch));
            JournyClient client = new(new JournyClientOptions(emulator.BaseAddress, ApiKey.From(emulator.ApiKey)!));
            await client.SendAsync(new UpsertRequest(nobody, properties), CancellationToken.None, Cancel);
        }
    }

    private static Accounts Import(
        ShellSession session, JournyEmulator emulator, string key, FaultSchedule schedule, string path, int before, string parameters)
    {
        InstantClock clock = new() { HasMachinesDate = true };
        using RateLimiter window = new(clock);
        JournyClientOptions options = new(emulator.BaseAddress, ApiKey.From(key)!) { Clock = clock, RateLimiter = window };
        JournyConnection connection = new(new JournyClient(options), options, JournyConnectionSource.Parameter, null, null);
        ShellResult result = session.Run(
            string.Create(
                CultureInfo.InvariantCulture,
                $"param($connection, $path) {schedule.Command} -LiteralPath $path -Connection $connection "
                + $"-ThrottleLimit {schedule.ThrottleLimit} {parameters}"),
            connection,
            path);
        ImportSummary summary = Assert.Single(result.As<ImportSummary>());
        Assert.Equal(schedule.Rows.Count, summary.Read);
        Assert.Equal(
            summary.Read, summary.Sent + summary.Unchanged + summary.Partial + summary.Failed + summary.Unknown + summary.NotAttempted);
        if (summary.Failed + summary.Unknown + summary.NotAttempted > 0)
        {
            Assert.Same(summary, result.Error.TargetObject is PSObject target ? target.BaseObject : result.Error.TargetObject);
        }
        else
        {
            result.ThrowIfFailed();
        }

        // The client may have an answer before the emulator has said so.
        emulator.Ledger.WaitForAsync(entry => entry.IsEnded, emulator.Ledger.Count, Cancel).GetAwaiter().GetResult();
        return new Accounts(schedule, summary, [.. emulator.Ledger.Snapshot().Skip(before)]);
    }

    /// <summary>Row by row: what the files say, and what the server received and answered.</summary>
    private static void CheckFirst(FaultSchedule schedule, Accounts accounts)
    {
        ImportSummary summary = accounts.Summary;
        bool endedEarly = summary.NotAttempted > 0;
        if (!endedEarly)
        {
            Assert.All(schedule.Rows.Where(row => !row.IsUsable), row => Assert.Contains(row.Line, accounts.Failed));
        }

        Assert.Equal(
            summary.Sent + summary.Partial,
            schedule.Rows.Where(row => row.IsUsable).DistinctBy(row => row.Mark).Sum(row => accounts.Taken(row.Mark)));
        long open = 0;
        foreach (IGrouping<string, ScheduledRow> rows in schedule.Rows.Where(row => row.IsUsable).GroupBy(row => row.Mark))
        {
            int taken = accounts.Taken(rows.Key);
            int partial = rows.Count(row => accounts.Partial.Contains(row.Line));
            int missed = rows.Count(row => accounts.Failed.Contains(row.Line) || accounts.Unknown.Contains(row.Line));
            int left = rows.Count() - taken - missed;
            Assert.True(left >= 0, $"{rows.Key}: {rows.Count()} rows, {taken} taken, {missed} in files.");

            // A row that a property was rejected of is in its file, and no other is.
            Assert.Equal(rows.First().IsRejected ? taken : 0, partial);
            if (missed > 0)
            {
                Assert.True(accounts.Received(rows.Key) > taken, $"{rows.Key} is said to have failed and was answered well each time.");
            }

            if (taken + missed == 0)
            {
                Assert.Equal(0, accounts.Received(rows.Key));
            }

            if (!endedEarly && schedule.Entity != ImportEntity.AccountUser)
            {
                Assert.Equal(0, left);
            }

            open += left;
        }

        long refusedUnread = schedule.Rows.Count(row => !row.IsUsable && !accounts.Failed.Contains(row.Line));
        Assert.Equal(open + refusedUnread, summary.NotAttempted + summary.Unchanged);
        Assert.Equal(summary.NotAttempted > 0, summary.NotAttemptedFromLine is not null);
        if (schedule.Entity != ImportEntity.AccountUser)
        {
            Assert.Equal(0, summary.Unchanged);
        }

        if (schedule.Entity != ImportEntity.Event)
        {
            Assert.Equal(0, summary.Unknown);
        }
    }

    /// <summary>What is said of events is true, and none is recorded twice.</summary>
    private static void CheckRecorded(FaultSchedule schedule, JournyEmulator emulator, Accounts accounts)
    {
        Dictionary<string, int> recorded = emulator.Events.CountBy(stored => stored.Metadata["mark"].GetString()!).ToDictionary();
        foreach (IGrouping<string, ScheduledRow> rows in schedule.Rows.Where(row => row.IsUsable && schedule.Entity == ImportEntity.Event)
            .GroupBy(row => row.Mark))
        {
            int taken = accounts.Taken(rows.Key);
            int unknown = rows.Count(row => accounts.Unknown.Contains(row.Line));
            Assert.InRange(recorded.GetValueOrDefault(rows.Key), taken, taken + unknown);
        }
    }

    private static void CheckSecond(FaultSchedule schedule, Accounts first, Accounts second)
    {
        ImportSummary summary = second.Summary;
        Assert.Equal(0, summary.NotAttempted);
        Assert.Equal(schedule.Rows.Where(row => !row.IsUsable).Select(row => row.Line).Order(), second.Failed.Order());
        Assert.All(second.Entries, entry => Assert.Equal(201, entry.Status));
        Assert.Equal(
            summary.Sent + summary.Partial,
            schedule.Rows.Where(row => row.IsUsable).DistinctBy(row => row.Mark).Sum(row => second.Taken(row.Mark)));
        foreach (IGrouping<string, ScheduledRow> rows in schedule.Rows.Where(row => row.IsUsable)
            .GroupBy(row => schedule.Entity is ImportEntity.User or ImportEntity.Account ? row.Identity : row.Mark))
        {
            int sent = rows.DistinctBy(row => row.Mark).Sum(row => second.Taken(row.Mark));
            int known = rows.DistinctBy(row => row.Mark).Sum(row => first.Taken(row.Mark));
            switch (schedule.Entity)
            {
                case ImportEntity.Event:
                    int unknown = rows.Count(row => first.Unknown.Contains(row.Line));
                    Assert.Equal(unknown, rows.Count(row => second.Unknown.Contains(row.Line)));
                    Assert.Equal(rows.Count() - known - unknown, sent);
                    break;
                case ImportEntity.AccountUser when known > 0:
                    Assert.Equal(0, sent);
                    break;
                case ImportEntity.AccountUser:
                    Assert.InRange(sent, 1, rows.Count());
                    break;
                default:
                    CheckSequence([.. rows], sent, known, first, second);
                    break;
            }
        }
    }

    /// <summary>The rows of one user or account: none is sent where all were accepted, and none is left out that never was.</summary>
    private static void CheckSequence(ScheduledRow[] rows, int sent, int known, Accounts first, Accounts second)
    {
        bool isAccepted = known == rows.Length && !rows.Any(row => row.IsRejected);
        Assert.InRange(sent, 0, isAccepted ? 0 : rows.Length);
        Assert.All(
            rows.Where(row => row.IsRejected || first.Taken(row.Mark) == 0),
            row => Assert.True(second.Taken(row.Mark) > 0, $"Line {row.Line} was not accepted, and not sent again."));

        // An equal row may have been accepted before: what counts is the last.
        ScheduledRow last = rows[^1];
        if (first.Failed.Contains(last.Line))
        {
            Assert.True(second.Taken(last.Mark) > 0, $"Line {last.Line} failed as the last of its identity, and was not sent again.");
        }
    }

    /// <summary>The server holds what the file says.</summary>
    private static void CheckState(FaultSchedule schedule, JournyEmulator emulator, Accounts first)
    {
        ScheduledRow[] usable = [.. schedule.Rows.Where(row => row.IsUsable)];
        switch (schedule.Entity)
        {
            case ImportEntity.User:
                Assert.Equal(LastMarks(usable), Held(emulator.Users.Select(user => (user.UserId ?? user.Email, user.Properties))));
                break;
            case ImportEntity.Account:
                Assert.Equal(
                    LastMarks(usable),
                    Held(emulator.Accounts.Select(account => (account.AccountId ?? account.Domain, account.Properties))));
                break;
            case ImportEntity.AccountUser:
                Assert.Equal(
                    usable.Select(row => row.Mark).Distinct().Order(StringComparer.Ordinal),
                    emulator.Accounts.SelectMany(
                        account => account.Members.Select(member => FaultSchedule.MembershipMark(account.AccountId!, member.UserId!)))
                        .Order(StringComparer.Ordinal));
                break;
            default:
                Dictionary<string, int> recorded = emulator.Events.CountBy(stored => stored.Metadata["mark"].GetString()!).ToDictionary();
                Assert.All(usable.GroupBy(row => row.Mark), rows => Assert.InRange(
                    recorded.GetValueOrDefault(rows.Key), rows.Count(row => !first.Unknown.Contains(row.Line)), rows.Count()));
                break;
        }
    }

    private static IEnumerable<(string, string)> LastMarks(IEnumerable<ScheduledRow> rows) =>
        rows.GroupBy(row => row.Identity).Select(same => (same.Key, same.Last().Mark)).Order();

    private static IEnumerable<(string, string)> Held(
        IEnumerable<(string? Identity, IReadOnlyDictionary<string, System.Text.Json.JsonElement> Properties)> stored) =>
        stored.Where(record => record.Identity != "nobody")
            .Select(record => (record.Identity!, record.Properties["mark"].GetString()!))
            .Order();

    /// <summary>One import: its summary, the lines of its files, and what the server received.</summary>
    private sealed class Accounts
    {
        private readonly Dictionary<string, int> _received = [];
        private readonly Dictionary<string, int> _taken = [];

        public Accounts(FaultSchedule schedule, ImportSummary summary, IReadOnlyList<LedgerEntry> entries)
        {
            Summary = summary;
            Entries = entries;
            Failed = Lines(schedule, summary.FailedPath, summary.Failed);
            Partial = Lines(schedule, summary.PartialPath, summary.Partial);
            Unknown = Lines(schedule, summary.UnknownPath, summary.Unknown);
            Assert.Empty(Failed.Intersect(Partial).Concat(Failed.Intersect(Unknown)).Concat(Partial.Intersect(Unknown)));
            foreach (LedgerEntry entry in entries)
            {
                // A trickle only takes its time; whatever else came in between, the client did not have the answer.
                bool isTaken = entry.Status == 201 && entry.Fault is null or FaultKind.Trickle;
                foreach (string mark in schedule.MarksOf(entry.Body!))
                {
                    _received[mark] = Received(mark) + 1;
                    _taken[mark] = Taken(mark) + (isTaken ? 1 : 0);
                }
            }
        }

        public ImportSummary Summary { get; }

        public IReadOnlyList<LedgerEntry> Entries { get; }

        public HashSet<int> Failed { get; }

        public HashSet<int> Partial { get; }

        public HashSet<int> Unknown { get; }

        /// <summary>How many requests were received for rows of a mark.</summary>
        public int Received(string mark) => _received.GetValueOrDefault(mark);

        /// <summary>How many of them were answered well.</summary>
        public int Taken(string mark) => _taken.GetValueOrDefault(mark);

        private static HashSet<int> Lines(FaultSchedule schedule, string? path, long count)
        {
            if (path is null)
            {
                Assert.Equal(0, count);
                return [];
            }

            CsvTable table = CsvTable.Read(path);
            Dictionary<int, ScheduledRow> rows = schedule.Rows.ToDictionary(row => row.Line);
            foreach (IReadOnlyDictionary<string, string> written in table.Rows)
            {
                ScheduledRow row = rows[int.Parse(written["journy_line"], CultureInfo.InvariantCulture)];
                Assert.NotEqual("", written["journy_error"]);
                if (row.Cells is not null)
                {
                    Assert.Equal(row.Cells, schedule.Columns.Select(column => written[column]));
                }
            }

            HashSet<int> lines = [.. table.Lines];
            Assert.Equal(table.Rows.Count, lines.Count);
            Assert.Equal(count, lines.Count);
            return lines;
        }
    }
}
