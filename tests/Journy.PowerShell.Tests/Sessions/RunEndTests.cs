using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Emulator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>A key that is refused in the middle of a run.</summary>
public sealed class RunEndTests : EmulatorTest
{
    private const int FirstRefused = 20;

    [Theory]
    [InlineData(401, 1)]
    [InlineData(401, 8)]
    [InlineData(403, 1)]
    [InlineData(403, 3)]
    [InlineData(403, 8)]
    public void Nothing_is_lost_and_the_run_ends(int status, int throttleLimit)
    {
        Emulator.Faults.Add(request => Refuse(request, status));
        ShellSession session = Session;
        session.Set("limit", throttleLimit);
        ShellResult result = session.Run(
            """
            $global:read = 0
            try {
                1..200 | ForEach-Object { $global:read++; @{ user_id = "$_" } } | Set-JournyUser -ThrottleLimit $limit
            }
            catch { $global:ended = $_ }
            """);

        string reason = status == 401 ? "Journy.Unauthorized" : "Journy.Forbidden";
        ErrorRecord ended = Assert.IsType<ErrorRecord>(session.Runspace.SessionStateProxy.GetVariable("ended"));
        Assert.StartsWith(reason + ",", ended.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("The run has ended: ", ended.ErrorDetails.Message, StringComparison.Ordinal);

        // Every result that the server applied came out, in order.
        IReadOnlyList<UserResult> results = result.As<UserResult>();
        Assert.Equal(results.Select(item => item.InputIndex).Order(), results.Select(item => item.InputIndex));
        Assert.Equal(Emulator.Users.Select(user => user.UserId).Order(), results.Select(item => item.UserId).Order());

        // Every record that was read is a result or has one error of its own.
        IReadOnlyList<ErrorRecord> errors = [.. result.Errors.Where(error => error.TargetObject is UserIdentity)];
        Assert.All(errors, error => Assert.Contains(error.FullyQualifiedErrorId.Split(',')[0], new[] { reason, "Journy.NotAttempted" }));
        Assert.Contains(errors, error => error.FullyQualifiedErrorId.StartsWith(reason, StringComparison.Ordinal));
        IEnumerable<int> read = Enumerable.Range(1, (int)session.Runspace.SessionStateProxy.GetVariable("read"));
        Assert.Equal(
            read,
            errors.Select(error => ((UserIdentity)error.TargetObject).UserId)
                .Concat(results.Select(item => item.UserId))
                .Select(id => int.Parse(id!, System.Globalization.CultureInfo.InvariantCulture))
                .Order());

        // The first refusal may meet what was sent with it, and no more.
        Assert.InRange(Emulator.Ledger.Snapshot().Count(entry => entry.Sequence > FirstRefused), 0, throttleLimit);
        Assert.Equal(
            Emulator.Ledger.CountByStatus().GetValueOrDefault(status),
            errors.Count(error => error.FullyQualifiedErrorId.StartsWith(reason, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_import_ends_with_its_account()
    {
        Emulator.Faults.Add(request => Refuse(request, 403));
        using Import.TempFolder folder = new();
        string path = folder.Write("user_id,plan\n" + string.Concat(Enumerable.Range(1, 100).Select(row => $"{row},x\n")));
        ShellResult result = Session.Run("param($path) Import-JournyUser $path -ThrottleLimit 4", path);
        ImportSummary summary = Assert.Single(result.As<ImportSummary>());
        Assert.StartsWith("Journy.Forbidden,", result.Errors[^1].FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(100, summary.Read);
        Assert.Equal(Emulator.Ledger.AppliedCount, summary.Sent);
        Assert.Equal(Emulator.Ledger.CountByStatus()[403], summary.Failed);
        Assert.True(summary.NotAttempted >= 100 - FirstRefused - 4);
        Assert.InRange(Emulator.Ledger.Count, FirstRefused, FirstRefused + 4);
    }

    private Fault? Refuse(EmulatorRequest request, int status)
    {
        if (request.Sequence < FirstRefused)
        {
            return null;
        }

        if (status == 403)
        {
            Emulator.DisableKey(Emulator.ApiKey);
            return null;
        }

        return Fault.Error(status);
    }
}
