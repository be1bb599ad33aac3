using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using Journy.PackageText;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.Package;

/// <summary>What the build makes of manifest, changelog, readme and help, held against PowerShell's own reading.</summary>
public sealed class PackageTextTests : IDisposable
{
    private const string Odd = """
        # It's no text: 'Tags = @(
        @{
            ModuleVersion = '1.2.3' # and it's no "end
            Author = "Somebody's"
            Description = 'Rows'' ends = ''x'', @( and # too'
            CmdletsToExport = @('Get-One','Set-One' )
            PrivateData = @{ PSData = @{
                Tags = @(
                    'a', 'b' # the last
                )
                ProjectUri = 'https://example.com/'
                ReleaseNotes = ''
            } }
        }
        """;

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Manifests =>
        [File.ReadAllText(Path.Combine(Repository.Root, ManifestText.FileName)).ReplaceLineEndings("\n"), Odd];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Manifests))]
    public void The_manifest_is_read_as_PowerShell_reads_it(string text)
    {
        ManifestText manifest = new(text);
        Hashtable read = Read(text);
        Assert.Equal(read["ModuleVersion"], manifest.TextOf("ModuleVersion"));
        Assert.Equal(read["Description"], manifest.TextOf("Description"));
        Assert.Equal((object[])read["CmdletsToExport"]!, manifest.ListOf("CmdletsToExport"));
        Assert.Equal((object[])Data(read)["Tags"]!, manifest.ListOf("Tags"));
        Assert.Equal(Data(read)["ProjectUri"], manifest.TextOf("ProjectUri"));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void What_the_package_says_otherwise_is_all_that_changes(string text)
    {
        string notes = "- It's 'new'.\n\n- @( # \"";
        ManifestText manifest = new ManifestText(text).WithText("ProjectUri", "it's").WithLineInList("Tags", ["c", "d's"])
            .WithLongText("ReleaseNotes", notes).WithSettingBefore("ReleaseNotes", "IconUri = 'i'");
        Hashtable before = Read(text);
        Hashtable after = Read(manifest.Text);
        Assert.Equal(("it's", notes, "i"), (Data(after)["ProjectUri"], Data(after)["ReleaseNotes"], Data(after)["IconUri"]));
        Assert.Equal(((object[])Data(before)["Tags"]!).Concat(["c", "d's"]), (object[])Data(after)["Tags"]!);
        foreach (string changed in new[] { "ProjectUri", "ReleaseNotes", "IconUri", "Tags" })
        {
            Data(before).Remove(changed);
            Data(after).Remove(changed);
        }

        Assert.Equal(Flat(before), Flat(after));
    }

    [Theory]
    [InlineData("@{ Description = \"x\" }", "Description has \"x\"")]
    [InlineData("@{ Description = @('x') }", "Description has @")]
    [InlineData("@{ Descriptions = 'x' }", "no setting Description")]
    [InlineData("@{ Description = 'x }", "begins with 'x } has no end")]
    [InlineData("@{ Description = @'\nx }", "begins with @' has no end")]
    public void What_cannot_be_read_is_named(string text, string says) =>
        Assert.Contains(
            says,
            Assert.Throws<PackageTextException>(() => new ManifestText(text).TextOf("Description")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_version_that_the_changelog_does_not_know_has_no_package()
    {
        _folder.Write(Odd, ManifestText.FileName);
        _folder.Write("# Changelog\n\n## 1.2.30\n\n- New.\n\n## 1.2.3\n\n## 1.2.2\n\n- Old.\n", "CHANGELOG.md");
        Assert.Contains(
            "version 1.2.3.",
            Assert.Throws<PackageTextException>(() => PackageFiles.Make(_folder.Path, null)).Message,
            StringComparison.Ordinal);
    }

    private static Hashtable Read(string text)
    {
        ScriptBlockAst script = Parser.ParseInput(text, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return (Hashtable)script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue();
    }

    private static Hashtable Data(Hashtable manifest) => (Hashtable)((Hashtable)manifest["PrivateData"]!)["PSData"]!;

    private static IEnumerable<string> Flat(Hashtable table) => table.Cast<DictionaryEntry>()
        .SelectMany(entry => entry.Value is Hashtable inner
            ? Flat(inner)
            : [$"{entry.Key}={(entry.Value is object[] list ? string.Join('|', list) : entry.Value)}"])
        .Order(StringComparer.Ordinal);
}
