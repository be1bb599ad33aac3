namespace Journy.Tests.Pacing;

/// <summary>A server that lets so many calls of a key through in a minute, one way or another.</summary>
internal interface ISimulatedServer
{
    /// <summary>The limit, which may change while calls are made.</summary>
    int Limit { get; set; }

    /// <summary>Takes a call that arrives.</summary>
    /// <param name="now">The server's time in seconds; never less than before.</param>
    /// <returns>Whether it is let through, and what is left after it.</returns>
    (bool Admitted, int Remaining) Take(double now);
}
