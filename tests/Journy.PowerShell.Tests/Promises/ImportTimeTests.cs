using System;
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

/// <summary>How long imports take against journy.io's own limit of 1,800 calls a minute.</summary>
[Trait("Category", "Promise")]
[Collection(InRealTime.Name)]
public sealed class ImportTimeTests(ITestOutputHelper output)
{
    private const int Rows = 100_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Under_1800_a_minute_100000_sorted_membership_rows_take_1000_calls_and_under_2_minutes()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(new EmulatorOptions { KeepBodies = false }, Cancel);
        using TempFolder folder = new();
        string path = folder.Write(
            "account_id,user_id\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => $"a{row / 100},u{row}\n")));
        (IReadOnlyDictionary<string, string> summary, TimeSpan took) = await ImportAsync(
            emulator, $"Import-JournyAccountUser -LiteralPath '{path}'");
        output.WriteLine($"{took.TotalSeconds:0.0} s");
        Assert.Equal(($"{Rows}", $"{Rows}"), (summary["Read"], summary["Sent"]));
        Assert.Equal(Rows / 100, emulator.Ledger.Count);
        Assert.Equal(Rows / 100, emulator.Accounts.Count);
        Assert.All(emulator.Accounts, account => Assert.Equal(100, account.Members.Count));
        Assert.InRange(took, TimeSpan.Zero, Longest);
    }

    [Fact(Explicit = true)]
    public async Task A_nightly_run_of_100000_accounts_with_2000_changed_takes_2000_calls_and_under_2_minutes_from_a_fresh_process()
    {
        using TempFolder folder = new();
        string path = folder.Write(FileOf(row => 1), "accounts.csv");
        string script = $"Import-JournyAccount -LiteralPath '{path}'";
        string key;
        Uri address;

        // The night before, without a limit; its calls would take room in this night's window.
        await using (JournyEmulator before = await JournyEmulator.StartAsync(
            new EmulatorOptions { RateLimit = null, KeepBodies = false, KeepEntries = false }, Cancel))
        {
            (key, address) = (before.ApiKey, before.BaseAddress);
            (IReadOnlyDictionary<string, string> all, TimeSpan first) = await ImportAsync(before, script);
            Assert.Equal($"{Rows}", all["Sent"]);
            output.WriteLine($"All: {first.TotalSeconds:0.0} s, {Rows / first.TotalSeconds:0} a second");
        }

        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions { ApiKey = key, Port = address.Port, KeepBodies = false }, Cancel);
        int seed = Environment.TickCount;
        int shift = new Random(seed).Next(50);
        folder.Write(FileOf(row => row % 50 == shift ? 2 : 1), "accounts.csv");
        (IReadOnlyDictionary<string, string> summary, TimeSpan took) = await ImportAsync(emulator, script);
        output.WriteLine($"Changed ones: {took.TotalSeconds:0.0} s");
        Assert.Equal(
            (Rows, Rows / 50, Rows - (Rows / 50)),
            (
                int.Parse(summary["Read"], CultureInfo.InvariantCulture),
                int.Parse(summary["Sent"], CultureInfo.InvariantCulture),
                int.Parse(summary["Unchanged"], CultureInfo.InvariantCulture)));
        Assert.Equal(Rows / 50, emulator.Ledger.Count);
        Assert.Equal(Rows / 50, emulator.Ledger.CountByStatus()[201]);
        Assert.Equal(
            Enumerable.Range(0, Rows).Where(row => row % 50 == shift).Select(row => $"a{row}").Order(StringComparer.Ordinal),
            emulator.Accounts.Select(account => account.AccountId!).Order(StringComparer.Ordinal));
        Assert.InRange(took, TimeSpan.Zero, Longest);

        static string FileOf(Func<int, int> versionOf) => "account_id,domain,name,seats,version\n" + string.Concat(
            Enumerable.Range(0, Rows).Select(row => $"a{row},a{row}.example.com,Account {row},{row % 500},{versionOf(row)}\n"));
    }

    /// <summary>Runs an import in a fresh process, whose start counts too.</summary>
    private static async Task<(IReadOnlyDictionary<string, string> Summary, TimeSpan Took)> ImportAsync(
        JournyEmulator emulator, string script)
    {
        long start = TimeProvider.System.GetTimestamp();
        await using ImportHostProcess host = ImportHostProcess.Start(emulator, script);
        await host.SucceedAsync(Cancel);
        return (Assert.Single(host.Summaries), TimeProvider.System.GetElapsedTime(start));
    }
}
