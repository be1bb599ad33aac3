using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>A test that imports files of a folder of its own, which is also where its session stands.</summary>
public abstract class ImportTest : EmulatorTest, IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private bool _isInFolder;

    private protected TempFolder Folder => _folder;

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Imports a file of the test's folder and keeps every stream.</summary>
    private protected ShellResult Import(string parameters = "", string path = "users.csv") =>
        Run($"Import-JournyUser '{path}' {parameters}");

    /// <summary>Imports a file whose rows are all accepted.</summary>
    private protected ImportSummary ImportWhole(string parameters = "", string path = "users.csv") =>
        Summary(Import(parameters, path).ThrowIfFailed());

    /// <summary>Writes a file and imports it.</summary>
    private protected ShellResult ImportText(string content, string parameters = "")
    {
        Folder.Write(content);
        return Import(parameters);
    }

    /// <summary>Runs a script in the test's folder.</summary>
    private protected ShellResult Run(string script)
    {
        if (!_isInFolder)
        {
            Session.Run("param($path) $ExecutionContext.SessionState.Path.SetLocation($path)", Folder.Path).ThrowIfFailed();
            _isInFolder = true;
        }

        return Session.Run(script);
    }

    /// <summary>The only summary of a run, whose counts must add up.</summary>
    private protected static ImportSummary Summary(ShellResult result)
    {
        ImportSummary summary = Assert.Single(result.As<ImportSummary>());
        AssertAddsUp(summary);
        AssertReasons(summary);
        return summary;
    }

    /// <summary>Checks that each row that was read is in one count.</summary>
    private protected static void AssertAddsUp(ImportSummary summary) => Assert.Equal(
        summary.Read,
        summary.Sent
            + summary.Unchanged
            + summary.Partial
            + summary.Failed
            + summary.Unknown
            + summary.NotAttempted
            + summary.Deferred
            + summary.Skipped);

    /// <summary>Checks that each row that was not accepted whole has one reason.</summary>
    private protected static void AssertReasons(ImportSummary summary)
    {
        Assert.Equal(
            (summary.Failed, summary.Partial, summary.Unknown), (CountOf("Failed"), CountOf("Partial"), CountOf("Unknown")));
        Assert.Equal(summary.Failed + summary.Partial + summary.Unknown, summary.Reasons.Sum(reason => reason.Count));
        Assert.All(
            summary.Reasons,
            reason => Assert.True(reason is { Count: > 0, FirstLine: > 0, Reason.Length: > 0, Problem.Length: > 0, Cure.Length: > 0 }));

        long CountOf(string outcome) => summary.Reasons.Where(reason => reason.Outcome == outcome).Sum(reason => reason.Count);
    }

    private protected static void AssertCounts(
        ImportSummary summary, long sent, long partial = 0, long failed = 0, long notAttempted = 0, long unchanged = 0, long unknown = 0) =>
        Assert.Equal(
            (sent + unchanged + partial + failed + unknown + notAttempted, sent, unchanged, partial, failed, unknown, notAttempted),
            (summary.Read, summary.Sent, summary.Unchanged, summary.Partial, summary.Failed, summary.Unknown, summary.NotAttempted));

    /// <summary>Checks that a message has all of these parts.</summary>
    private protected static void AssertSays(string? message, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));

    /// <summary>A user that the emulator holds.</summary>
    protected EmulatedUser User(string userId) => Emulator.Users.Single(user => user.UserId == userId);

    /// <summary>A property as JSON, just as it came over the wire; null where the user has none of the name.</summary>
    protected string? Json(string userId, string property) =>
        User(userId).Properties.TryGetValue(property, out var value) ? value.GetRawText() : null;

    /// <summary>A user's properties by name as JSON, such as <c>mrr=12.5</c>.</summary>
    protected IReadOnlyList<string> Properties(string userId) =>
        [.. User(userId).Properties.Select(property => $"{property.Key}={property.Value.GetRawText()}").Order(StringComparer.Ordinal)];

    /// <summary>The user IDs that the emulator holds.</summary>
    protected IReadOnlyList<string?> UserIds => [.. Emulator.Users.Select(user => user.UserId).Order(StringComparer.Ordinal)];

    /// <summary>The files in the test's folder, by name.</summary>
    private protected IReadOnlyList<string?> Files =>
        [.. Directory.GetFiles(Folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal)];
}
