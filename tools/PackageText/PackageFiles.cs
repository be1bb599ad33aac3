using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Journy.PackageText;

/// <summary>The files that the build puts into the package, or reads to describe it.</summary>
internal static class PackageFiles
{
    private const string ChangelogName = "CHANGELOG.md";
    private const string HelpName = "Journy.PowerShell.dll-Help.xml";

    /// <summary>Makes them, by their names. Nothing is written.</summary>
    /// <param name="root">The folder of the repository.</param>
    /// <param name="address">Where it is on GitHub, so that the package leads to its sources; null if nobody knows.</param>
    /// <exception cref="PackageTextException">The manifest or the changelog lacks what the package needs.</exception>
    public static IReadOnlyDictionary<string, string> Make(string root, string? address)
    {
        ManifestText manifest = new(Read(root, ManifestText.FileName));
        string version = manifest.TextOf("ModuleVersion");
        string notes = NotesOf(Read(root, ChangelogName), version);
        string projectUri = address ?? manifest.TextOf("ProjectUri");
        string? sources = address is null ? null : $"{address}/blob/v{version}/";

        // By these PSResourceGet and PowerShellGet find a module and its commands. In the manifest too: of a module that is published
        // from a folder PSResourceGet reads no other list of its cmdlets.
        string[] commandTags =
        [
            "PSIncludes_Cmdlet",
            .. manifest.ListOf("CmdletsToExport").SelectMany(cmdlet => new[] { "PSCmdlet_" + cmdlet, "PSCommand_" + cmdlet }),
        ];
        string tags = string.Join(' ', [.. manifest.ListOf("Tags"), "PSModule", .. commandTags]);
        string description = manifest.TextOf("Description");

        manifest = manifest.WithText("ProjectUri", projectUri).WithLineInList("Tags", commandTags);
        if (sources is not null)
        {
            string icon = sources.Replace("/blob/", "/raw/", StringComparison.Ordinal) + "src/Journy.PowerShell/icon.png";
            manifest = manifest.WithSettingBefore("ReleaseNotes", $"IconUri      = {ManifestText.Quoted(icon)}");
        }

        return new Dictionary<string, string>
        {
            [ManifestText.FileName] = manifest.WithLongText("ReleaseNotes", notes).Text.TrimEnd() + "\n",
            ["README.md"] = LinkedText.Readme(Read(root, "README.md"), sources).TrimEnd() + "\n",
            [HelpName] = LinkedText.Help(Read(root, Path.Combine("src", "Journy.PowerShell", "en-US", HelpName)), sources),
            ["ReleaseNotes.txt"] = notes,
            ["Description.txt"] = description,
            ["ProjectUrl.txt"] = projectUri,
            ["Tags.txt"] = tags,
        };
    }

    /// <summary>What the changelog says of a version.</summary>
    private static string NotesOf(string changelog, string version)
    {
        IEnumerable<string> lines = changelog.Split('\n').SkipWhile(line => line.TrimEnd() != "## " + version).Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        string notes = string.Join('\n', lines).Trim();
        return notes.Length > 0 ? notes : throw new PackageTextException(ChangelogName, $"It says nothing about version {version}.");
    }

    private static string Read(string root, string name) =>
        File.ReadAllText(Path.Combine(root, name)).Replace("\r", string.Empty, StringComparison.Ordinal);
}
