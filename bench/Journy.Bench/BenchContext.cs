using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Journy.Bench.Measuring;
using Journy.Bench.Server;
using Journy.Bench.Shell;

namespace Journy.Bench;

/// <summary>What the rows of one run share: a server, a folder, and the table that they fill.</summary>
internal sealed class BenchContext : IDisposable
{
    private BenchContext(BenchOptions options, BareServerProcess server)
    {
        Options = options;
        Server = server;
        Folder = Directory.CreateTempSubdirectory("journy-bench-").FullName;
    }

    public BenchOptions Options { get; }

    public BareServerProcess Server { get; }

    /// <summary>A folder that is deleted at the end.</summary>
    public string Folder { get; }

    public ResultTable Table { get; } = new();

    /// <summary>A key for the bare server, which takes any.</summary>
    public string ApiKey { get; } = "bench-" + Guid.NewGuid().ToString("N");

    /// <summary>The manifest of the staged module.</summary>
    public static string ModuleManifest { get; } = Metadata("ModuleManifest");

    /// <summary>The manifest of a module with nothing in it.</summary>
    public static string EmptyModuleManifest { get; } = Metadata("EmptyModuleManifest");

    public static BenchContext Start(BenchOptions options) => new(options, BareServerProcess.Start());

    /// <summary>Tells whoever waits what is being measured.</summary>
    public static void Say(string what) => Console.Error.WriteLine(what);

    /// <summary>A session of the PowerShell engine in this process, connected to the server.</summary>
    public EngineSession OpenSession()
    {
        EngineSession session = new(ModuleManifest);
        session.Set("key", ApiKey);
        session.Set("uri", Server.Address.AbsoluteUri);
        session.Run("Connect-Journy -ApiKey $key -BaseUri $uri -SkipKeyCheck");
        return session;
    }

    public void Dispose()
    {
        Server.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static string Metadata(string key) =>
        typeof(BenchContext).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value
        ?? throw new InvalidOperationException($"The build left no {key}.");
}
