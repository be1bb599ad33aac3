using Xunit;

namespace Journy.Tests.Promises;

/// <summary>Tests whose figures are of the machine's own time: never beside any other test.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class InRealTime
{
    public const string Name = "Promises in real time";
}
