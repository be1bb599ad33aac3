using System;

namespace Journy.Emulator.Faults;

/// <summary>How a body is sent slowly: its last piece comes after the whole time.</summary>
internal sealed record Trickle(TimeSpan Time, int Pieces);
