using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Import.Outcomes;
using Journy.Import.Records;
using Journy.Import.Runs;
using Xunit;

namespace Journy.Tests.Import.Runs;

/// <summary>How rows that did not get in are counted, by kinds of problems.</summary>
public sealed class ReasonCountsTests
{
    /// <summary>Counts in any order of rows what a plain grouping counts.</summary>
    [Fact]
    public void Counts_and_first_lines_do_not_depend_on_the_order_of_answers()
    {
        int seed = Random.Shared.Next(1_000_000_000);
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}.");
        Random random = new(seed);
        for (int round = 0; round < 200; round++)
        {
            (long Line, int Kind)[] rows = [.. Enumerable.Range(1, random.Next(1, 60)).Select(line => ((long)line, random.Next(5)))];
            random.Shuffle(rows);
            ReasonCounts counts = new();
            foreach ((long line, int kind) in rows)
            {
                counts.Add(
                    RowOutcome.Failed,
                    new ImportRow(line, ["n"], [$"{line}"], null),
                    new JournyInputException(JournyReason.TypeMismatch, $"line {line}")
                    { Kind = "kind", Column = $"c{kind}", Value = line.ToString(CultureInfo.InvariantCulture) });
            }

            IEnumerable<(string, long, string, string)> expected = rows.GroupBy(row => row.Kind)
                .OrderByDescending(kind => kind.Count()).ThenBy(kind => kind.Min(row => row.Line))
                .Select(kind =>
                    (
                        $"c{kind.Key}",
                        (long)kind.Count(),
                        string.Join(", ", kind.Select(row => row.Line).Order().Take(5)),
                        $"'{kind.Min(row => row.Line)}'"));
            Assert.Equal(
                expected,
                counts.ToReasons(isPiped: false).Select(reason => (reason.Column!, reason.Count, reason.FirstLines, reason.Example!)));
        }
    }
}
