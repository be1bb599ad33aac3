using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace Journy.Commands;

/// <summary>What a host can show to somebody who looks at it.</summary>
internal static class HostDisplay
{
    private const string Console = "ConsoleHost";

    // Hosts that nobody looks at: jobs and remoting, and programs that host the engine without a surface of their own.
    private static readonly string[] Unattended = { "ServerRemoteHost", "Default Host" };

    // Hosts that are an editor's window, whose output goes nowhere else.
    private static readonly string[] Editors = { "Windows PowerShell ISE Host", "Visual Studio Code Host" };

    private static bool IsAtTerminal =>
        Environment.UserInteractive && !System.Console.IsOutputRedirected && !Environment.GetCommandLineArgs().Any(IsNonInteractive);

    /// <summary>Whether anybody could see progress there.</summary>
    public static bool ShowsProgress(PSHost host) => host.Name == Console ? IsAtTerminal : !Unattended.Contains(host.Name);

    /// <summary>
    /// Whether a person reads what is written there. False if a program or a file gets it, where it would mix with what a script gives out.
    /// </summary>
    public static bool HasReader(PSHost host) => host.Name == Console ? IsAtTerminal : Editors.Contains(host.Name);

    /// <summary>Says something even while the pipeline is being stopped, when nothing can be written to it any more.</summary>
    public static void Say(PSHost host, string message)
    {
        try
        {
            host.UI?.WriteLine(message);
        }
        catch (Exception exception) when (
            exception is HostException or NotImplementedException or InvalidOperationException or PipelineStoppedException)
        {
            // A host without a surface; the files tell the same.
        }
    }

    // PowerShell takes any beginning of the name that is not another parameter's.
    private static bool IsNonInteractive(string argument) =>
        argument.Length >= 5
        && (argument[0] == '-' || argument[0] == '/')
        && "NonInteractive".StartsWith(argument.Substring(1), StringComparison.OrdinalIgnoreCase);
}
