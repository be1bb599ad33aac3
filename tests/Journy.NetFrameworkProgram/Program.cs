using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace Journy.NetFrameworkProgram;

/// <summary>
/// Loads the staged module as Windows PowerShell does and drives its client. Takes the module's folder, the address of an
/// emulator and, where another module is to be in the way, that one's folder; the key is in the environment. Prints what it saw,
/// a line each; the test decides.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        string folder = arguments[0];
        Uri address = new(arguments[1]);
        AppDomain.CurrentDomain.AssemblyResolve += (_, question) => ResolveClient(folder, question);
        if (arguments.Length > 2)
        {
            // As many modules do: whoever asks and for which version, here is mine.
            AppDomain.CurrentDomain.AssemblyResolve += (_, question) => FindIn(arguments[2], question);
        }

        try
        {
            Assembly module = Assembly.LoadFrom(Path.Combine(folder, "Journy.PowerShell.dll"));

            // Windows PowerShell looks at every type before any code of the module runs.
            Console.WriteLine($"types {module.GetTypes().Length > 0}");
            ShowLoaded("before import");
            Type initializer = module.GetExportedTypes().Single(typeof(IModuleAssemblyInitializer).IsAssignableFrom);
            ((IModuleAssemblyInitializer)Activator.CreateInstance(initializer)).OnImport();
            ((IModuleAssemblyInitializer)Activator.CreateInstance(initializer)).OnImport();
            ShowLoaded("after import");
            ClientRun.RunAsync(address, Environment.GetEnvironmentVariable("JOURNY_API_KEY")!, Console.Out).GetAwaiter().GetResult();
            return 0;
        }
        catch (ReflectionTypeLoadException exception)
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, exception.LoaderExceptions.Select(one => one.Message).Distinct()));
            return 1;
        }
        catch (FileLoadException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static Assembly? FindIn(string folder, ResolveEventArgs question)
    {
        string path = Path.Combine(folder, new AssemblyName(question.Name).Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFile(path) : null;
    }

    /// <summary>For this program's own use of the client; what the client needs is for the module to find.</summary>
    private static Assembly? ResolveClient(string folder, ResolveEventArgs question) =>
        new AssemblyName(question.Name).Name == "Journy.Client" ? Assembly.LoadFrom(Path.Combine(folder, "Journy.Client.dll")) : null;

    /// <summary>Lists what is loaded out of the folder for Windows PowerShell.</summary>
    private static void ShowLoaded(string when) => Console.WriteLine($"{when}: " + string.Join(" ", AppDomain.CurrentDomain.GetAssemblies()
        .Where(assembly => Path.GetFileName(Path.GetDirectoryName(assembly.Location)) == "desktop")
        .Select(assembly => assembly.GetName().Name)
        .OrderBy(name => name, StringComparer.Ordinal)));
}
