using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace Journy.ImportHost;

/// <summary>The host: it has a name, shows what is said and asks nobody anything.</summary>
internal sealed class ImportHost(OutputLines lines) : PSHost
{
    public override string Name => "Journy import host";

    public override Version Version { get; } = typeof(ImportHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI { get; } = new ImportHostInterface(lines);

    // For a shell that a person would leave. This one ends by itself.
    public override void SetShouldExit(int exitCode)
    {
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException("The import host has no prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("The import host has no prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
