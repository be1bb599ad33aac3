using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;

namespace Journy.Completion;

/// <summary>Completes time zones: UTC, this machine's own, and all that it knows.</summary>
internal sealed class TimeZoneCompleter : JournyCompleter
{
    // A system may have hundreds of files to read for them, once a process.
    private static readonly Lazy<Task<IReadOnlyList<string>>> All = new(() => Task.Run<IReadOnlyList<string>>(
        () => TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).OrderBy(id => id, StringComparer.OrdinalIgnoreCase).ToArray()));

    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Complete(CompletionRequest request)
    {
        string[] first = { "UTC", TimeZoneInfo.Local.Id };
        return ArgumentText.Matching(request.Word, All.Value.Wait(request.TimeLeft) ? first.Concat(All.Value.Result) : first);
    }
}
