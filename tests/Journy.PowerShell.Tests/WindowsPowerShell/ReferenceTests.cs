using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Journy.Tests.Engine;
using Mono.Cecil;
using Xunit;

namespace Journy.Tests.WindowsPowerShell;

/// <summary>What the module's files refer to, held against what Windows PowerShell has.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string> DesktopNames => [.. ShippedAssemblies.DesktopNames];

    [Fact]
    public void Everything_that_is_referred_to_is_in_the_framework_the_engine_or_the_module()
    {
        using ShippedAssemblies shipped = new();
        Assert.True(shipped.All.Sum(assembly => assembly.MainModule.GetMemberReferences().Count()) > 2000);
        Assert.Empty(shipped.FindMissing());
    }

    [Theory]
    [MemberData(nameof(DesktopNames))]
    public void Each_library_for_Windows_PowerShell_is_needed(string name)
    {
        using ShippedAssemblies shipped = new(name);
        Assert.Contains(shipped.FindMissing(), missing => missing.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_referred_to_is_looked_at_member_by_member()
    {
        using ShippedAssemblies shipped = new();
        ModuleDefinition client = shipped.InModule("Journy.Client").MainModule;
        MemberReference write =
            client.GetMemberReferences().First(member => member.DeclaringType.Name == "Utf8JsonWriter" && member.Name == "WriteNullValue");
        write.Name = "WriteNullValues";
        Assert.Equal(
            ["Journy.Client.dll: System.Void System.Text.Json.Utf8JsonWriter::WriteNullValues() in System.Text.Json"],
            shipped.FindMissing());
    }

    [Fact]
    public void No_type_of_the_root_module_needs_a_library_for_Windows_PowerShell_to_load()
    {
        using ShippedAssemblies shipped = new();
        AssemblyDefinition module = shipped.InModule("Journy.PowerShell");
        Assert.Empty(module.MainModule.AssemblyReferences.Select(reference => reference.Name).Intersect(ShippedAssemblies.DesktopNames));

        HashSet<string> places = [];
        HashSet<string> seen = [];
        foreach (TypeDefinition type in module.MainModule.GetTypes())
        {
            AddPlaces(type, seen, places);
        }

        Assert.Contains("Journy.Client", places);
        Assert.Contains("Journy.Import", places);
        Assert.Empty(places.Intersect(ShippedAssemblies.DesktopNames));
    }

    [Fact]
    public void Every_library_of_others_is_named_with_its_licence()
    {
        string notices = File.ReadAllText(Path.Combine(ShippedAssemblies.ModuleFolder, "THIRD-PARTY-NOTICES.txt"));
        string[] named =
        [
            .. notices.ReplaceLineEndings("\n")
                .Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.EndsWith(".dll", StringComparison.Ordinal))
        ];
        Assert.Equal(
            ShippedAssemblies.DesktopNames.Append("Sylvan.Data.Csv").Select(name => name + ".dll").Order(StringComparer.Ordinal),
            named.Order(StringComparer.Ordinal));
        string sylvan = File.ReadLines(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Single(line => line.Contains("Sylvan.Data.Csv", StringComparison.Ordinal));
        Assert.Contains($"Sylvan.Data.Csv {sylvan.Split('"')[3]},", notices, StringComparison.Ordinal);
    }

    /// <summary>
    /// Adds where everything is that is loaded along with a type: its base, its interfaces, its generic arguments and, where its
    /// layout has to be known, the types of its fields.
    /// </summary>
    private static void AddPlaces(TypeReference? reference, HashSet<string> seen, HashSet<string> places)
    {
        if (reference is null or GenericParameter || !seen.Add(reference.FullName))
        {
            return;
        }

        if (reference is TypeSpecification specification)
        {
            AddPlaces(specification.ElementType, seen, places);
            foreach (TypeReference argument in (reference as GenericInstanceType)?.GenericArguments ?? [])
            {
                AddPlaces(argument, seen, places);
            }

            return;
        }

        TypeDefinition type = reference.Resolve();
        places.Add(type.Module.Assembly.Name.Name);
        if (!type.Module.Assembly.Name.Name.StartsWith("Journy.", StringComparison.Ordinal))
        {
            return;
        }

        AddPlaces(type.BaseType, seen, places);
        foreach (InterfaceImplementation implemented in type.Interfaces)
        {
            AddPlaces(implemented.InterfaceType, seen, places);
        }

        foreach (FieldDefinition field in type.Fields)
        {
            // A field of a class's type in another assembly is a pointer, whatever that class is made of.
            if (type.Module.Assembly.Name.Name == "Journy.PowerShell" || type.IsValueType || field.FieldType.IsValueType)
            {
                AddPlaces(field.FieldType, seen, places);
            }
        }
    }
}
