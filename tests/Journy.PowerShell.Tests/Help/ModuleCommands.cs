using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.HelpGenerator.Commands;
using Journy.Tests.Engine;

namespace Journy.Tests.Help;

/// <summary>What the engine knows about the cmdlets of the staged module.</summary>
internal static class ModuleCommands
{
    /// <summary>Every cmdlet that the module exports, by name.</summary>
    public static IReadOnlyDictionary<string, CommandFacts> All { get; } = Load();

    private static Dictionary<string, CommandFacts> Load()
    {
        using ShellSession session = new();
        return session.Run("Get-Command -Module Journy").ThrowIfFailed().As<CmdletInfo>()
            .ToDictionary(command => command.Name, command => new CommandFacts(command));
    }
}
