using System;

namespace Journy.Emulator;

/// <summary>One call of an application.</summary>
/// <param name="At">When it was made, by the emulator's clock.</param>
/// <param name="Refused">Whether the key had used up its calls.</param>
public sealed record ApplicationCall(DateTimeOffset At, bool Refused);
