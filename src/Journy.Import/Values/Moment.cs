using System;

namespace Journy.Import.Values;

/// <summary>A date as a text has it.</summary>
/// <param name="Clock">What calendar and clock show.</param>
/// <param name="Offset">How far that clock is ahead of UTC; null if the text does not say.</param>
/// <param name="IsDateAlone">True if there is no time.</param>
internal readonly record struct Moment(DateTime Clock, TimeSpan? Offset, bool IsDateAlone);
