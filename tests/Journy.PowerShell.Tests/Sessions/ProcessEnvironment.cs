using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>Tests that change the process's environment run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711", Justification = "What xunit calls it.")]
public sealed class ProcessEnvironment
{
    public const string Name = "Process environment";

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
