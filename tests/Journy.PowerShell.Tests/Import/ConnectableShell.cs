using System;
using Journy.Tests.Engine;

namespace Journy.Tests.Import;

/// <summary>One session for all tests of a class: the module is loaded once, and each test connects it to its own emulator.</summary>
public sealed class ConnectableShell : IDisposable
{
    internal ShellSession Session { get; } = new();

    public void Dispose() => Session.Dispose();
}
