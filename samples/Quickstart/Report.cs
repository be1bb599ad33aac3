using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Journy.Emulator;
using Journy.Samples.Quickstart.Checks;

namespace Journy.Samples.Quickstart;

/// <summary>What the Quickstart says after the script.</summary>
internal static class Report
{
    internal static void Section(string title)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine(new string('-', title.Length));
    }

    internal static void Show(EmulatorContent content, Uri address, string sampleUserId)
    {
        Section("7. Read back what the emulator holds");
        Line($"{content.Users.Count:N0} users, from {address}_emulator/state");
        if (content.Users.FirstOrDefault(user => user.UserId == sampleUserId) is EmulatedUser user)
        {
            Console.WriteLine();
            Line($"One of them, {user.UserId}, {user.Email}:");
            foreach ((string name, JsonElement value) in user.Properties.OrderBy(property => property.Key, StringComparer.Ordinal))
            {
                Line($"    {name,-13} = {value.GetRawText()}");
            }
        }

        Console.WriteLine();
        Line($"{content.Requests.Count:N0} requests, from {address}_emulator/ledger:");
        foreach (var group in content.Requests.GroupBy(request => (request.Method, request.Target, request.Status)))
        {
            (string method, string target, int? status) = group.Key;
            Line($"    {method,-6} {target,-13} {status} {group.Count(),7:N0}");
        }
    }

    internal static void Show(FailedFile failed)
    {
        Section("8. Read the failed file: line and reason");
        foreach ((int line, string error) in failed.Rows)
        {
            Line($"{line,5}  {error}");
        }
    }

    internal static bool Show(IReadOnlyCollection<Count> counts)
    {
        Section("9. Compare all of it with the imported file");
        foreach (Count count in counts)
        {
            if (count.IsOff)
            {
                Line($"OFF  {count.What}: {count.Actual:N0}, and it must be {count.Expected:N0}");
            }
            else
            {
                Line($"ok   {count.What}: {count.Actual:N0}");
            }
        }

        int off = counts.Count(count => count.IsOff);
        Console.WriteLine();
        Line($"{counts.Count - off} of {counts.Count} counts are right.");
        return off == 0;
    }

    internal static void ShowNextSteps()
    {
        Section("Next: the same in your own shell");
        Line($$"""
            The emulator ends with this command. In another terminal, start one that stays:

                dotnet run --project src/Journy.Emulator -- --port 5080

            Then in PowerShell 7.4 or newer, with the test key that it prints:

                $env:JOURNY_API_KEY = Read-Host 'API key' -MaskInput
                Import-Module '{{SamplePaths.ModuleManifest}}'
                Connect-Journy -BaseUri http://127.0.0.1:5080
                [pscustomobject]@{ user_id = 'u1'; first_name = 'Robin'; plan = 'Trial' } | Set-JournyUser
                Get-Command -Module Journy

            Without -BaseUri, Connect-Journy connects to journy.io itself. The script that ran here runs there as well:

                & '{{SamplePaths.Script}}' -BaseUri http://127.0.0.1:5080
            """);
    }

    // Numbers look the same wherever this runs, so that what a tutorial shows is what a reader gets.
    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
