using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace Journy.Samples.Quickstart;

/// <summary>The smallest host that shows what a script says.</summary>
internal sealed class ConsoleHost : PSHost
{
    public override string Name => "Journy Quickstart";

    public override Version Version { get; } = new(1, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI { get; } = new ConsoleInterface();

    // For a shell that a person would leave. This one ends by itself.
    public override void SetShouldExit(int exitCode)
    {
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
