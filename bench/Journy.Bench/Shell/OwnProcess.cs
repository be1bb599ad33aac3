using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace Journy.Bench.Shell;

/// <summary>This program once more, in another process.</summary>
internal static class OwnProcess
{
    /// <summary>Starts it, to write to it and read from it.</summary>
    public static Process Start(IEnumerable<string> arguments, string? apiKey = null)
    {
        ProcessStartInfo start = Describe(arguments);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.Environment["JOURNY_API_KEY"] = apiKey ?? string.Empty;
        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }

    /// <summary>What starts it.</summary>
    public static ProcessStartInfo Describe(IEnumerable<string> arguments)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path.");
        ProcessStartInfo start = new(program) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(OwnProcess).Assembly.Location);
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }
}
