using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Journy.Import.Sources;
using Xunit;

namespace Journy.Tests.Import.Sources;

/// <summary>A stop does not wait for a file that does not open.</summary>
public sealed class FileOpeningTests
{
    [Fact]
    public async Task What_opens_after_a_stop_is_closed()
    {
        using ManualResetEventSlim mayOpen = new();
        using CancellationTokenSource stop = new();
        Closing file = new();
        TaskCompletionSource opens = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task opening = Task.Run(
            () => FileOpening.Open(
                () =>
                {
                    opens.SetResult();
                    mayOpen.Wait(TestContext.Current.CancellationToken);
                    return file;
                },
                stop.Token),
            TestContext.Current.CancellationToken);
        await opens.Task;

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.False(file.Closed.IsCompleted);

        mayOpen.Set();
        await file.Closed.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void What_does_not_open_says_why()
    {
        using CancellationTokenSource stop = new();
        Assert.Equal(
            "gone", Assert.Throws<IOException>(() => FileOpening.Open<Closing>(() => throw new IOException("gone"), stop.Token)).Message);
    }

    private sealed class Closing : IDisposable
    {
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Closed => _closed.Task;

        public void Dispose() => _closed.TrySetResult();
    }
}
