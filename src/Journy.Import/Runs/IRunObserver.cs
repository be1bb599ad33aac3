using System.Collections.Generic;
using Journy.Api;

namespace Journy.Import.Runs;

/// <summary>Who is told how a run goes. Called on the thread that feeds the run, and on no other.</summary>
internal interface IRunObserver
{
    /// <summary>Called at least four times a second while a run waits.</summary>
    void OnWaiting();

    /// <summary>Told of the tries of a call that needed more than one, or failed.</summary>
    void OnAttempts(IReadOnlyList<CallAttempt> attempts);
}
