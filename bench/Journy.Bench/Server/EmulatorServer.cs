using System.Threading.Tasks;
using Journy.Emulator;

namespace Journy.Bench.Server;

/// <summary>The emulator with a limit that nobody reaches.</summary>
internal static class EmulatorServer
{
    public static async Task RunAsync(bool isSecure)
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(
            new EmulatorOptions
            {
                RateLimit = ServerProcess.Limit,
                KeepBodies = false,
                Certificate = isSecure ? ServerCertificate.Load() : null
            });
        await ServerProcess.ServeAsync(emulator.BaseAddress.AbsoluteUri, emulator.ApiKey, () => emulator.Ledger.Count);
    }
}
