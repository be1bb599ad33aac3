using System;
using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Lines of exports that look like rows and are none.</summary>
public sealed class StrayLineTests : ImportTest
{
    private const string Bom = "\uFEFF";

    /// <summary>A file of two users, a line in it that is none, and what is said of the line.</summary>
    public static TheoryData<string, string, string> Exports => new()
    {
        { "second export appended", "user_id,seats\nu1,5\nuser_id,seats\nu2,6\n", "repeats the names of the columns" },
        { "in another case", "user_id,seats\nu1,5\nUSER_ID,Seats\nu2,6\n", "repeats the names of the columns" },
        {
            "with a byte order mark of its own", $"{Bom}user_id,seats\nu1,5\n{Bom}user_id,seats\nu2,6\n", "repeats the names of the columns"
        },
        {
            "with a mark and quotes",
            $"{Bom}\"user_id\",\"seats\"\n\"u1\",\"5\"\n{Bom}\"user_id\",\"seats\"\n\"u2\",\"6\"\n",
            "repeats the names of the columns"
        },
        { "with white space", "user_id;seats\nu1;5\n user_id ; seats\nu2;6\n", "repeats the names of the columns" },
        {
            "with characters that nobody sees",
            "\u200B user_id ;\u00A0seats\u200E\nu1;5\n\u200B user_id ;\u00A0seats\u200E\nu2;6\n",
            "repeats the names of the columns"
        },
        { "sqlcmd", "user_id,seats\n-------,-----\nu1,5\nu2,6\n", "line of dashes" },
        { "sqlcmd with padding", "user_id   ;seats      \n----------;-----------\nu1        ;5\nu2;6\n", "line of dashes" },
        { "a column of one character", "user_id;s\n-------;-\nu1;5\nu2;6\n", "line of dashes" },
        { "psql", "user_id | seats\n--------+------\nu1 | 5\nu2 | 6\n", "line of dashes" },
        { "equals signs", "user_id\tseats\n=======\t=====\nu1\t5\nu2\t6\n", "line of dashes" },
        { "sqlcmd's count", "user_id,seats\nu1,5\nu2,6\n\n(2 rows affected)\n", "number of rows" },
        { "psql's count", "user_id|seats\nu1|5\nu2|6\n(2 rows)\n", "number of rows" },
        { "sums", "user_id;plan;seats\nu1;;5\nu2;;6\nTotaal:;;11\n", "the sum that a report has" },
        { "sums with thousands", "user_id,seats\nu1,5\nu2,6\nGrand Total,\"1,234\"\n", "the sum that a report has" },
        { "a count with blank cells", "user_id,seats\nu1,5\nu2,6\n(2 Zeilen betroffen),\n", "number of rows" },
    };

    [Theory]
    [MemberData(nameof(Exports))]
    public void A_line_that_is_no_record_fails_as_what_it_is_and_counts_for_no_type(string what, string content, string said)
    {
        ShellResult result = ImportText(
            content, content.StartsWith("user_id;s\n", StringComparison.Ordinal) ? "-PropertyMap @{ s = 'seats' }" : "");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 2, failed: 1);
        Assert.Equal(2, Writes.Count);
        Assert.True(UserIds.All(id => id!.Trim() is "u1" or "u2"), what);
        Assert.All(Emulator.Users, user => Assert.Single(user.Properties));
        AssertSays(
            CsvTable.Read(summary.FailedPath!, content.Split('\n')[0].First(c => ",;|\t".Contains(c, StringComparison.Ordinal))).Rows
                .Single()["journy_error"],
            said);

        // Nothing of the failed file goes out either.
        AssertCounts(Summary(Run($"Import-JournyUser -LiteralPath '{summary.FailedPath}' -NoJournal")), sent: 0, failed: 1);
        Assert.Equal(2, Writes.Count);
        if (!content.Contains(" |", StringComparison.Ordinal))
        {
            Assert.Equal(["5", "6"], Emulator.Users.Select(user => user.Properties["seats"].GetRawText()).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("' user_id '")]
    [InlineData("\"user_id$([char]0x200B)\"")]
    public void So_does_a_piped_row_whose_names_have_white_space_around_them(string name)
    {
        ShellResult result = Run(
            $"@{{ {name} = 'u1'; seats = 5 }}, @{{ {name} = {name}; seats = 'seats' }} | Import-JournyUser -NoJournal");

        AssertCounts(Summary(result), sent: 1, failed: 1);
        Assert.Equal(["u1"], UserIds);
    }

    [Theory]
    [InlineData("user_id\nu1\n(1 rows affected)\n")]
    [InlineData("user_id\nuser_id\nu1\n")]
    [InlineData("user_id\n-------\nu1\n")]
    public void So_does_the_line_of_a_file_with_one_column(string content)
    {
        AssertCounts(Summary(ImportText(content)), sent: 1, failed: 1);
        Assert.Equal(["u1"], UserIds);
    }

    [Theory]
    [InlineData("-5,(5)")]
    [InlineData("-,x")]
    [InlineData("--x,---")]
    [InlineData("(5 rows),seen")]
    [InlineData("(5),")]
    [InlineData("+,+")]
    [InlineData("user_id,Pro")]
    [InlineData("plan,Pro")]
    public void What_only_resembles_one_is_a_row(string row) =>
        AssertCounts(Summary(ImportText($"user_id,plan\n{row}\n").ThrowIfFailed()), sent: 1);

    [Fact]
    public void A_header_in_another_order_ends_the_file_since_the_cells_below_it_belong_to_other_columns()
    {
        ShellResult result = ImportText("user_id,name,plan\nu1,Ann,Pro\nuser_id,plan,name\nu2,Pro,Bob\nu3,Pro,Cy\n");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 1, failed: 1, notAttempted: 2);
        Assert.Equal(4, summary.NotAttemptedFromLine);
        Assert.Equal(["u1"], UserIds);
        AssertSays(CsvTable.Read(summary.FailedPath!).FromLine(3)["journy_error"], "in another order", "file of its own");
    }

    [Theory]
    [InlineData("user_id = 'user_id'; plan = 'plan'", "repeats the names of the columns")]
    [InlineData("user_id = 'USER_ID'; plan = 'Plan '", "repeats the names of the columns")]
    [InlineData("user_id = '-------'; plan = '----'", "line of dashes")]
    [InlineData("user_id = '(2 rows affected)'; plan = $null", "number of rows")]
    [InlineData("user_id = '-----+----'; plan = ''", "number of rows", true)]
    public void A_piped_line_of_an_export_is_no_record_either(string row, string said, bool isRecord = false)
    {
        string rows = $"[pscustomobject]@{{ user_id = 'u1'; plan = 'Pro' }}, [pscustomobject]@{{ {row} }}";
        if (isRecord)
        {
            // Dashes beside a blank cell may be a name that somebody chose.
            AssertCounts(Summary(Run($"{rows} | Import-JournyUser -NoJournal").ThrowIfFailed()), sent: 2);
            return;
        }

        ImportSummary summary = Summary(Run($"{rows} | Import-JournyUser -NoJournal"));
        AssertCounts(summary, sent: 1, failed: 1);
        AssertSays(CsvTable.Read(summary.FailedPath!).FromLine(2)["journy_error"], "The record", said);
        Assert.Equal(1, Assert.Single(Run($"{rows} | Import-JournyUser -NoJournal -Preview").As<ImportPreview>()).Invalid);

        ShellResult set = Run($"{rows} | Set-JournyUser");
        Assert.Equal("Journy.NotARow,Journy.Commands.SetJournyUserCommand", set.Error.FullyQualifiedErrorId);
        AssertSays(set.ErrorText, "Record 2 of the input", said);
        Assert.Single(set.Output);
        Assert.Equal(["u1"], UserIds);
    }

    [Fact]
    public void A_property_called_like_its_value_is_sent_where_the_record_names_nobody_itself()
    {
        Run("@{ plan = 'plan' } | Set-JournyUser -UserId u1").ThrowIfFailed();
        Run("@{ plan = '---' } | Set-JournyUser -UserId u2").ThrowIfFailed();

        Assert.Equal("\"plan\"", Json("u1", "plan"));
    }
}
