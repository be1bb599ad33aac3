using System;

namespace Journy.Pacing;

/// <summary>A pause that every call on a key waits for.</summary>
/// <param name="Ends">When it ends, on the clock's <see cref="IClock.Now"/>.</param>
/// <param name="Length">How long it was when it began.</param>
internal sealed record PauseNotice(TimeSpan Ends, TimeSpan Length);
