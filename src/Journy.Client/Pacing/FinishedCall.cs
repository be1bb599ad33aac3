using System;

namespace Journy.Pacing;

/// <summary>A call that ended: an answer, a failure, or neither if it was never sent.</summary>
/// <param name="Record">What the call was about.</param>
/// <param name="Answer">The answer, if the call succeeded.</param>
/// <param name="Failure">What went wrong, if something did; an <see cref="OperationCanceledException"/> if the call was
/// not made because the run was ending.</param>
internal readonly record struct FinishedCall<TRecord, TAnswer>(TRecord Record, TAnswer? Answer, Exception? Failure)
{
    /// <summary>True if the record was not sent at all.</summary>
    public bool NotAttempted => Failure is OperationCanceledException;
}
