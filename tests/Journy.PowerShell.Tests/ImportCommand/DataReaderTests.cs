using System;
using System.Collections.Generic;
using System.Data;
using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>The rows of a data reader: whole, in a pipe, taken apart by PowerShell, or failing.</summary>
public sealed class DataReaderTests(ITestOutputHelper output) : ImportTest
{
    private const int Rows = 40;

    [Theory]
    [InlineData("Import-JournyUser -InputObject $reader -NoJournal")]
    [InlineData(",$reader | Import-JournyUser -NoJournal")]
    [InlineData("Import-JournyUser -InputObject $table -NoJournal")]
    [InlineData("Set-JournyUser -InputObject $reader")]
    [InlineData(",$reader | Set-JournyUser")]
    [InlineData("while ($reader.Read()) { Set-JournyUser -InputObject $reader }")]
    public void Its_rows_mean_what_the_same_rows_mean_that_PowerShell_takes_out_of_it(string script)
    {
        int seed = Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"Seed {seed}");
        DataTable table = Table(new Random(seed));
        Session.Set("reader", table.CreateDataReader());
        ShellResult apart = Run("$reader | Import-JournyUser -NoJournal -ErrorAction SilentlyContinue");
        Assert.Equal(Rows, Summary(apart).Read);
        string?[] expected = [.. Writes.Select(write => write.Body).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(expected);
        int mark = Writes.Count;

        Session.Set(
            "reader",
            script.StartsWith("while", StringComparison.Ordinal) ? new FailingReader(table, int.MaxValue) : table.CreateDataReader());
        Session.Set("table", table);
        ShellResult result = Run(script);

        Assert.Equal(expected, Writes.Skip(mark).Select(write => write.Body).Order(StringComparer.Ordinal));
        if (script.Contains("Import-", StringComparison.Ordinal))
        {
            Assert.Equal(Summary(apart).Failed, Summary(result).Failed);
        }
    }

    [Fact]
    public void A_second_import_sends_nothing_and_a_failed_file_is_fixed_and_imported()
    {
        DataTable table = new();
        table.Columns.Add("user_id");
        table.Columns.Add("seats", typeof(int));
        table.Rows.Add("u1", 5);
        table.Rows.Add(DBNull.Value, 6);
        Session.Set("table", table);
        ImportSummary first = Summary(
            Run("Import-JournyUser -InputObject $table.CreateDataReader() -JournalPath crm.journy -ErrorAction SilentlyContinue"));
        AssertCounts(first, sent: 1, failed: 1);
        System.IO.File.WriteAllText(
            first.FailedPath!, System.IO.File.ReadAllText(first.FailedPath!).Replace("\n,6", "\nu2,6", StringComparison.Ordinal));
        AssertCounts(Summary(Run(first.RetryCommand!).ThrowIfFailed()), sent: 1);
        table.Rows[1][0] = "u2";
        int calls = Writes.Count;
        AssertCounts(
            Summary(Run("Import-JournyUser -InputObject $table.CreateDataReader() -JournalPath crm.journy").ThrowIfFailed()),
            sent: 0,
            unchanged: 2);
        Assert.Equal(calls, Writes.Count);
        Assert.Equal("6", Json("u2", "seats"));
    }

    [Fact]
    public void A_reader_that_fails_on_its_way_says_that_the_rest_was_not_read()
    {
        DataTable table = new();
        table.Columns.Add("user_id");
        foreach (int row in Enumerable.Range(0, 5))
        {
            table.Rows.Add($"u{row}");
        }

        Session.Set("reader", new FailingReader(table, 3));
        ShellResult result = Run("Import-JournyUser -InputObject $reader -NoJournal");
        AssertCounts(Summary(result), sent: 3, failed: 1, notAttempted: 1);
        AssertSays(CsvTable.Read(Summary(result).FailedPath!).FromLine(4)["journy_error"], "row 3", "The connection broke.", "not read");

        Session.Set("reader", new FailingReader(table, 3));
        Assert.StartsWith(
            "Journy.UnreadableMember,", Run("Set-JournyUser -InputObject $reader").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Session.Set("reader", new FailingReader(table, 3));
        Assert.Equal(1, Assert.Single(Run("Import-JournyUser -InputObject $reader -NoJournal -Preview").As<ImportPreview>()).Unreadable);
    }

    private static DataTable Table(Random random)
    {
        DataTable table = new();
        (string Name, Type Type, Func<object> Value)[] columns =
        [
            ("plan", typeof(string), () => new[] { "007", "true", "", " x ", "é😀" }[random.Next(5)]),
            ("seats", typeof(int), () => random.Next(100)),
            ("price", typeof(decimal), () => 1.10m * random.Next(50)),
            ("score", typeof(double), () => random.NextDouble()),
            ("active", typeof(bool), () => random.Next(2) == 0),
            ("since", typeof(DateTime), () => new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc)),
            ("seen", typeof(DateTimeOffset), () => new DateTimeOffset(2024, 6, 1, 8, 0, 0, TimeSpan.FromHours(5.5))),
            ("key", typeof(Guid), () => Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")),
            ("big", typeof(long), () => long.MaxValue),
            ("blob", typeof(byte[]), () => new byte[] { 1, 2 }),
        ];
        table.Columns.Add("user_id", typeof(object));
        foreach ((string name, Type type, _) in columns)
        {
            table.Columns.Add(name, type);
        }

        for (int row = 0; row < Rows; row++)
        {
            IEnumerable<object> values = columns.Select(
                column => random.Next(column.Name == "blob" ? 10 : 3) == 0 == (column.Name == "blob") ? column.Value() : DBNull.Value);
            table.Rows.Add([random.Next(10) == 0 ? DBNull.Value : row % 2 == 0 ? row : $"u{row}", .. values]);
        }

        return table;
    }
}
