using System;

namespace Journy.Bench.Measuring;

/// <summary>What a piece of work took.</summary>
/// <param name="Wall">Time by the clock.</param>
/// <param name="ProcessCpu">Processor time of the whole process.</param>
/// <param name="ThreadCpu">Processor time of the thread that did it or waited for it.</param>
/// <param name="ProcessBytes">Bytes that the whole process allocated.</param>
/// <param name="ThreadBytes">Bytes that the thread allocated.</param>
internal readonly record struct Cost(TimeSpan Wall, TimeSpan ProcessCpu, TimeSpan ThreadCpu, long ProcessBytes, long ThreadBytes);
