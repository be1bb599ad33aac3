using System;
using System.Diagnostics;
using System.Globalization;
using Journy.Import.Journaling;

namespace Journy.Bench.Shell;

/// <summary>A fresh process that opens a journal of users to its end, and does nothing with it.</summary>
internal static class JournalProcess
{
    /// <summary>The argument that makes this program such a process.</summary>
    public const string Command = "open";

    /// <summary>Processor time of opening a journal.</summary>
    public static TimeSpan Measure(Uri address, string journal)
    {
        using Process process = OwnProcess.Start([Command, address.AbsoluteUri, journal]);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? TimeSpan.FromSeconds(double.Parse(output, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException("The journal could not be opened.");
    }

    /// <summary>The process's side.</summary>
    public static void Run(Uri address, string journal)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        using Journal opened = Journal.Look(journal, new JournalOwner(ImportEntity.User, address, string.Empty), acceptNewKey: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime - before;
        if (opened.Rules.Identities.Count == 0)
        {
            throw new InvalidOperationException("The journal knows nobody.");
        }

        Console.WriteLine(cpu.TotalSeconds.ToString(CultureInfo.InvariantCulture));
    }
}
