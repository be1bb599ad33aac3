using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Journy.Tests.Package;
using Journy.Tests.Samples;
using Xunit;

[assembly: AssemblyFixture(typeof(PackedModule))]

namespace Journy.Tests.Package;

/// <summary>
/// The package and the zip of a release, made twice by the documented command once a test asks for them, and the package of a
/// version before.
/// </summary>
public sealed class PackedModule : IDisposable
{
    /// <summary>Older than any that there is.</summary>
    public const string EarlierVersion = "0.0.1";

    // Far more than it takes, on a machine that has much else to do.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly TempFolder _first = new();
    private readonly TempFolder _second = new();
    private readonly Lazy<Task> _made;

    public PackedModule() => _made = new Lazy<Task>(MakeAsync);

    public static string Version { get; } = Path.GetFileName(Repository.ReleaseModule);

    /// <summary>A repository of both versions, as a company's own is.</summary>
    public string Folder => _first.Path;

    /// <summary>What the first packing said.</summary>
    public string Output { get; private set; } = string.Empty;

    public static string PackageName => $"Journy.{Version}.nupkg";

    public static string ZipName => $"Journy.{Version}.zip";

    /// <summary>Ends when all of it is there.</summary>
    public Task ReadyAsync() => _made.Value;

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    public byte[] Bytes(string name, bool second = false) => File.ReadAllBytes((second ? _second : _first).File(name));

    /// <summary>Every file of an archive, by its name in it.</summary>
    public Dictionary<string, byte[]> Files(string archive)
    {
        using ZipArchive zip = ZipFile.OpenRead(_first.File(archive));
        return zip.Entries.ToDictionary(entry => entry.FullName, ContentOf);
    }

    private static byte[] ContentOf(ZipArchiveEntry entry)
    {
        using Stream content = entry.Open();
        using MemoryStream bytes = new();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private async Task MakeAsync()
    {
        // The restore that built the tests is that of a release too.
        Output = await PackAsync(_first, "--no-restore");
        await PackAsync(_second, "--no-build");
        WriteEarlierPackage();
    }

    private static async Task<string> PackAsync(TempFolder folder, string built)
    {
        ProcessRun run = await ProcessRun.OfAsync(
            Repository.DotNet,
            [
                "pack", Path.Combine(Repository.Root, "src", "Journy.PowerShell"), built, "--configuration", "Release",
                "--output", folder.Path, "-m:1", "-nodeReuse:false",
            ],
            new Dictionary<string, string?> { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDUSESERVER"] = "0" },
            TestContext.Current.CancellationToken,
            Longest);
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        return run.Output + run.Errors;
    }

    /// <summary>The same files, under an earlier version's number.</summary>
    private void WriteEarlierPackage()
    {
        using ZipArchive source = ZipFile.OpenRead(_first.File(PackageName));
        using ZipArchive earlier = ZipFile.Open(_first.File($"Journy.{EarlierVersion}.nupkg"), ZipArchiveMode.Create);
        foreach (ZipArchiveEntry entry in source.Entries)
        {
            byte[] content = ContentOf(entry);
            if (entry.FullName is "Journy.nuspec" or "Journy.psd1")
            {
                string text = Encoding.UTF8.GetString(content);
                content = Encoding.UTF8.GetBytes(text
                    .Replace($"<version>{Version}</version>", $"<version>{EarlierVersion}</version>", StringComparison.Ordinal)
                    .Replace(
                        $"ModuleVersion        = '{Version}'", $"ModuleVersion        = '{EarlierVersion}'", StringComparison.Ordinal));
                Assert.Contains(EarlierVersion, Encoding.UTF8.GetString(content), StringComparison.Ordinal);
            }

            using Stream target = earlier.CreateEntry(entry.FullName).Open();
            target.Write(content);
        }
    }
}
