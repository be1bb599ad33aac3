using System;
using Journy.Tests.Client;

namespace Journy.Tests.Promises;

/// <summary>The customer's own application on the same key, which never looks at the limit.</summary>
internal sealed class SimulatedApplication
{
    private readonly VirtualTime _time;
    private readonly SimulatedKey _key;
    private readonly TimeSpan _spacing;
    private readonly Random? _poisson;

    /// <summary>Starts an application.</summary>
    /// <param name="time">The time that it lives in.</param>
    /// <param name="key">The key.</param>
    /// <param name="callsPerMinute">Its pace.</param>
    /// <param name="poisson">Draws the time between two calls, as of many users; null for calls that are equally far apart.</param>
    public SimulatedApplication(VirtualTime time, SimulatedKey key, int callsPerMinute, Random? poisson)
    {
        _time = time;
        _key = key;
        _spacing = TimeSpan.FromMinutes(1) / callsPerMinute;
        _poisson = poisson;
        Plan();
    }

    public int Calls { get; private set; }

    public int Refused { get; private set; }

    private void Plan() => _time.After(_poisson is null ? _spacing : _spacing * -Math.Log(1 - _poisson.NextDouble()), Call);

    private void Call()
    {
        Calls++;
        if (!_key.Take().Admitted)
        {
            Refused++;
        }

        Plan();
    }
}
