using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Sessions;
using Xunit;

namespace Journy.Tests.Promises;

/// <summary>An import that is killed at random moments, begun again each time with the same command, and left to end at last.</summary>
internal sealed class KilledImport(JournyEmulator emulator, string script, string journal, Random random, ITestOutputHelper output)
{
    private const int HashLength = 16;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public string Script => script;

    /// <summary>How often a process was killed at its work.</summary>
    public int Kills { get; private set; }

    /// <summary>Runs the import to its end.</summary>
    /// <param name="kills">How often it is killed.</param>
    /// <param name="calls">How many calls the import takes in all.</param>
    /// <param name="ended">Called after each process, with the calls that it made, and whether the journal that it began with
    /// was torn.</param>
    /// <returns>The summary of the last process.</returns>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(int kills, int calls, Action<IReadOnlyList<LedgerEntry>, bool> ended)
    {
        bool isTorn = false;
        while (true)
        {
            int before = emulator.Ledger.Count;
            await using ImportHostProcess host = ImportHostProcess.Start(emulator, script);
            bool isLast = Kills == kills;
            bool wasKilled = !isLast && await KillAsync(host, before, calls, kills - Kills);
            await host.WaitForExitAsync(Cancel);
            await emulator.Ledger.BecomesQuietAsync(TimeSpan.Zero, Cancel);
            LedgerEntry[] entries = [.. emulator.Ledger.Snapshot().Skip(before)];
            output.WriteLine($"{(wasKilled ? "Killed" : "Ended")}{(isTorn ? ", begun with a torn journal" : "")}: {entries.Length} calls");
            ended(entries, isTorn);
            isTorn = false;
            if (isLast)
            {
                IReadOnlyDictionary<string, string> summary = Assert.Single(host.Summaries);
                Assert.Equal(
                    summary["Unknown"] == "0" ? [] : ["Journy.ImportIncomplete"], host.Errors.Select(error => error.Split(',')[0]));
                return summary;
            }

            // One that ended before the kill came counts as none, so that the next is killed in its place.
            if (wasKilled)
            {
                Kills++;
                isTorn = random.Next(3) == 0 && Tear();
            }
            else
            {
                kills--;
            }
        }
    }

    private async Task<bool> KillAsync(ImportHostProcess host, int before, int calls, int killsLeft)
    {
        int left = calls - before;
        switch (random.Next(8))
        {
            case 0:
                // While it starts, opens the journal or begins, by the time that this takes.
                await host.WaitForLineAsync(line => line == "connected", Cancel);
                await Task.Delay(random.Next(250), Cancel);
                break;
            case 1 when left > 0 && killsLeft == 1:
                // While it waits for the last answers, compacts the journal or ends.
                await ReceivedAsync(host, calls);
                Spin(random.NextDouble() * 60);
                break;
            default:
                // In the midst of it.
                await ReceivedAsync(host, before + random.Next(1, Math.Max(2, left * 2 / (killsLeft + 1))));
                Spin(random.NextDouble() * 3);
                break;
        }

        return await host.KillAsync(Cancel);
    }

    /// <summary>Waits until the server has so many calls, or the import ends without them.</summary>
    private async Task ReceivedAsync(ImportHostProcess host, int calls)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await await Task.WhenAny(emulator.Ledger.WaitForAsync(calls, end.Token), host.WaitForExitAsync(end.Token));
        await end.CancelAsync();
    }

    // Shorter than any timer.
    private static void Spin(double milliseconds)
    {
        Stopwatch watch = Stopwatch.StartNew();
        SpinWait.SpinUntil(() => watch.Elapsed.TotalMilliseconds >= milliseconds);
    }

    /// <summary>Leaves the journal as a crash in the midst of its last line does.</summary>
    private bool Tear()
    {
        if (!File.Exists(journal))
        {
            return false;
        }

        byte[] bytes = File.ReadAllBytes(journal);
        int start = Array.LastIndexOf(bytes, (byte)'\n', Math.Max(0, bytes.Length - 2)) + 1;
        int length = bytes.Length - start;
        if (start == 0 || length < 2 + HashLength)
        {
            return false;
        }

        // In a journal that was just made smaller, an event has no other line; but then the whole file was on the disk.
        string text = Encoding.ASCII.GetString(bytes);
        bool isTheOnly = text.StartsWith("J 1 Event ", StringComparison.Ordinal)
            && !text.Contains(string.Concat("\nI ", text.AsSpan(start + 2, HashLength)), StringComparison.Ordinal);
        if (bytes[start] == (byte)'S' && !isTheOnly)
        {
            using FileStream stream = new(journal, FileMode.Open, FileAccess.Write);
            stream.SetLength(start + random.Next(1, length));
        }
        else
        {
            // The line was whole when its call went out, or on the disk: the one behind it is torn.
            using FileStream stream = new(journal, FileMode.Append, FileAccess.Write);
            stream.Write(bytes, start, random.Next(1, length));
        }

        return true;
    }
}
