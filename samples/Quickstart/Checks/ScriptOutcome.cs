using System;
using System.Globalization;
using System.Management.Automation;
using Journy.Samples.Quickstart.Hosting;

namespace Journy.Samples.Quickstart.Checks;

/// <summary>What the script says of its run, in the variables that it left.</summary>
/// <param name="Read">How many rows the import read.</param>
/// <param name="Sent">How many it sent.</param>
/// <param name="Partial">How many journy.io accepted in part.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="NotAttempted">How many it did not get to.</param>
/// <param name="FailedPath">The file with those that failed, if any did.</param>
/// <param name="Again">What became of the rows when the file was imported again.</param>
/// <param name="UpdatedUserId">The user who was updated.</param>
/// <param name="DeletedUserId">The user who was deleted.</param>
internal sealed record ScriptOutcome(
    long Read,
    long Sent,
    long Partial,
    long Failed,
    long NotAttempted,
    string? FailedPath,
    SecondImport Again,
    string UpdatedUserId,
    string DeletedUserId)
{
    /// <summary>Reads the variables.</summary>
    /// <param name="session">The session that ran the script.</param>
    /// <returns>What they say, or <see langword="null"/> where the script did not get as far as the import's end.</returns>
    internal static ScriptOutcome? Of(ScriptSession session) =>
        session.Variable("summary") is not PSObject summary || session.Variable("again") is not PSObject again
        ? null
        : new ScriptOutcome(
            Number(summary, "Read"),
            Number(summary, "Sent"),
            Number(summary, "Partial"),
            Number(summary, "Failed"),
            Number(summary, "NotAttempted"),
            Member(summary, "FailedPath")?.ToString(),
            new SecondImport(Number(again, "Sent"), Number(again, "Unchanged"), Number(again, "Failed")),
            Parameter(session, "UpdateUserId"),
            Parameter(session, "DeleteUserId"));

    private static string Parameter(ScriptSession session, string name) =>
        session.Variable(name)?.ToString() ?? throw new InvalidOperationException($"The script has no parameter {name}.");

    private static object? Member(PSObject summary, string name) =>
        (summary.Properties[name] ?? throw new InvalidOperationException($"The import's summary has no {name}.")).Value;

    private static long Number(PSObject summary, string name) =>
        Convert.ToInt64(Member(summary, name), CultureInfo.InvariantCulture);
}
