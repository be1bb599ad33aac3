using Xunit;

namespace Journy.Tests.Commands;

/// <summary>Tests that change what the whole process shares, such as its environment: never beside any other test.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "Process-wide state";
}
