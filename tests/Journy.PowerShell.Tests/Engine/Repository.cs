using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Journy.Tests.Engine;

/// <summary>Where things are, as the build knew it.</summary>
internal static class Repository
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Path.GetFullPath(Metadata("RepositoryPath"));

    /// <summary>The manifest of the staged module.</summary>
    public static string StagedManifest { get; } = Path.Combine(Path.GetFullPath(Metadata("StagedModulePath")), "Journy.psd1");

    /// <summary>The import host, which <c>dotnet</c> runs.</summary>
    public static string ImportHost { get; } = Path.GetFullPath(Metadata("ImportHostPath"));

    /// <summary>The folder that holds the staged module, as PSModulePath takes it.</summary>
    public static string StagedModules { get; } = Path.GetFullPath(
        Path.Combine(Path.GetFullPath(Metadata("StagedModulePath")), "..", ".."));

    /// <summary>The folder of the release build's module, which is what a package is made of.</summary>
    public static string ReleaseModule { get; } = Path.Combine(
        Root, "out", "Journy", Path.GetFileName(Path.GetDirectoryName(StagedManifest)!));

    /// <summary>Where NuGet keeps its packages.</summary>
    public static string NuGetPackages { get; } = Path.GetFullPath(Metadata("NuGetPackagePath"));

    /// <summary>The program that runs DLLs.</summary>
    public static string DotNet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>What the build wrote down under a name.</summary>
    public static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value
        ?? throw new InvalidOperationException($"The build left no {key}.");
}
