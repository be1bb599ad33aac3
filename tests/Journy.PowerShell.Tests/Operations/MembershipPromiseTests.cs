using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Journy.Emulator;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>How many calls a hundred thousand rows cost, as the emulator counts them.</summary>
[Trait("Category", "Promise")]
public sealed class MembershipPromiseTests(SharedSession shared, ITestOutputHelper output) : SharedSessionTest(shared)
{
    private const int Rows = 100_000;
    private const int Accounts = 1_000;

    protected override EmulatorOptions Options => new() { RateLimit = null, KeepBodies = false };

    [Fact(Explicit = true)]
    public void Sorted_100000_rows_of_1000_accounts_take_1000_calls()
    {
        Send(Enumerable.Range(0, Rows).Select(row => (row, row / (Rows / Accounts))));
        Assert.Equal(Accounts, Writes.Count);
    }

    [Fact(Explicit = true)]
    public void Shuffled_100000_rows_take_at_most_2000_calls()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        (int User, int Account)[] rows = [.. Enumerable.Range(0, Rows).Select(row => (row, row % Accounts))];
        new Random(seed).Shuffle(rows);
        Send(rows);
        output.WriteLine($"{Writes.Count} calls");
        Assert.True(Writes.Count <= 2 * Accounts, $"{Writes.Count} calls. Seed {seed}");
    }

    private void Send(IEnumerable<(int User, int Account)> rows)
    {
        ShellResult result = Shell.RunWithInput(
            "$input | Add-JournyAccountUser | ForEach-Object { $_.InputIndex }",
            rows.Select(row => new Hashtable { ["user_id"] = row.User, ["account_id"] = row.Account })).ThrowIfFailed();
        Assert.Equal(Enumerable.Range(0, Rows).Select(row => (long)row), result.As<long>().Order());
        Assert.Equal(Accounts, Emulator.Accounts.Count);
        Assert.All(Emulator.Accounts, account => Assert.Equal(Rows / Accounts, account.Members.Count));
    }
}
