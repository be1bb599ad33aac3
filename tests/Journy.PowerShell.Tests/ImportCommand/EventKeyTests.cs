using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>A key makes a row one event, whatever else it holds.</summary>
public sealed class EventKeyTests : ImportTest
{
    private const string Header = "user_id,name,triggered_at,order_id,plan\n";

    private ShellResult Events(string rows, string parameters = "-EventKey order_id", string header = Header)
    {
        Folder.Write(header + rows, "events.csv");
        return Run($"Import-JournyEvent events.csv {parameters}");
    }

    [Fact]
    public void A_repeated_key_is_one_event_and_a_warning_tells_of_other_content()
    {
        ShellResult first =
            Events("u1,a,2026-02-01T10:00:00Z,7,Pro\nu1,a,2026-02-01T10:00:00Z,7,Pro\nu2,a,2026-02-01T10:00:00Z,8,Pro\n").ThrowIfFailed();
        AssertCounts(Summary(first), sent: 2, unchanged: 1);
        Assert.Empty(first.Warnings);
        ShellResult second =
            Events("u1,a,2026-02-01T10:00:00Z,7,Basic\nu2,a,2026-02-01T10:00:00Z,8,Pro\nu2,b,2026-02-01T10:00:00Z,8,Pro\n").ThrowIfFailed();
        AssertCounts(Summary(second), sent: 0, unchanged: 3);
        AssertSays(Assert.Single(second.Warnings).ToString(), "2 rows", "line 2");
        Assert.Equal(2, Emulator.Events.Count);

        // A column that comes later is no other content.
        ShellResult wider = Events("u1,a,2026-02-01T10:00:00Z,7,Pro,EUR\n", header: Header.TrimEnd('\n') + ",currency\n").ThrowIfFailed();
        Assert.Empty(wider.Warnings);
        AssertCounts(Summary(wider), sent: 0, unchanged: 1);
    }

    /// <summary>As the help says: nobody can tell whether two spellings are one order.</summary>
    [Theory]
    [InlineData("8", "8.0")]
    [InlineData("8", "008")]
    [InlineData("a8", "A8")]
    [InlineData("1000", "1,000")]
    public void A_key_counts_as_the_text_that_it_is(string first, string second)
    {
        AssertCounts(Summary(Events($"u1,a,2026-02-01T10:00:00Z,{first},Pro\n").ThrowIfFailed()), sent: 1);
        AssertCounts(Summary(Events($"u1,a,2026-02-01T10:00:00Z,\"{second}\",Pro\n").ThrowIfFailed()), sent: 1);
        AssertCounts(Summary(Events($"u1,a,2026-02-01T10:00:00Z, {first} ,Pro\n").ThrowIfFailed()), sent: 0, unchanged: 1);
    }

    [Fact]
    public void A_blank_key_fails_its_row_and_a_key_that_is_no_column_stops_the_file()
    {
        AssertCounts(Summary(Events("u1,a,2026-02-01T10:00:00Z, ,Pro\nu2,a,2026-02-01T10:00:00Z,8,Pro\n")), sent: 1, failed: 1);
        AssertSays(
            Assert.Single(Events("u1,a,2026-02-01T10:00:00Z,9,Pro\n", "-EventKey order").Errors).Exception.Message,
            "-EventKey",
            "order_id");
        Assert.Single(Emulator.Events);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-EventKey plan")]
    [InlineData("-EventKey order_id, plan")]
    public void Without_its_key_a_journal_is_refused(string other)
    {
        Events("u1,a,2026-02-01T10:00:00Z,7,Pro\n").ThrowIfFailed();
        AssertSays(Assert.Single(Events("u1,a,2026-02-01T10:00:00Z,7,Pro\n", other).Errors).Exception.Message, "-EventKey 'order_id'");
        Assert.Single(Emulator.Events);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_older_journal_knows_its_events_by_what_they_said_and_then_by_their_key(bool isFirstFormat)
    {
        Events("u1,a,2026-02-01T10:00:00Z,7,Pro\nu2,a,2026-02-01T11:00:00Z,8,Pro\n", "").ThrowIfFailed();
        if (isFirstFormat)
        {
            JournalText.ToFirstFormat(System.IO.Path.Combine(Folder.Path, "events.csv.journy"));
        }

        AssertCounts(
            Summary(Events("u1,a,2026-02-01T10:00:00Z,7,Pro\nu2,a,2026-02-01T11:00:00Z,8,Pro\n").ThrowIfFailed()), sent: 0, unchanged: 2);
        ShellResult changed =
            Events("u1,a,2026-02-01T10:00:00Z,7,Basic\nu2,a,2026-02-01T11:00:00Z,8,Pro\nu3,a,2026-02-01T11:00:00Z,9,Pro\n").ThrowIfFailed();
        AssertCounts(Summary(changed), sent: 1, unchanged: 2);
        Assert.Equal(3, Emulator.Events.Count);
        AssertSays(
            Assert.Single(changed.Warnings).ToString(),
            ": 1 row has a key that is recorded, and otherwise differs from its event, the first of them in line 2.");
    }

    [Fact]
    public void Of_a_pipe_it_is_known_whatever_the_type_of_its_key_and_a_row_that_differs_is_told_of_by_its_number()
    {
        const string Rest = "name = 'a'; triggered_at = '2026-02-01T10:00:00Z'; plan";
        const string Import = " | Import-JournyEvent -EventKey order_id -JournalPath e.journy";
        AssertCounts(
            Summary(
                Run($"@{{ user_id = 'u1'; order_id = '7'; {Rest} = 'Pro' }}, @{{ user_id = 'u2'; order_id = '8'; {Rest} = 'Pro' }}{Import}")
                    .ThrowIfFailed()),
            sent: 2);
        ShellResult again = Run(
            $"@{{ user_id = 'u1'; order_id = ' 7'; {Rest} = 'Pro' }}, @{{ user_id = 'u2'; order_id = 8; {Rest} = 'Basic' }}{Import}")
            .ThrowIfFailed();
        AssertCounts(Summary(again), sent: 0, unchanged: 2);
        AssertSays(Assert.Single(again.Warnings).ToString(), "2 rows have a key that is recorded", "the first of them row 1.");
    }

    [Fact]
    public void An_import_that_is_refused_gives_its_journal_no_key()
    {
        const string Row = "u1,a,2026-02-01T10:00:00Z,7,Pro\n";
        Events(Row, "").ThrowIfFailed();
        Assert.NotEmpty(Events(Row, "-EventKey order_id -ExcludeProperty plan").Errors);
        AssertCounts(Summary(Events(Row, "").ThrowIfFailed()), sent: 0, unchanged: 1);
        AssertCounts(Summary(Events(Row, "-EventKey order_id").ThrowIfFailed()), sent: 0, unchanged: 1);
        Assert.NotEmpty(Events(Row, "").Errors);
    }
}
