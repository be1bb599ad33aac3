using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Sylvan.Data.Csv;

namespace Journy.Import.Sources;

/// <summary>The library that reads CSV, as an assembly.</summary>
internal static class CsvAssembly
{
    /// <summary>The name that the loader is asked for, with the version that this was built for.</summary>
    public static AssemblyName Needed { get; } =
        typeof(CsvAssembly).Assembly.GetReferencedAssemblies().Single(reference => reference.Name == "Sylvan.Data.Csv");

    /// <summary>Loads the library. The loader's error comes when a method that names its type is compiled, so that this is no part of its
    /// caller. An enumeration needs no other assembly.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Assembly Load() => typeof(CsvStyle).Assembly;
}
