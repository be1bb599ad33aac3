using System;

namespace Journy.Pacing;

/// <summary>How many calls had been started and answered at any moment of the last two minutes, in steps of a twentieth of a
/// second.</summary>
internal sealed class CallHistory
{
    private const double BucketSeconds = 0.05;

    // Two minutes and ten seconds: the minute of the limit, and another for calls that take long.
    private const int Buckets = 2600;

    private readonly int[] _startedBy = new int[Buckets];
    private readonly int[] _answeredBy = new int[Buckets];

    // The step that the last advance came to.
    private long _step;

    /// <summary>Calls started ever.</summary>
    public int Started { get; private set; }

    /// <summary>Calls ended ever.</summary>
    public int Answered { get; private set; }

    /// <summary>Calls on their way.</summary>
    public int InFlight => Started - Answered;

    public void AddStart() => Started++;

    public void AddAnswer() => Answered++;

    public void Advance(double now)
    {
        long step = (long)(now / BucketSeconds);
        for (_step = Math.Max(_step, step - Buckets); _step < step;)
        {
            _step++;
            _startedBy[_step % Buckets] = Started;
            _answeredBy[_step % Buckets] = Answered;
        }
    }

    /// <summary>Calls started by a time, or a step earlier.</summary>
    public int StartedBy(double time) => Read(_startedBy, Started, (long)(time / BucketSeconds));

    /// <summary>Calls started by a time, or a step later.</summary>
    public int StartedAfterStep(double time) => Read(_startedBy, Started, (long)(time / BucketSeconds) + 1);

    /// <summary>Calls answered by a time, or a step earlier.</summary>
    public int AnsweredBy(double time) => Read(_answeredBy, Answered, (long)(time / BucketSeconds));

    private int Read(int[] counts, int present, long step) =>
        step > _step ? present : counts[Math.Max(0, Math.Max(step, _step - Buckets + 1)) % Buckets];
}
