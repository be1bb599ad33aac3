using System.IO;
using System.Linq;
using System.Reflection;

namespace Journy.Samples.Quickstart;

/// <summary>Where the build says that the sample's parts are.</summary>
internal static class SamplePaths
{
    /// <summary>Gets the folder of the repository.</summary>
    internal static string Root { get; } = Read("RepositoryRoot");

    /// <summary>Gets the manifest of the module that the build staged.</summary>
    internal static string ModuleManifest { get; } = Read("ModuleManifest");

    /// <summary>Gets the script that a user could run as well.</summary>
    internal static string Script { get; } = Path.Combine(Root, "samples", "import-users.ps1");

    /// <summary>Gets the folder for the rows that failed, which is one that the repository ignores.</summary>
    internal static string Outcomes { get; } = Path.Combine(Root, "out", "quickstart");

    private static string Read(string key) => typeof(SamplePaths).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
