using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace Journy.Bench.Shell;

/// <summary>This program once more, in another process.</summary>
internal static class OwnProcess
{
    public static Process Start(IEnumerable<string> arguments, string? apiKey = null)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path.");
        ProcessStartInfo start = new(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(OwnProcess).Assembly.Location);
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["JOURNY_API_KEY"] = apiKey ?? string.Empty;
        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}
