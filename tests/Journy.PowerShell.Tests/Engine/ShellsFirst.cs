using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Tests.Engine;
using Journy.Tests.Package;
using Journy.Tests.Shell;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Xunit.TestCollectionOrderer(typeof(ShellsFirst))]

namespace Journy.Tests.Engine;

/// <summary>Starts the classes that wait minutes for a real shell first: begun last, one processor would wait for the other.</summary>
public sealed class ShellsFirst : ITestCollectionOrderer
{
    private static readonly Type[] Longest = [typeof(NewPesterTests), typeof(OldPesterTests), typeof(InstallTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        testCollections.OrderBy(
            collection =>
                Longest.Any(type => collection.TestCollectionDisplayName.Contains(type.FullName!, StringComparison.Ordinal)) ? 0 : 1)
            .ToList();
}
