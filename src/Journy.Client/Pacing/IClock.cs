using System;
using System.Threading;
using System.Threading.Tasks;

namespace Journy.Pacing;

/// <summary>Time as pacing and retry see it, so that tests can own it.</summary>
internal interface IClock
{
    /// <summary>Time since some fixed moment; never runs backwards.</summary>
    TimeSpan Now { get; }

    /// <summary>The time of day, for servers that name one in <c>Retry-After</c>.</summary>
    DateTimeOffset UtcNow { get; }

    Task DelayAsync(TimeSpan time, CancellationToken cancellationToken);
}
