using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Package;

/// <summary>What users get.</summary>
public sealed class PackageTests(PackedModule packed) : IAsyncLifetime
{
    // What every package has for its readers, and no installer unpacks.
    private static readonly string[] Envelope = ["Journy.nuspec", "[Content_Types].xml", "_rels/.rels"];

    // Only once it is packed is there a release build.
    private static Dictionary<string, byte[]> Staged => Directory
        .EnumerateFiles(Repository.ReleaseModule, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(Repository.ReleaseModule, path).Replace('\\', '/'), File.ReadAllBytes);

    public async ValueTask InitializeAsync() => await packed.ReadyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void The_package_is_the_staged_module_and_nothing_else()
    {
        Dictionary<string, byte[]> files = packed.Files(PackedModule.PackageName)
            .Where(file => !Envelope.Contains(file.Key) && !file.Key.StartsWith("package/", StringComparison.Ordinal))
            .ToDictionary();
        AssertStaged(files);
    }

    [Fact]
    public void The_tests_have_a_module_of_their_own_that_packing_leaves_alone()
    {
        string configuration = typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        Assert.Equal(configuration == "Release", Path.GetDirectoryName(Repository.StagedManifest) == Repository.ReleaseModule);
    }

    [Fact]
    public void The_zip_is_the_staged_module_in_its_folder() => AssertStaged(
        packed.Files(PackedModule.ZipName).ToDictionary(file => Regex.Replace(file.Key, $"^Journy/{Regex.Escape(PackedModule.Version)}/", string.Empty), file => file.Value));

    [Fact]
    public void The_same_files_give_the_same_package() =>
        Assert.True(packed.Bytes(PackedModule.PackageName).AsSpan().SequenceEqual(packed.Bytes(PackedModule.PackageName, second: true)));

    [Fact]
    public void The_same_files_give_the_same_zip() =>
        Assert.True(packed.Bytes(PackedModule.ZipName).AsSpan().SequenceEqual(packed.Bytes(PackedModule.ZipName, second: true)));

    [Fact]
    public void The_manifest_and_the_package_say_the_same()
    {
        Hashtable manifest = (Hashtable)Parser.ParseFile(Path.Combine(Repository.ReleaseModule, "Journy.psd1"), out _, out _)
            .Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue();
        Hashtable data = (Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!;
        using MemoryStream text = new(packed.Files(PackedModule.PackageName)["Journy.nuspec"]);
        XElement nuspec = XDocument.Load(text).Root!;
        string Of(string name) => nuspec.Descendants().Single(element => element.Name.LocalName == name).Value;

        Assert.Equal(("Journy", (string)manifest["ModuleVersion"]!), (Of("id"), Of("version")));
        Assert.Equal((string)manifest["Description"]!, Of("description"));
        Assert.Equal((string)data["ProjectUri"]!, Of("projectUrl"));
        Assert.Equal(("MIT", "https://spdx.org/licenses/MIT.html"), (Of("license"), (string)data["LicenseUri"]!));

        // By these PSResourceGet and PowerShellGet find a module and its commands.
        string[] commands = [.. ((object[])manifest["CmdletsToExport"]!).Cast<string>()];
        Assert.Equal(
            ((object[])data["Tags"]!).Cast<string>().Concat(["PSModule", "PSIncludes_Cmdlet"])
                .Concat(commands.SelectMany(command => new[] { "PSCmdlet_" + command, "PSCommand_" + command })),
            Of("tags").Split(' '));
        Assert.True(Of("tags").Length <= 4000, "The PowerShell Gallery takes no more.");

        string changes = Regex.Match(
            File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")).ReplaceLineEndings("\n"),
            $@"(?s)\n## {Regex.Escape(PackedModule.Version)}\n\n(.*?)\n*($|\n## )").Groups[1].Value;
        Assert.NotEmpty(changes);
        Assert.Equal((changes, changes), (((string)data["ReleaseNotes"]!).ReplaceLineEndings("\n"), Of("releaseNotes").ReplaceLineEndings("\n")));
    }

    private static void AssertStaged(Dictionary<string, byte[]> files)
    {
        Dictionary<string, byte[]> staged = Staged;
        Assert.Equal(staged.Keys.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        Assert.All(staged, file => Assert.True(file.Value.AsSpan().SequenceEqual(files[file.Key]), $"{file.Key} differs."));
    }
}
