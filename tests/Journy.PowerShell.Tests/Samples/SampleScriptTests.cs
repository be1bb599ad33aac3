using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using Journy.Emulator;
using Journy.Samples.DataGenerator;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Journy.Tests.ImportCommand;
using Xunit;

namespace Journy.Tests.Samples;

/// <summary>
/// The script that the Quickstart runs: what it leaves, in the emulator and on the disk, is what the plan of the sample file says.
/// </summary>
public sealed class SampleScriptTests : EmulatorTest
{
    private readonly CustomerFile _file = CustomerFile.Create();

    protected override EmulatorOptions Options => new();

    [Fact]
    public void Every_row_of_the_sample_file_arrives_or_fails_as_planned()
    {
        using TempFolder folder = new();
        using ShellSession session = new();
        Hashtable left = session.Run(
            """
            param($script, $module, $uri, $key, $folder)
            . $script -ModulePath $module -BaseUri $uri -ApiKey $key -OutcomeDirectory $folder > $null
            @{ Summary = $summary; Again = $again; Updated = $UpdateUserId; Deleted = $DeleteUserId }
            """,
            Path.Combine(Repository.Root, "samples", "import-users.ps1"),
            Repository.StagedManifest,
            Emulator.BaseAddress.AbsoluteUri,
            Emulator.ApiKey,
            folder.Path).As<Hashtable>().Single();

        ImportSummary summary = Unwrapped<ImportSummary>(left["Summary"]);
        ImportSummary again = Unwrapped<ImportSummary>(left["Again"]);
        long good = _file.GoodRows.Count();
        long failing = _file.FailingRows.Count();
        Assert.Equal(
            (CustomerFile.RowCount, good, failing, 0, 0),
            (summary.Read, summary.Sent, summary.Failed, summary.Partial, summary.NotAttempted));
        Assert.Equal((0, good, failing), (again.Sent, again.Unchanged, again.Failed));
        AssertRequests(good);
        AssertUsers(Unwrapped<string>(left["Updated"]), Unwrapped<string>(left["Deleted"]));
        AssertFailedRows(CsvTable.Read(summary.FailedPath!));
    }

    private static T Unwrapped<T>(object? value) =>
        Assert.IsType<T>(value is System.Management.Automation.PSObject wrapped ? wrapped.BaseObject : value);

    private void AssertRequests(long good)
    {
        IReadOnlyList<LedgerEntry> requests = Emulator.Ledger.Snapshot();
        LedgerEntry[] upserts = [.. requests.Where(request => request.Target == "/users/upsert")];

        // One a good row, and the script's own update. A row that is refused is tried by every import.
        Assert.Equal(good + 1, upserts.Count(upsert => upsert.Applied));
        Assert.Equal(2 * _file.FailingRows.Count(row => row.Fault == RowFault.RefusedEmail), upserts.Count(upsert => !upsert.Applied));
        Assert.Equal(1, requests.Count(request => request is { Method: "DELETE", Target: "/users", Applied: true }));
        Assert.DoesNotContain(requests, request => request.Status == 429);
    }

    private void AssertUsers(string updatedId, string deletedId)
    {
        List<EmulatedUser> users = [.. Emulator.Users];
        Assert.DoesNotContain(users, user => user.UserId == deletedId);

        // What the script set is known from what it sent last: it need not be written down a second time here.
        JsonElement update = JsonElement.Parse(
            Emulator.Ledger.Snapshot().Last(request => request is { Target: "/users/upsert", Applied: true }).Body!)
            .GetProperty("properties");
        EmulatedUser updated = users.Single(user => user.UserId == updatedId);
        string[] added = [.. update.EnumerateObject().Select(property => property.Name)];
        Assert.All(
            update.EnumerateObject(), property => Assert.True(JsonElement.DeepEquals(property.Value, updated.Properties[property.Name])));

        ExpectedUser[] expected = [.. _file.GoodRows.Select(row => new ExpectedUser(row)).Where(user => user.UserId != deletedId)];
        Assert.Equal(expected.Length, users.Count);
        Assert.All(expected, row =>
        {
            EmulatedUser user = Assert.Single(users, row.IsOf);
            Assert.True(row.Equals(user, user == updated ? added : []), $"{row.UserId}, {row.Email}");
            Assert.True(!row.HasDate || row.HasDateInUtc(user), $"{row.UserId}, {row.Email}");
        });
        Assert.NotEmpty(expected.SelectMany(row => row.DelicatePhones));
    }

    private void AssertFailedRows(CsvTable failed)
    {
        Assert.Equal(_file.FailingRows.Count(), failed.Rows.Count);
        Assert.All(
            _file.FailingRows,
            row => Assert.Contains(WhatMattersIn(row), failed.FromLine(row.Line)["journy_error"], StringComparison.OrdinalIgnoreCase));
    }

    // Not the sentences, which may change: what any sentence about the fault has to name.
    private static string WhatMattersIn(CustomerRow row) => row.Fault switch
    {
        RowFault.NoIdentity => "user ID",
        RowFault.TooFewCells or RowFault.TooManyCells => string.Create(CultureInfo.InvariantCulture, $"{row.Cells.Count} cells"),
        RowFault.RefusedEmail => "email",
        RowFault.DateNotIso => row["Subscription Date"],
        RowFault.InvalidBytes => "utf-8",
        _ => throw new ArgumentException($"Row {row.Number} need not fail.", nameof(row)),
    };
}
