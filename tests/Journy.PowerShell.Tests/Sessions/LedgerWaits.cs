using System;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>What tests wait for on the server's side.</summary>
internal static class LedgerWaits
{
    /// <summary>Requests that were on the wire when their pipeline ended arrive within this time.</summary>
    private static readonly TimeSpan OnTheWire = TimeSpan.FromSeconds(1);

    /// <summary>Waits until the emulator works on nothing, and makes sure that nothing more comes.</summary>
    /// <param name="ledger">The emulator's ledger.</param>
    /// <param name="longestWait">The longest wait before a further try, were one still to come.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task BecomesQuietAsync(this Ledger ledger, TimeSpan longestWait, CancellationToken cancellationToken)
    {
        using CancellationTokenSource time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(TimeSpan.FromMinutes(2));
        do
        {
            await ledger.WaitForAsync(entry => entry.IsEnded, ledger.Count, time.Token);
        }
        while (await GrowsWithinAsync(ledger, OnTheWire, time.Token));

        if (longestWait > TimeSpan.Zero)
        {
            Assert.False(await GrowsWithinAsync(ledger, longestWait, time.Token), "A call came after the end of its pipeline.");
        }

        Assert.Equal(0, ledger.InFlightCount);
    }

    private static async Task<bool> GrowsWithinAsync(Ledger ledger, TimeSpan time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(time);
        try
        {
            await ledger.WaitForAsync(ledger.Count + 1, end.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
