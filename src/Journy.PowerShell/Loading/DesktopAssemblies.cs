using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;

namespace Journy.Loading;

/// <summary>
/// Finds the libraries that Windows PowerShell lacks in the module's folder <c>desktop</c>, for the module's own assemblies
/// and for those libraries themselves: what other modules ask for is theirs to find.
/// </summary>
internal sealed class DesktopAssemblies
{
    /// <summary>The folder beside the module's assemblies.</summary>
    public const string FolderName = "desktop";

    private readonly string _moduleFolder;
    private readonly Dictionary<string, Shipped> _shipped;
    private readonly ConcurrentDictionary<string, bool> _ownReferences = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Assembly> _loaded = new(StringComparer.OrdinalIgnoreCase);

    public DesktopAssemblies(string moduleFolder)
    {
        _moduleFolder = moduleFolder;
        string folder = Path.Combine(moduleFolder, FolderName);
        _shipped = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.dll")
                .Select(path => new Shipped(path))
                .ToDictionary(file => file.Name.Name, StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, Shipped>();
    }

    /// <summary>The runtime's question, for <see cref="AppDomain.AssemblyResolve"/>.</summary>
    public Assembly? OnAssemblyResolve(object? sender, ResolveEventArgs question) =>
        Resolve(new AssemblyName(question.Name), question.RequestingAssembly);

    /// <summary>The shipped assembly that fits; null where somebody else has to answer.</summary>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="requester">Who asks; null if the runtime does not know: then only what the module itself refers to is answered.</param>
    public Assembly? Resolve(AssemblyName wanted, Assembly? requester) =>
        wanted.Name is not null
        && _shipped.TryGetValue(wanted.Name, out Shipped? file)
        && file.Serves(wanted)
        && (requester is null ? _ownReferences.ContainsKey(wanted.FullName) : IsOwn(requester))
            ? _loaded.GetOrAdd(wanted.Name, _ => Assembly.LoadFile(file.Path))
            : null;

    /// <summary>
    /// Loads what the client needs and looks at what came. Another module's handler may be asked first, and one that ignores
    /// versions hands out its own old copy, which would fail in the middle of a run.
    /// </summary>
    /// <returns>What is wrong; null where all is well.</returns>
    public string? Check()
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        Queue<AssemblyName> wanted = new(typeof(JournyReason).Assembly.GetReferencedAssemblies());
        while (wanted.Count > 0)
        {
            AssemblyName reference = wanted.Dequeue();
            if (!seen.Add(reference.FullName))
            {
                continue;
            }

            _ownReferences.TryAdd(reference.FullName, true);

            Assembly loaded;
            try
            {
                loaded = Assembly.Load(reference);
            }
            catch (Exception exception) when (exception is IOException or BadImageFormatException or NotSupportedException)
            {
                return $"The Journy module cannot load {reference.Name} from its folder '{FolderName}': {exception.Message} "
                    + $"If the module was copied from a download, run: Get-ChildItem '{_moduleFolder}' -Recurse | Unblock-File";
            }

            if (loaded.GetName().Version < reference.Version)
            {
                return $"Another module brought an older {reference.Name} into this session, version {loaded.GetName().Version} where "
                    + $"Journy needs {reference.Version}: {Place(loaded)}. Start a new session and import Journy first.";
            }

            // The framework's own assemblies are its own business.
            foreach (AssemblyName next in loaded.GetReferencedAssemblies().Where(next => _shipped.ContainsKey(next.Name)))
            {
                wanted.Enqueue(next);
            }
        }

        return null;
    }

    private static string Place(Assembly assembly) =>
        assembly.IsDynamic || assembly.Location.Length == 0 ? "it was loaded from memory" : assembly.Location;

    private bool IsOwn(Assembly requester) =>
        _loaded.Values.Contains(requester)
        || (!requester.IsDynamic
            && requester.GetName().Name is "Journy.Client" or "Journy.Import" or "Journy.PowerShell"
            && string.Equals(Path.GetDirectoryName(requester.Location), _moduleFolder, StringComparison.OrdinalIgnoreCase));

    /// <summary>One file of the folder.</summary>
    private sealed class Shipped
    {
        public Shipped(string path)
        {
            Path = path;
            Name = AssemblyName.GetAssemblyName(path);
        }

        public string Path { get; }

        public AssemblyName Name { get; }

        /// <summary>Whether this assembly is the same one in no older version.</summary>
        public bool Serves(AssemblyName wanted) =>
            (wanted.Version is null || wanted.Version <= Name.Version)
            && (wanted.GetPublicKeyToken() ?? Array.Empty<byte>()).SequenceEqual(Name.GetPublicKeyToken() ?? Array.Empty<byte>());
    }
}
