using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Journy.Connections;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>Tests that change the process's environment run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711", Justification = "What xunit calls it.")]
public sealed class ProcessEnvironment
{
    public const string Name = "Process environment";

    /// <summary>Makes the process as it was before its first Connect-Journy.</summary>
    internal static void ForgetConnections()
    {
        object connections = FieldOfStore("Entries").GetValue(null)!;
        connections.GetType().GetMethod(nameof(ConditionalWeakTable<,>.Clear))!.Invoke(connections, null);
        FieldOfStore("_connectWasCalled").SetValue(null, 0);
    }

    private static FieldInfo FieldOfStore(string name) =>
        typeof(ConnectionStore).GetField(name, BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>Sets variables until it is disposed of.</summary>
    internal sealed class Variables : IDisposable
    {
        private readonly Dictionary<string, string?> _before = [];

        public string? this[string name]
        {
            set
            {
                _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
                Environment.SetEnvironmentVariable(name, value);
            }
        }

        public void Dispose()
        {
            foreach ((string name, string? value) in _before)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }
}
