using System;
using System.Linq;
using System.Threading;
using Journy.Import.Scans;
using Journy.Import.Sources;
using Journy.Import.Values;
using Xunit;

namespace Journy.Tests.Import.Scans;

public sealed class TypeScanTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private TypeScan Scan(string content) => Scan(content, null, TestContext.Current.CancellationToken);

    private TypeScan Scan(string content, Action? report, CancellationToken cancellationToken)
    {
        using CsvSource source = CsvFile.Open(_folder.Write(content));
        return TypeScan.Of(source, null, TextRules.Default, report, cancellationToken);
    }

    [Theory]
    [InlineData("1,2.5,-3", JournyPropertyType.Number)]
    [InlineData("1,,2", JournyPropertyType.Number)]
    [InlineData("0,1,0", JournyPropertyType.Number)]
    [InlineData("1,02,3", JournyPropertyType.Text)]
    [InlineData("1,x", JournyPropertyType.Text)]
    [InlineData("x,1", JournyPropertyType.Text)]
    [InlineData("1,true", JournyPropertyType.Text)]
    [InlineData("true,FALSE", JournyPropertyType.Boolean)]
    [InlineData("true,1", JournyPropertyType.Text)]
    [InlineData("2020-08-24,2020-08-24T10:00:00Z", JournyPropertyType.DateTime)]
    [InlineData("2020-08-24,2020", JournyPropertyType.Text)]
    [InlineData("2020-08-24,2020-02-30", JournyPropertyType.Text)]
    [InlineData(", ,", JournyPropertyType.Text)]
    [InlineData("a;b", JournyPropertyType.Text)]
    public void A_column_has_the_type_that_all_its_cells_have(string cells, JournyPropertyType expected)
    {
        TypeScan scan = Scan("x,y,z\n" + string.Join("\n", cells.Split(',').Select(cell => cell + ",,k")) + "\n");
        Assert.Equal(expected, scan.Columns[0].Type);
        Assert.Equal(cells.Split(',').Length, scan.Rows);
        Assert.Equal(cells.Split(',').Count(string.IsNullOrWhiteSpace), scan.Columns[0].Blanks);
        Assert.Equal(scan.Rows, scan.Columns[1].Blanks);
    }

    [Fact]
    public void Codes_stay_text_and_own_columns_are_left_out()
    {
        TypeScan scan = Scan("journy_line,Zip,Phone 1,Customer Id,mrr\n5,12345,123,7,9.99\n");
        Assert.Equal(
            ["Zip Text", "Phone 1 Text", "Customer Id Text", "mrr Number"],
            scan.Columns.Select(column => column.Name + " " + column.Type));
    }

    [Fact]
    public void Rows_with_a_problem_are_counted_and_give_no_type()
    {
        TypeScan scan = Scan("a,b\n1,2\nx\ny,\uFFFD\n,4\n5,6\n\"z\"z,8\n9,10\n11,12\n");
        Assert.Equal((6, 3), (scan.Rows, scan.ProblemRows));
        Assert.All(scan.Columns, column => Assert.Equal(JournyPropertyType.Number, column.Type));
        Assert.Equal(1, scan.Columns[0].Blanks);
    }

    [Fact]
    public void A_header_alone_is_text()
        => Assert.All(Scan("a,b\n").Columns, column => Assert.Equal(new ColumnScan(column.Name, JournyPropertyType.Text, 0), column));

    [Fact]
    public void The_scan_reports_and_can_be_ended()
    {
        string content = "a\n" + string.Concat(Enumerable.Repeat("1\n", 5000));
        int reports = 0;
        using var source = new CancellationTokenSource();
        Scan(content, () => reports++, TestContext.Current.CancellationToken);
        Assert.Equal(4, reports);
        Assert.Throws<OperationCanceledException>(() => Scan(content, source.Cancel, source.Token));
    }
}
