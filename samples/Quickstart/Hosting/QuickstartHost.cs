using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace Journy.Samples.Quickstart.Hosting;

/// <summary>The smallest host that shows what a script says: output, progress, warnings and errors, on the console.</summary>
internal sealed class QuickstartHost : PSHost
{
    private readonly ConsoleInterface _ui = new();

    public override string Name => "Journy Quickstart";

    public override Version Version { get; } = typeof(QuickstartHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => _ui;

    // For a shell that a person would leave. This one ends by itself.
    public override void SetShouldExit(int exitCode)
    {
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException("The Quickstart has no prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("The Quickstart has no prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
