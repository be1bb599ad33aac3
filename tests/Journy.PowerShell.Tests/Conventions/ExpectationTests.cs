using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Conventions;

/// <summary>The list of what users of other modules expect.</summary>
public sealed partial class ExpectationTests
{
    [Fact]
    public void Each_of_the_25_is_answered_with_yes_or_no_and_a_reason()
    {
        Match[] rows =
            [.. Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "CONTRIBUTING.md")).ReplaceLineEndings("\n")).Cast<Match>()];
        Assert.Equal(
            Enumerable.Range(1, 25),
            rows.Select(row => int.Parse(row.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(rows, row => Assert.True(row.Groups["why"].Value.Length > 15, row.Value));
        Assert.Equal(25, rows.Select(row => row.Groups["what"].Value).Distinct().Count());
    }

    [GeneratedRegex(@"^\| (?<number>\d+) \| (?<what>[^|]+) \| (yes|no) \| (?<why>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
