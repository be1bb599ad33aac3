using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Threading.Tasks;
using Journy.Tests.Engine;
using Journy.Tests.Samples;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>
/// What a journal remembers of a file holds for the very code that read it: another build may read it in another way. The other builds
/// are copies of the module in which one assembly has another ID, as every compilation gives it one.
/// </summary>
public sealed class OtherBuildTests : ImportTest
{
    private const int Rows = 600;

    private static readonly string Staged = Path.GetDirectoryName(Repository.StagedManifest)!;

    [Fact]
    public async Task A_build_in_which_any_assembly_is_another_one_reads_the_file_anew()
    {
        string file = Folder.Write("user_id,seats\n" + string.Concat(Enumerable.Range(0, Rows).Select(row => $"u{row},{row}\n")));
        string journal = file + ".journy";
        Assert.Equal($"{Rows} sent, 0 unchanged", await ImportAsync(Staged, file));

        // Of a file that is known as a whole only the end of the journal is read; as soon as a row is, all of it must be whole.
        byte[] damaged = File.ReadAllBytes(journal);
        damaged[damaged.Length / 2] ^= 1;
        File.WriteAllBytes(journal, damaged);
        string same = Copy("same");
        Assert.Equal($"0 sent, {Rows} unchanged", await ImportAsync(same, file));

        foreach (string assembly in new[] { "Journy.PowerShell", "Journy.Import", "Journy.Client", "Sylvan.Data.Csv" })
        {
            string other = Copy(assembly);
            ChangeId(Path.Combine(other, assembly + ".dll"));
            File.WriteAllBytes(journal, damaged);
            Assert.StartsWith("Journy.JournalDamaged,", await ImportAsync(other, file), StringComparison.Ordinal);
        }
    }

    private string Copy(string name)
    {
        string copy = Folder.File(name);
        foreach (string path in Directory.EnumerateFiles(Staged, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(copy, Path.GetRelativePath(Staged, path));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(path, to);
        }

        return copy;
    }

    private static void ChangeId(string assembly)
    {
        byte[] bytes = File.ReadAllBytes(assembly);
        Guid id;
        using (PEReader image = new(new MemoryStream(bytes)))
        {
            MetadataReader metadata = image.GetMetadataReader();
            id = metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
        }

        byte[] written = id.ToByteArray();
        int at = bytes.AsSpan().IndexOf(written);
        Assert.True(at >= 0 && bytes.AsSpan(at + 1).IndexOf(written) < 0, $"{assembly} does not have its ID once.");
        Guid.NewGuid().TryWriteBytes(bytes.AsSpan(at));
        File.WriteAllBytes(assembly, bytes);
    }

    private async Task<string> ImportAsync(string module, string file)
    {
        string script = Folder.Write(
            """
            param($Module, $Key, $Uri, $Path)
            $ErrorActionPreference = 'Stop'
            Import-Module $Module
            Connect-Journy -ApiKey $Key -BaseUri $Uri -SkipKeyCheck
            try {
                $summary = Import-JournyUser -LiteralPath $Path
                "$($summary.Sent) sent, $($summary.Unchanged) unchanged"
            }
            catch {
                $_.FullyQualifiedErrorId
            }
            """,
            "import.ps1");
        ProcessRun run = await RealShell.OfPackage.RunAsync(
            [
                "-File",
                script,
                "-Module",
                Path.Combine(module, "Journy.psd1"),
                "-Key",
                Emulator.ApiKey,
                "-Uri",
                Emulator.BaseAddress.AbsoluteUri,
                "-Path",
                file
            ],
            new Dictionary<string, string?> { ["JOURNY_API_KEY"] = null },
            Cancel);
        Assert.True(run.ExitCode == 0, run.Errors + run.Output);
        return run.Output.Trim();
    }
}
