using System;
using System.IO;
using System.Management.Automation;
using Journy.Api;
using Journy.Connections;

namespace Journy.Loading;

/// <summary>
/// Runs when the module is imported: refuses a PowerShell that the module does not work in, and makes Windows PowerShell find
/// what it lacks. Public because PowerShell looks for it by its interface.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly object Gate = new();
    private static DesktopAssemblies? _desktop;
    private static bool _usesOwnCsvLibrary;

    /// <inheritdoc/>
    public void OnImport()
    {
        LoadedVersion.Announce();
        string? refusal = HostVersion.Refuse(typeof(PSObject).Assembly.GetName().Version);
        if (refusal is not null)
        {
            throw new NotSupportedException(refusal);
        }

        if (NetFramework.IsUsed)
        {
            UseDesktopAssemblies();
        }
        else
        {
            UseOwnCsvLibrary();
        }
    }

    private static void UseOwnCsvLibrary()
    {
        lock (Gate)
        {
            if (!_usesOwnCsvLibrary)
            {
                CsvLibrary.UseOwn();
                _usesOwnCsvLibrary = true;
            }
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => ConnectionStore.ForgetRunspace();

    private static void UseDesktopAssemblies()
    {
        lock (Gate)
        {
            if (_desktop is null)
            {
                // One handler for good: a module that was removed may still have calls under way, and its assemblies stay loaded.
                _desktop = new DesktopAssemblies(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!);
                AppDomain.CurrentDomain.AssemblyResolve += _desktop.OnAssemblyResolve;
            }

            string? problem = _desktop.Check() ?? CsvLibrary.Check();
            if (problem is not null)
            {
                throw new FileLoadException(problem);
            }
        }
    }
}
