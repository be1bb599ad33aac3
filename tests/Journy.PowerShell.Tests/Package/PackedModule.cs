using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Journy.Tests.Samples;
using Xunit;

namespace Journy.Tests.Package;

/// <summary>The package and the zip, made twice by the documented command out of what is built.</summary>
public sealed class PackedModule : IAsyncLifetime
{
    // Far more than it takes, on a machine that has much else to do.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private readonly TempFolder _first = new();
    private readonly TempFolder _second = new();

    public static string Version { get; } = Path.GetFileName(Path.GetDirectoryName(Repository.StagedManifest)!);

    public string Folder => _first.Path;

    public static string PackageName => $"Journy.{Version}.nupkg";

    public static string ZipName => $"Journy.{Version}.zip";

    public async ValueTask InitializeAsync()
    {
        await PackAsync(_first);
        await PackAsync(_second);
    }

    public ValueTask DisposeAsync()
    {
        _first.Dispose();
        _second.Dispose();
        return ValueTask.CompletedTask;
    }

    public byte[] Bytes(string name, bool second = false) => File.ReadAllBytes((second ? _second : _first).File(name));

    /// <summary>Every file of an archive, by its name in it.</summary>
    public Dictionary<string, byte[]> Files(string archive)
    {
        using ZipArchive zip = ZipFile.OpenRead(_first.File(archive));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using Stream content = entry.Open();
            using MemoryStream bytes = new();
            content.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    private static async Task PackAsync(TempFolder folder)
    {
        string configuration = typeof(PackedModule).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        ProcessRun run = await ProcessRun.OfAsync(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                "pack", Path.Combine(Repository.Root, "src", "Journy.PowerShell"), "--no-build", "--configuration", configuration,
                "--output", folder.Path, "-m:1", "-nodeReuse:false",
            ],
            new Dictionary<string, string?> { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDUSESERVER"] = "0" },
            TestContext.Current.CancellationToken,
            Longest);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
    }
}
