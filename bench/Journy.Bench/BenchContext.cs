using System;
using System.Collections.Generic;
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
    private readonly Dictionary<ServerKind, ServerProcess> _servers = [];

    public BenchContext(BenchOptions options)
    {
        Options = options;
        Folder = Directory.CreateTempSubdirectory("journy-bench-").FullName;
    }

    public BenchOptions Options { get; }

    /// <summary>A folder that is deleted at the end.</summary>
    public string Folder { get; }

    public ResultTable Table { get; } = new();

    /// <summary>The manifest of the staged module.</summary>
    public static string ModuleManifest { get; } = Metadata("ModuleManifest");

    /// <summary>The manifest of a module with nothing in it.</summary>
    public static string EmptyModuleManifest { get; } = Metadata("EmptyModuleManifest");

    /// <summary>The folder of PowerShell as a .NET tool, which the restore has fetched.</summary>
    public static string PowerShellTool { get; } = Metadata("PowerShellTool");

    /// <summary>A server, started when it is first asked for.</summary>
    public ServerProcess Server(ServerKind kind)
    {
        if (!_servers.TryGetValue(kind, out ServerProcess? server))
        {
            server = ServerProcess.Start(kind);
            _servers.Add(kind, server);
        }

        return server;
    }

    /// <summary>Tells whoever waits what is being measured.</summary>
    public static void Say(string what) => Console.Error.WriteLine(what);

    /// <summary>A session of the PowerShell engine in this process, connected to a server.</summary>
    public static EngineSession OpenSession(ServerProcess server)
    {
        EngineSession session = new(ModuleManifest);
        session.Set("key", server.ApiKey);
        session.Set("uri", server.Address.AbsoluteUri);
        session.Run("Connect-Journy -ApiKey $key -BaseUri $uri -SkipKeyCheck");
        return session;
    }

    public void Dispose()
    {
        foreach (ServerProcess server in _servers.Values)
        {
            server.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private static string Metadata(string key) =>
        typeof(BenchContext).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value
        ?? throw new InvalidOperationException($"The build left no {key}.");
}
