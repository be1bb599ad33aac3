using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Journy.Tests.Engine;
using Mono.Cecil;

namespace Journy.Tests.WindowsPowerShell;

/// <summary>
/// The staged module as the loader of .NET Framework 4.7.2 sees it: every name is found in the framework, in the folder
/// <c>desktop</c>, beside the module or in Windows PowerShell's engine, and only in a version that is new enough.
/// </summary>
internal sealed class ShippedAssemblies : IAssemblyResolver
{
    private static readonly string Framework = Repository.Metadata("NetFrameworkPath");
    private static readonly string Engine = Repository.Metadata("WindowsPowerShellPath");

    private readonly Dictionary<string, AssemblyDefinition?> _read = [];
    private readonly string[] _without;

    public ShippedAssemblies(params string[] without) => _without = without;

    public static string ModuleFolder { get; } = Path.GetDirectoryName(Repository.StagedManifest)!;

    public static string DesktopFolder { get; } = Path.Combine(ModuleFolder, "desktop");

    public static IReadOnlyList<string> DesktopNames { get; } =
        [
            .. Directory.GetFiles(DesktopFolder, "*.dll")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal)
        ];

    /// <summary>Every assembly that a user gets.</summary>
    public IEnumerable<AssemblyDefinition> All => Directory.GetFiles(ModuleFolder, "*.dll")
        .Concat(Directory.GetFiles(DesktopFolder, "*.dll"))
        .Where(path => !_without.Contains(Path.GetFileNameWithoutExtension(path)))
        .Select(path => Read(path)!);

    /// <summary>One of the assemblies beside the manifest.</summary>
    public AssemblyDefinition InModule(string name) => Read(Path.Combine(ModuleFolder, name + ".dll"))!;

    /// <summary>Every name in every shipped assembly that would not be found.</summary>
    public IReadOnlyList<string> FindMissing()
    {
        List<string> missing = [];
        foreach (ModuleDefinition module in All.Select(assembly => assembly.MainModule))
        {
            missing.AddRange(module.AssemblyReferences
                .Where(reference => Find(reference) is null)
                .Select(reference => $"{module.Name}: {reference.FullName}"));
            missing.AddRange(module.GetTypeReferences()
                .Where(type => TryResolve(type.Resolve) is null)
                .Select(type => $"{module.Name}: {type.FullName} in {type.Scope.Name}"));
            missing.AddRange(module.GetMemberReferences()
                .Where(member => member.DeclaringType is not ArrayType && TryResolve(member.Resolve) is null)
                .Select(member => $"{module.Name}: {member.FullName} in {member.DeclaringType.Scope.Name}"));
        }

        return missing;
    }

    public AssemblyDefinition Resolve(AssemblyNameReference name) => Find(name) ?? throw new AssemblyResolutionException(name);

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose()
    {
        foreach (AssemblyDefinition? assembly in _read.Values)
        {
            assembly?.Dispose();
        }
    }

    private static TFound? TryResolve<TFound>(Func<TFound?> resolve)
        where TFound : class
    {
        try
        {
            return resolve();
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    private AssemblyDefinition? Find(AssemblyNameReference name)
    {
        string file = name.Name + ".dll";
        IEnumerable<string> places =
            [Path.Combine(Framework, file), Path.Combine(Framework, "Facades", file), Path.Combine(ModuleFolder, file)];
        if (name.Name == "System.Management.Automation")
        {
            places = [Engine];
        }
        else if (!_without.Contains(name.Name))
        {
            places = places.Append(Path.Combine(DesktopFolder, file));
        }

        return places
            .Select(Read)
            .FirstOrDefault(assembly => assembly is not null
                && assembly.Name.Version >= name.Version
                && assembly.Name.PublicKeyToken.SequenceEqual(name.PublicKeyToken));
    }

    private AssemblyDefinition? Read(string path)
    {
        if (!_read.TryGetValue(path, out AssemblyDefinition? assembly))
        {
            assembly = File.Exists(path) ? AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = this }) : null;
            _read.Add(path, assembly);
        }

        return assembly;
    }
}
