using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Journy.Samples.DataGenerator;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.Samples;

/// <summary>The sample file, and the Quickstart that imports it.</summary>
public sealed class SampleFileTests
{
    private static readonly string CustomersPath = Path.Combine(Repository.Root, "samples", "data", "customers.csv");

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void The_generator_writes_the_committed_file_byte_for_byte(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.True(
                CustomerFile.Create().ToBytes().AsSpan().SequenceEqual(File.ReadAllBytes(CustomersPath)),
                "samples/data/customers.csv is not what dotnet run --project samples/DataGenerator writes.");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_file_has_what_real_exports_have()
    {
        CustomerFile file = CustomerFile.Create();

        Assert.Equal(1000, file.Rows.Count);
        Assert.Equal(Enum.GetValues<RowFault>().Where(fault => fault != RowFault.None), file.FailingRows.Select(row => row.Fault).Order());
        Assert.Contains(file.GoodRows, row => row.Cells[0].StartsWith('#'));
        Assert.Contains(file.GoodRows, row => row["Company"].Contains('\n', StringComparison.Ordinal));
        Assert.Contains(file.GoodRows, row => row["Company"].Contains(',', StringComparison.Ordinal));
        Assert.Contains(file.GoodRows, row => row["First Name"].Any(letter => letter > '\u2E80'));
        Assert.Contains(file.GoodRows, row => row["Phone 1"].StartsWith('0'));
        Assert.Contains(file.GoodRows, row => row["Phone 1"].StartsWith('+'));
        Assert.Contains(file.GoodRows, row => row["Website"].Length == 0);
    }

    [Fact]
    public async Task The_quickstart_shows_what_arrived_and_what_failed_and_never_the_key()
    {
        string path = typeof(SampleFileTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "QuickstartPath").Value!;
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

        ProcessRun run = await ProcessRun.OfAsync(
            dotnet,
            [Path.GetFullPath(path)],
            new Dictionary<string, string?> { ["JOURNY_API_KEY"] = null },
            TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        CustomerFile file = CustomerFile.Create();
        Assert.Contains($"{file.GoodRows.Count() - 1} users.", run.Output, StringComparison.Ordinal);
        Assert.All(file.FailingRows, row => Assert.Matches($@"(?m)^ *{row.Line}  \S", run.Output));

        // What every key of an emulator begins with.
        Assert.DoesNotContain("local-test-", run.Output + run.Errors, StringComparison.Ordinal);
    }
}
