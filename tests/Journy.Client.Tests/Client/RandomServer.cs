using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Tests.Client;

/// <summary>Answers one call after the other, whichever chance picks of those that wait: slower than calls are sent, so that many
/// are in flight, and quick enough for thousands.</summary>
internal sealed class RandomServer : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Action> _waiting = [];
    private readonly Random _random;
    private readonly Thread _thread;
    private volatile bool _ended;

    public RandomServer(int seed)
    {
        _random = new Random(seed);
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    public Task<int> AnswerAsync(int answer)
    {
        TaskCompletionSource<int> call = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add(() => call.SetResult(answer));
        }

        return call.Task;
    }

    public void Dispose()
    {
        _ended = true;
        _thread.Join();
    }

    private void Serve()
    {
        while (!_ended)
        {
            Thread.SpinWait(_random.Next(3000));
            Action? next = null;
            lock (_gate)
            {
                if (_waiting.Count > 0)
                {
                    int picked = _random.Next(_waiting.Count);
                    next = _waiting[picked];
                    _waiting.RemoveAt(picked);
                }
            }

            if (next is null)
            {
                Thread.Yield();
            }
            else
            {
                next();
            }
        }
    }
}
