using System;
using System.Buffers.Binary;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using System.Xml.Linq;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Journy.Tests.Samples;
using Xunit;

namespace Journy.Tests.Package;

/// <summary>What users get.</summary>
public sealed class PackageTests(PackedModule packed) : IAsyncLifetime
{
    // What every package has for its readers, and no installer unpacks.
    private static readonly string[] Envelope = ["Journy.nuspec", "[Content_Types].xml", "_rels/.rels"];

    private static string Configuration =>
        typeof(PackageTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

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
    public void The_tests_have_a_module_of_their_own_that_packing_leaves_alone() =>
        Assert.Equal(Configuration == "Release", Path.GetDirectoryName(Repository.StagedManifest) == Repository.ReleaseModule);

    [Fact]
    public void The_zip_is_the_staged_module_in_its_folder() => AssertStaged(
        packed.Files(PackedModule.ZipName)
            .ToDictionary(
                file => Regex.Replace(file.Key, $"^Journy/{Regex.Escape(PackedModule.Version)}/", string.Empty), file => file.Value));

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
            ((object[])data["Tags"]!).Cast<string>().Append("PSModule").Order(StringComparer.Ordinal),
            Of("tags").Split(' ').Order(StringComparer.Ordinal));
        Assert.Equal(
            commands.SelectMany(command => new[] { "PSCmdlet_" + command, "PSCommand_" + command })
                .Append("PSIncludes_Cmdlet")
                .Order(StringComparer.Ordinal),
            ((object[])data["Tags"]!).Cast<string>()
                .Where(tag => tag.Contains('_', StringComparison.Ordinal) && !tag.StartsWith("PSEdition_", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.True(Of("tags").Length <= 4000, "The PowerShell Gallery takes no more.");

        string changes = Regex.Match(
            File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")).ReplaceLineEndings("\n"),
            $@"(?s)\n## {Regex.Escape(PackedModule.Version)}\n\n(.*?)\n*($|\n## )").Groups[1].Value;
        Assert.NotEmpty(changes);
        Assert.Equal(
            (changes, changes), (((string)data["ReleaseNotes"]!).ReplaceLineEndings("\n"), Of("releaseNotes").ReplaceLineEndings("\n")));
    }

    [Fact]
    public void The_package_shows_its_readme_and_its_icon()
    {
        Dictionary<string, byte[]> files = packed.Files(PackedModule.PackageName);
        using MemoryStream text = new(files["Journy.nuspec"]);
        XElement nuspec = XDocument.Load(text).Root!;
        string Of(string name) => nuspec.Descendants().Single(element => element.Name.LocalName == name).Value;

        Assert.StartsWith("# Journy\n", Encoding.UTF8.GetString(files[Of("readme")]).ReplaceLineEndings("\n"), StringComparison.Ordinal);

        // A square PNG: the signature, then width and height.
        byte[] icon = files[Of("icon")];
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], icon[..4]);
        Assert.Equal(
            (128, 128), (BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20))));
        Assert.DoesNotContain("warning", packed.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_bill_of_materials_names_every_library_of_others_as_it_is()
    {
        Dictionary<string, byte[]> files = packed.Files(PackedModule.PackageName);
        using JsonDocument bill = JsonDocument.Parse(files["Journy.spdx.json"]);
        JsonElement root = bill.RootElement;
        Assert.Equal(
            ("SPDX-2.3", "CC0-1.0", "SPDXRef-DOCUMENT"), (Text(root, "spdxVersion"), Text(root, "dataLicense"), Text(root, "SPDXID")));
        Assert.True(DateTimeOffset.TryParseExact(
            Text(root.GetProperty("creationInfo"), "created"),
            "yyyy-MM-ddTHH:mm:ssZ",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out _));

        JsonElement[] packages = [.. root.GetProperty("packages").EnumerateArray()];
        Assert.All(packages, package => Assert.Matches("^SPDXRef-[A-Za-z0-9.-]+$", Text(package, "SPDXID")));
        Assert.Equal(PackedModule.Version, Text(packages.Single(package => Text(package, "name") == "Journy"), "versionInfo"));

        // By content: every library that is not ours.
        Assert.Equal(
            files.Where(
                file => file.Key.EndsWith(".dll", StringComparison.Ordinal) && !file.Key.StartsWith("Journy.", StringComparison.Ordinal))
                .Select(file => Convert.ToHexStringLower(SHA256.HashData(file.Value))).Order(StringComparer.Ordinal),
            packages.Where(package => package.TryGetProperty("checksums", out _))
                .Select(package => Text(package.GetProperty("checksums")[0], "checksumValue").ToLowerInvariant())
                .Order(StringComparer.Ordinal));
        Assert.All(packages.Where(package => Text(package, "name") != "Journy"), package =>
        {
            Assert.Equal(
                $"pkg:nuget/{Text(package, "name")}@{Text(package, "versionInfo")}",
                Text(package.GetProperty("externalRefs")[0], "referenceLocator"));
            Assert.Matches(@"^\d+\.\d+\.\d+", Text(package, "versionInfo"));
        });

        // Every element is reached.
        Assert.Equal(
            packages.Select(package => Text(package, "SPDXID")).Order(StringComparer.Ordinal),
            root.GetProperty("relationships")
                .EnumerateArray()
                .Select(relation => Text(relation, "relatedSpdxElement"))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_build_on_GitHub_leads_from_the_help_of_a_cmdlet_to_its_page()
    {
        using TempFolder folder = new();
        ProcessRun run = await ProcessRun.OfAsync(
            Repository.DotNet,
            [
                "msbuild",
                Path.Combine(Repository.Root, "src", "Journy.PowerShell"),
                "-t:MakePackageText",
                "-p:Configuration=" + Configuration,
                "-nodeReuse:false",
                "-p:GITHUB_SERVER_URL=https://github.example",
                "-p:GITHUB_REPOSITORY=owner/name",
                "-p:IntermediateOutputPath=" + Path.GetRelativePath(Path.Combine(Repository.Root, "src", "Journy.PowerShell"), folder.Path)
                + "/",
            ],
            new Dictionary<string, string?> { ["MSBUILDUSESERVER"] = "0" },
            TestContext.Current.CancellationToken,
            TimeSpan.FromMinutes(30));
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);

        string pages = $"https://github.example/owner/name/blob/v{PackedModule.Version}/";
        XDocument help = XDocument.Load(folder.File("package/Journy.PowerShell.dll-Help.xml"));
        XElement[] commands = [.. help.Root!.Elements().Where(element => element.Name.LocalName == "command")];
        Assert.True(commands.Length > 20);
        Assert.All(commands, command =>
        {
            string name = command.Descendants().First(element => element.Name.LocalName == "name").Value;
            string link = command.Descendants()
                .First(element => element.Name.LocalName == "navigationLink")
                .Elements()
                .Single(element => element.Name.LocalName == "uri").Value;
            Assert.Equal($"{pages}docs/{name}.md", link);
            Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", name + ".md")));
        });

        // The links are all that is added.
        commands.SelectMany(command => command.Descendants().Where(element => element.Name.LocalName == "relatedLinks"))
            .Select(links => links.Elements().First()).Remove();
        Assert.True(XNode.DeepEquals(
            XDocument.Load(Path.Combine(Repository.Root, "src", "Journy.PowerShell", "en-US", "Journy.PowerShell.dll-Help.xml")), help));

        string readme = File.ReadAllText(folder.File("package/README.md"));
        Assert.Contains($"]({pages}CONTRIBUTING.md)", readme, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\]\((?!https?:|#)", readme);
        Assert.Contains(
            $"IconUri      = '{pages.Replace("/blob/", "/raw/", StringComparison.Ordinal)}src/Journy.PowerShell/icon.png'",
            File.ReadAllText(folder.File("package/Journy.psd1")),
            StringComparison.Ordinal);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static void AssertStaged(Dictionary<string, byte[]> files)
    {
        Dictionary<string, byte[]> staged = Staged;
        Assert.Equal(staged.Keys.Order(StringComparer.Ordinal), files.Keys.Order(StringComparer.Ordinal));
        Assert.All(staged, file => Assert.True(file.Value.AsSpan().SequenceEqual(files[file.Key]), $"{file.Key} differs."));
    }
}
