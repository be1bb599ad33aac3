using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using Journy.Emulator;
using Journy.Tests.Commands;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Operations;

/// <summary>A key that is refused ends the pipeline, and leaves no record without a word.</summary>
public sealed class RunEndTests(SharedSession shared) : SharedSessionTest(shared)
{
    // More than may wait behind the first, whose answer is held.
    private const int Records = 3000;

    public static TheoryData<int, string, string> Ends
    {
        get
        {
            TheoryData<int, string, string> data = [];
            foreach (int status in new[] { 401, 403 })
            {
                data.Add(status, "Set-JournyUser", "user_id");
                data.Add(status, "Remove-JournyUser -Confirm:$false -ThrottleLimit 8", "user_id");
                data.Add(status, "Add-JournyUserDevice -DeviceId d", "user_id");
                data.Add(status, "Add-JournyEvent -Name n", "user_id");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Every_finished_result_is_emitted_before_the_end(int status, string call, string column)
    {
        // The first record's answer is held until the refusal is out, so that results wait behind it when the run ends.
        Shell.Run("Get-JournyApiKeyInfo").ThrowIfFailed();
        using ManualResetEventSlim firstCame = new();
        Emulator.Faults.Add(request =>
        {
            switch (BodyOf(request, "r0", "r4"))
            {
                case "r4":
                    // Calls of one window may leave in another order than their records'.
                    firstCame.Wait(Cancel);
                    return Fault.Error(status);
                case "r0":
                    firstCame.Set();
                    return Held(status);
                default:
                    return null;
            }
        });

        ShellResult result = Shell.Run($$"""
            $read = [System.Collections.Generic.List[string]]::new()
            $caught = $null
            try { 0..{{Records - 1}} | ForEach-Object { $read.Add("r$_"); @{ {{column}} = "r$_" } } | {{call}} }
            catch { $caught = $_ }
            """);

        ErrorRecord caught = Assert.IsType<ErrorRecord>(Shell.Run("$caught").Output.Single().BaseObject);
        JournyReason reason = status == 401 ? JournyReason.Unauthorized : JournyReason.Forbidden;
        Assert.StartsWith($"Journy.{reason},", caught.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("The run has ended: ", caught.ErrorDetails.Message, StringComparison.Ordinal);

        List<string> done = [.. result.Output.Select(output => (string)output.Properties["UserId"].Value)];
        List<(string User, string Id)> errors = [.. result.Errors.Select(error => (
            Assert.IsType<UserIdentity>(error.TargetObject).UserId!, error.FullyQualifiedErrorId.Split(',')[0]))];
        Assert.Contains("r0", done);
        Assert.Equal("r0", done[0]);
        Assert.Equal(Writes.Count(entry => entry.Status < 300), done.Count);
        Assert.Contains(("r4", $"Journy.{reason}"), errors);
        Assert.All(errors, error => Assert.Equal(error.User == "r4" ? $"Journy.{reason}" : "Journy.NotAttempted", error.Id));

        // Every record that was taken from the pipe is one or the other, and once.
        List<string> read = [.. Shell.Run("$read").Output.Select(item => (string)item.BaseObject)];
        Assert.True(read.Count < Records, $"All {Records} records were read after the key was refused.");
        Assert.Equal(read.Order(StringComparer.Ordinal), done.Concat(errors.Select(error => error.User)).Order(StringComparer.Ordinal));
    }

    private static string? BodyOf(EmulatorRequest request, params string[] users) =>
        users.FirstOrDefault(user => request.Body?.Contains($"\"{user}\"", StringComparison.Ordinal) == true);

    private Fault? Held(int status)
    {
        Emulator.Ledger.WaitForAsync(entry => entry.Status == status, 1, Cancel).Wait(Cancel);
        return null;
    }
}
