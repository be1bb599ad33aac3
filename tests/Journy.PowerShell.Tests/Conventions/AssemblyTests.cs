using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Conventions;

/// <summary>What the module is made of, and what lies in its folder.</summary>
public sealed class AssemblyTests
{
    private const string Json = "System.Text.Json";
    private const string PowerShellEngine = "System.Management.Automation";

    private static readonly string Folder = Path.GetDirectoryName(Repository.StagedManifest)!;

    private static readonly Assembly[] Own = [ModuleTypes.Module, ModuleTypes.Engine, ModuleTypes.Client];

    public static TheoryData<string> Assemblies => [.. Own.Select(assembly => assembly.GetName().Name!)];

    [Fact]
    public void The_staged_folder_holds_what_the_module_needs_and_nothing_else() => Assert.Equal(
        [
            "Journy.Client.dll", "Journy.Client.pdb", "Journy.Format.ps1xml", "Journy.Import.dll", "Journy.Import.pdb", "Journy.Loaded.ps1",
            "Journy.Loading.psm1",
            "Journy.PowerShell.dll", "Journy.PowerShell.pdb", "Journy.Types.ps1xml", "Journy.Types.psd1", "Journy.psd1", "Journy.spdx.json",
            "LICENSE", "README.md", "Sylvan.Data.Csv.dll", "THIRD-PARTY-NOTICES.txt",
            "desktop/Microsoft.Bcl.AsyncInterfaces.dll", "desktop/System.Buffers.dll", "desktop/System.Memory.dll",
            "desktop/System.Numerics.Vectors.dll", "desktop/System.Runtime.CompilerServices.Unsafe.dll",
            "desktop/System.Text.Encodings.Web.dll", "desktop/System.Text.Json.dll",
            "desktop/System.Threading.Tasks.Extensions.dll", "desktop/System.ValueTuple.dll", "icon.png",
        ],
        Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith("en-US/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_staged_assemblies_are_those_that_the_tests_see(string assembly)
    {
        using PEReader image = new(File.OpenRead(Path.Combine(Folder, assembly + ".dll")));
        MetadataReader metadata = image.GetMetadataReader();
        Assert.Equal(Find(assembly).ManifestModule.ModuleVersionId, metadata.GetGuid(metadata.GetModuleDefinition().Mvid));
    }

    [Fact]
    public void The_manifest_exports_the_cmdlets_by_name_and_nothing_else()
    {
        Hashtable manifest = ReadManifest();
        string[] cmdlets = ModuleTypes.Commands
            .Select(ModuleTypes.CmdletOf)
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}")
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.Equal(cmdlets, Listed(manifest["CmdletsToExport"]).Order(StringComparer.Ordinal));
        Assert.All(["FunctionsToExport", "AliasesToExport", "VariablesToExport"], name => Assert.Empty(Listed(manifest[name])));

        using ShellSession session = new();
        Assert.Equal(
            cmdlets.Select(name => "Cmdlet " + name),
            session.Run("(Get-Module Journy).ExportedCommands.Values | ForEach-Object { \"$($_.CommandType) $($_.Name)\" }")
                .ThrowIfFailed()
                .As<string>()
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_version_is_the_manifests(string assembly)
    {
        string version = (string)ReadManifest()["ModuleVersion"]!;
        Assert.Equal(version, Find(assembly).GetName().Version!.ToString(3));
        Assert.Equal(version, Path.GetFileName(Folder));
    }

    [Fact]
    public void The_client_knows_no_PowerShell_and_one_old_JSON()
    {
        AssemblyName[] references = ModuleTypes.Client.GetReferencedAssemblies();
        Assert.DoesNotContain(references, reference => reference.Name == PowerShellEngine);

        // What PowerShell 7.4 and all later ones bind to their own copy; a newer one fails on 7.4.
        Assert.Equal(new Version(8, 0, 0, 0), references.Single(reference => reference.Name == Json).Version);
    }

    [Fact]
    public void The_engine_knows_no_PowerShell_and_no_JSON() => Assert.Equal(
        ["Journy.Client", "Sylvan.Data.Csv", "netstandard"],
        ModuleTypes.Engine.GetReferencedAssemblies().Select(reference => reference.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void The_module_refers_to_what_lies_beside_it_or_is_in_PowerShell() => Assert.Equal(
        ["Journy.Client", "Journy.Import", PowerShellEngine, "netstandard"],
        ModuleTypes.Module.GetReferencedAssemblies().Select(reference => reference.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void No_type_of_the_module_needs_JSON_to_load()
    {
        // Windows PowerShell looks at every type of a module before any of its code could help to find an assembly.
        HashSet<Type> needed = [];
        foreach (Type type in ModuleTypes.Module.GetTypes())
        {
            AddNeeded(type, needed);
        }

        Assert.All(Own, assembly => Assert.Contains(needed, type => type.Assembly == assembly));
        Assert.DoesNotContain(needed, type => type.Assembly.GetName().Name == Json);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Classes_are_sealed_unless_they_are_made_to_be_derived_from(string assembly) =>
        Assert.DoesNotContain(ModuleTypes.Written(Find(assembly)), type => type.IsClass && !type.IsSealed && !type.IsAbstract);

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Names_say_what_a_class_does(string assembly) => Assert.All(
        ModuleTypes.Written(Find(assembly)), type => Assert.DoesNotMatch("(Utils?|Utilit(y|ies)|Helpers?|Managers?)$", type.Name));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void What_reaches_the_pipeline_cannot_be_changed_there(string assembly) => Assert.All(
        ModuleTypes.Written(Find(assembly))
            .Where(type => type.IsPublic && !typeof(Cmdlet).IsAssignableFrom(type))
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)),
        property => Assert.False(property.SetMethod?.IsPublic ?? false, $"{property.DeclaringType}.{property.Name} can be set."));

    private static Assembly Find(string name) => Own.Single(assembly => assembly.GetName().Name == name);

    private static IEnumerable<string> Listed(object? value) => value is object[] list ? list.Cast<string>() : [(string)value!];

    private static Hashtable ReadManifest()
    {
        ScriptBlockAst script = Parser.ParseFile(Repository.StagedManifest, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return (Hashtable)script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue();
    }

    /// <summary>
    /// Adds what the runtime loads along with a type: its base, its interfaces, and its fields, those of structs all the way down.
    /// </summary>
    private static void AddNeeded(Type type, HashSet<Type> needed)
    {
        if (type.IsGenericParameter || !needed.Add(type))
        {
            return;
        }

        List<Type> next = [.. type.GetInterfaces()];
        if (type.BaseType is not null)
        {
            next.Add(type.BaseType);
        }

        if (type.IsGenericType)
        {
            next.AddRange(type.GetGenericArguments());
        }

        if (type.Assembly == ModuleTypes.Module || (type.IsValueType && Own.Contains(type.Assembly)))
        {
            next.AddRange(type
                .GetFields(
                    BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Select(field => field.FieldType));
        }

        next.ForEach(other => AddNeeded(other, needed));
    }
}
