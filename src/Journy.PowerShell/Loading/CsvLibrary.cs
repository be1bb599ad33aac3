using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Journy.Import.Sources;

namespace Journy.Loading;

/// <summary>
/// Sylvan.Data.Csv beside other modules. .NET has room for one assembly of a name: where another module brought an older one first,
/// the loader refuses ours. PowerShell 7 then gets ours in a place of its own; elsewhere the conflict is told as what it is.
/// </summary>
internal static class CsvLibrary
{
    private static readonly AssemblyName Needed = CsvAssembly.Needed;

    private static string Name => Needed.Name!;

    /// <summary>
    /// Answers the runtime where it finds an older one. .NET Framework has no load contexts, and PowerShell Standard does not know them,
    /// hence by name.
    /// </summary>
    public static void UseOwn()
    {
        Type? context = Type.GetType("System.Runtime.Loader.AssemblyLoadContext");
        EventInfo? resolving = context?.GetEvent("Resolving");
        if (resolving is not null)
        {
            Func<object, AssemblyName, Assembly?> answer = (_, wanted) => Resolve(wanted);
            resolving.AddEventHandler(
                context!.GetProperty("Default")!.GetValue(null),
                Delegate.CreateDelegate(resolving.EventHandlerType!, answer.Target, answer.Method));
        }
    }

    /// <summary>Loads the library and looks at what came.</summary>
    /// <returns>What is wrong; null if all is well.</returns>
    public static string? Check()
    {
        try
        {
            return Describe(CsvAssembly.Load());
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException or TypeLoadException)
        {
            return Describe(Other()) ?? $"The Journy module cannot load {Name}, with which it reads CSV files: {exception.Message}";
        }
    }

    // Only where an older one is in the way; otherwise the runtime finds ours by itself.
    private static Assembly? Resolve(AssemblyName wanted) =>
        wanted.Name == Name && wanted.Version == Needed.Version && Other() is not null
            ? Assembly.LoadFile(Path.Combine(Path.GetDirectoryName(typeof(CsvLibrary).Assembly.Location)!, Name + ".dll"))
            : null;

    private static Assembly? Other() =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly =>
            assembly.GetName() is { } name && name.Name == Name && name.Version < Needed.Version);

    private static string? Describe(Assembly? found) => found is null || found.GetName().Version >= Needed.Version
        ? null
        : $"Another module brought an older {Name} into this session, version {found.GetName().Version} where Journy needs "
            + $"{Needed.Version}: {found.Location}. Start a new session and import Journy first.";
}
