using System;
using Journy.Emulator.Faults;

namespace Journy.Emulator.Keys;

/// <summary>The moments at which an application makes its calls, as timestamps of the emulator's clock.</summary>
internal sealed class CallTimes
{
    private readonly ApplicationOptions _options;
    private readonly long _start;
    private readonly long _ticksPerMinute;
    private double _poissonTicks;
    private long _number;

    internal CallTimes(ApplicationOptions options, TimeProvider time, long start)
    {
        _options = options;
        _start = start;
        _ticksPerMinute = time.TimestampFrequency * 60;
        MoveNext();
    }

    /// <summary>Gets the time of the next call.</summary>
    internal long Due { get; private set; }

    internal void MoveNext()
    {
        _number++;
        if (_options.Spacing == ApplicationSpacing.Even)
        {
            // From the start each time, so that rounding does not add up.
            Due = _start + (long)((Int128)_number * _ticksPerMinute / _options.CallsPerMinute);
            return;
        }

        double unit = new SeededDraw(_options.Seed, DrawPurpose.Application, _number).Unit();
        _poissonTicks -= Math.Log(1 - unit) * _ticksPerMinute / _options.CallsPerMinute;
        Due = _start + (long)_poissonTicks;
    }
}
