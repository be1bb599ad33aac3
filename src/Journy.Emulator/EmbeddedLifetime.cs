using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;

namespace Journy.Emulator;

/// <summary>Leaves the process's signals alone: an emulator inside a test or a sample must not take their Ctrl+C.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
