using System;
using System.IO;
using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Conventions;

/// <summary>What every source file keeps to.</summary>
public sealed class SourceConventionTests
{
    private const int LongestLine = 140;

    [Theory]
    [InlineData("src", 200)]
    [InlineData("tests", 200)]
    [InlineData("bench", 20)]
    [InlineData("tools", 20)]
    public void No_line_of_the_sources_is_longer_than_140_columns(string folder, int leastFiles)
    {
        string source = Path.Combine(Repository.Root, folder);
        string[] files =
        [
            .. Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
                .Where(file => !IsOfBuild(Path.GetRelativePath(source, file))),
        ];
        string[] tooLong =
        [
            .. files.SelectMany(file => File.ReadLines(file)
                .Select((line, index) => (line.Length, Place: $"{Path.GetRelativePath(Repository.Root, file)}:{index + 1}"))
                .Where(line => line.Length > LongestLine)
                .Select(line => $"{line.Place} ({line.Length})")),
        ];
        Assert.InRange(files.Length, leastFiles, int.MaxValue);
        Assert.True(
            tooLong.Length == 0,
            $"{tooLong.Length} lines of {folder} are longer than {LongestLine} columns:{Environment.NewLine}"
            + string.Join(Environment.NewLine, tooLong));
    }

    private static bool IsOfBuild(string path) => path.Split('/', '\\').Any(part => part is "bin" or "obj");
}
