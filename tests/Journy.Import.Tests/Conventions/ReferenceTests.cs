using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace Journy.Tests.Import.Conventions;

/// <summary>That these tests run the engine as it is, without a host.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Neither_PowerShell_nor_the_module_is_beside_these_tests_or_known_to_them()
    {
        string[] assemblies =
            [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll", SearchOption.AllDirectories).Where(IsManaged)];
        string[] names =
            [.. assemblies.Select(path => Path.GetFileNameWithoutExtension(path)).Concat(assemblies.SelectMany(References)).Distinct()];
        Assert.Superset(
            new HashSet<string> { "Journy.Client", "Journy.Import", "Journy.Import.Tests", "Sylvan.Data.Csv" }, names.ToHashSet());
        Assert.DoesNotContain(
            names, name => name == "Journy.PowerShell" || name.StartsWith("System.Management.Automation", StringComparison.Ordinal));
    }

    private static bool IsManaged(string path)
    {
        using PEReader image = new(File.OpenRead(path));
        return image.HasMetadata;
    }

    private static IEnumerable<string> References(string path)
    {
        using PEReader image = new(File.OpenRead(path));
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
