using System;
using Journy.Tests.Engine;

namespace Journy.Tests.Commands;

/// <summary>A session that the tests of one class share, one after the other: importing the module takes longer than most tests.</summary>
public sealed class SharedSession : IDisposable
{
    internal ShellSession Shell { get; } = new();

    public void Dispose() => Shell.Dispose();
}
