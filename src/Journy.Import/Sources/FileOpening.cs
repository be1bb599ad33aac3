using System;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Import.Sources;

/// <summary>
/// Opens files on a thread of its own, so that a stop need not wait: a named pipe opens only when somebody writes to it, and a share that
/// is gone fails only after its time-out.
/// </summary>
internal static class FileOpening
{
    /// <summary>Opens a file.</summary>
    /// <param name="open">Opens it, on a thread of its own.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The stop token. What opens later all the same is closed at once.</exception>
    public static TFile Open<TFile>(Func<TFile> open, CancellationToken stop)
        where TFile : class, IDisposable
    {
        Task<TFile> opening = Task.Factory.StartNew(open, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            Task.WaitAny(new Task[] { opening }, stop);
        }
        catch (OperationCanceledException)
        {
            // The system's own call cannot be cancelled.
            opening.ContinueWith(
                late =>
                {
                    // Reading the exception marks it as observed.
                    if (late.Exception is null)
                    {
                        late.Result.Dispose();
                    }
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            throw;
        }

        return opening.GetAwaiter().GetResult();
    }
}
