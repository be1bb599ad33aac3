using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>
/// What imports write beside the data is not taken for data: by wildcards, by a pipeline, or by whoever watches the folder.
/// </summary>
public sealed class WrittenFilesTests : ImportTest
{
    private const string Failed = "old.20260430-140500.failed.csv";
    private const string Partial = "old.20260430-140500-2.partial.csv";

    [Fact]
    public void Wildcards_leave_them_out_and_name_them()
    {
        Write();
        ShellResult result = Run("Import-JournyUser *").ThrowIfFailed();
        Assert.Equal(["users.csv"], Imported(result));
        AssertSays(
            Assert.Single(result.Warnings), $"'{Folder.File(Failed)}'", $"'{Folder.File(Partial)}'", "state.csv.journy'", "-LiteralPath");
    }

    [Fact]
    public void A_pipeline_leaves_them_out_and_names_them()
    {
        Write();
        ShellResult result = Run(
            Pipe("users.csv", Failed, Partial, "state.csv.journy", ".journy-0123456789abcdef") + " | Import-JournyUser")
            .ThrowIfFailed();
        Assert.Equal(["users.csv"], Imported(result));
        AssertSays(
            Assert.Single(result.Warnings), $"'{Folder.File(Failed)}'", $"'{Folder.File(Partial)}'", "state.csv.journy'",
            ".journy-0123456789abcdef'", "-LiteralPath");
    }

    [Fact]
    public void A_journal_of_any_name_is_left_out()
    {
        Write();
        Run("Import-JournyUser users.csv -JournalPath crm.state").ThrowIfFailed();
        ShellResult result = Run(Pipe("users.csv", "crm.state") + " | Import-JournyUser -JournalPath crm.state").ThrowIfFailed();
        Assert.Equal(["users.csv"], Imported(result));
        AssertSays(Assert.Single(result.Warnings), "crm.state'");
    }

    [Fact]
    public void A_report_is_left_out_whatever_wrote_it()
    {
        Write();
        Run("Import-JournyUser users.csv -ReportPath import.html").ThrowIfFailed();
        foreach (string command in new[]
        {
            "Import-JournyUser *",
            "Import-JournyUser * -ReportPath next.htm",
            "Import-JournyUser *",
            Pipe("users.csv", "import.html", "next.htm") + " | Import-JournyUser"
        })
        {
            ShellResult result = Run(command).ThrowIfFailed();
            Assert.Equal(["users.csv"], Imported(result));
            AssertSays(Assert.Single(result.Warnings), "import.html'");
        }

        // Piped alone neither is an input.
        ShellResult alone = Run(Pipe("import.html") + " | Import-JournyUser").ThrowIfFailed();
        Assert.Empty(Imported(alone));
        AssertSays(Assert.Single(alone.Warnings), "import.html'");

        // A page of somebody else is for the user to explain.
        Folder.Write("<html>users</html>", "page.html");
        AssertSays(Assert.Single(Run("Import-JournyUser *").Errors).Exception.Message, "page.html'");
    }

    // As an import wrote it, as Export-Csv writes some of its rows, and as a spreadsheet saves it.
    [Theory]
    [InlineData(null)]
    [InlineData("\"user_id\",\"email\",\"journy_absent\"\n\"u2\",\"\",\"20260430-140500.0000000\"\n")]
    [InlineData("user_id;email;journy_absent\r\nu2;;20260430-140500.0000000\r\n")]
    public void Those_who_are_gone_are_left_out_with_what_to_do_and_imported_only_by_name(string? saved)
    {
        WriteGone();
        if (saved is not null)
        {
            Folder.Write(saved, "gone.csv");
        }

        foreach (string command in new[] { "Import-JournyUser *.csv", Pipe("gone.csv", "users.csv") + " | Import-JournyUser" })
        {
            ShellResult result = Run(command).ThrowIfFailed();
            Assert.Equal(["users.csv"], Imported(result));
            AssertSays(
                Assert.Single(result.Warnings),
                $"imports wrote them or keep them as their journal: '{Folder.File("gone.csv")}'",
                "users that are gone: an import would create them again",
                $"Import-Csv -LiteralPath '{Folder.File("gone.csv")}' | Remove-JournyUser removes them");
        }

        // Nothing else came tonight: that does not make them users.
        ShellResult alone = Run(Pipe("gone.csv") + " | Import-JournyUser").ThrowIfFailed();
        Assert.Empty(Imported(alone));
        AssertSays(Assert.Single(alone.Warnings), "Remove-JournyUser");
        AssertSays(
            Assert.Single(Run("Import-JournyUser gone*.csv").Errors).Exception.Message,
            "matches only files that earlier imports wrote",
            "give its name");
        Assert.Equal(["u1"], UserIds);

        // By name it is meant, such as to mark them instead of removing them. The run is no property.
        AssertCounts(ImportWhole("-Property @{ has_left = $true }", "gone.csv"), sent: 1);
        Assert.Equal(["has_left=true"], Properties("u2"));
    }

    [Theory]
    [InlineData("user_id,email\nu2,\n", "as an earlier version wrote it")]
    [InlineData("user_id,email,journy_absent,plan\nu2,,20260430-140500.0000000,Pro\n", "a file that somebody made of it")]
    [InlineData("user_id,plan,journy_absent\nu2,Pro,20260430-140500.0000000\n", "other columns")]
    public void A_file_of_users_is_imported_although_it_is_like_it(string content, string why)
    {
        Folder.Write("user_id\nu1\n");
        Folder.Write(content, "gone.csv");
        ShellResult result = Run("Import-JournyUser *.csv").ThrowIfFailed();
        Assert.True(result.Warnings.Count == 0, why);
        Assert.Equal(["gone.csv", "users.csv"], Imported(result));
        Assert.Equal(["u1", "u2"], UserIds);
    }

    [Fact]
    public void Accounts_that_are_gone_are_left_out_too()
    {
        Folder.Write("account_id,domain,journy_absent\r\na2,,20260430-140500.0000000\r\n", "gone.csv");
        Folder.Write("account_id\na1\n", "accounts.csv");
        ShellResult result = Run(Pipe("accounts.csv", "gone.csv") + " | Import-JournyAccount").ThrowIfFailed();
        Assert.Equal(["accounts.csv"], Imported(result));
        AssertSays(Assert.Single(result.Warnings), "accounts that are gone", "| Remove-JournyAccount removes them");
    }

    [Fact]
    public void Piped_alone_they_are_imported()
    {
        Write();
        ShellResult result = Run(Pipe(Failed, Partial) + " | Import-JournyUser").ThrowIfFailed();
        Assert.Equal([Failed, Partial], Imported(result));
        Assert.Empty(result.Warnings);
        Assert.Equal(["f1", "p1"], UserIds);
    }

    [Fact]
    public void A_pattern_that_means_them_finds_them()
    {
        Write();
        ShellResult result = Run("Import-JournyUser *.failed.csv").ThrowIfFailed();
        Assert.Equal([Failed], Imported(result));
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Whoever_watches_the_folder_sees_no_data_come_and_go()
    {
        Folder.Write("user_id\n1\n");
        ConcurrentQueue<string> seen = new();
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using FileSystemWatcher watcher = new(Folder.Path);
        void See(object sender, FileSystemEventArgs change)
        {
            seen.Enqueue(change.Name!);
            if (change.Name == "end")
            {
                end.TrySetResult();
            }
        }

        watcher.Created += See;
        watcher.Changed += See;
        watcher.Deleted += See;
        watcher.EnableRaisingEvents = true;
        ImportWhole();
        ImportWhole("-NoJournal");
        Folder.Write("", "end");
        await end.Task.WaitAsync(Cancel);

        string[] names = [.. seen.Distinct().Where(name => name is not ("users.csv.journy" or "users.csv" or "end"))];
        Assert.NotEmpty(names);
        Assert.All(names, name =>
        {
            Assert.StartsWith(".journy-", name, System.StringComparison.Ordinal);
            Assert.Equal("users.20260430-140500.unknown.csv".Length, name.Length);
            Assert.DoesNotContain("csv", name, System.StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_name_that_would_be_too_long_for_a_failed_file_is_told_before_anything_is_sent()
    {
        // As a file there is room for it, and with the time of a run behind it there is not.
        string name = new string('n', 240) + ".csv";
        Folder.Write("user_id\n1\n", name);
        ShellResult result = Import(path: name);
        Assert.StartsWith("Journy.FileNotWritable,", result.Error.FullyQualifiedErrorId, System.StringComparison.Ordinal);
        AssertSays(result.ErrorText, ".failed.csv'", "-OutcomeDirectory");
        Assert.DoesNotContain(".journy-", result.ErrorText, System.StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Fact]
    public void Folders_of_a_listing_are_left_out_with_a_warning_and_the_files_behind_them_get_in()
    {
        Folder.Write("user_id\nu1\n", "b.csv");
        string folder = Directory.CreateDirectory(Folder.File("archive")).FullName;
        foreach (string journal in new[] { "", "-NoJournal" })
        {
            ShellResult result = Run(
                $"& {{ [IO.DirectoryInfo]'{folder}'; [IO.FileInfo]'{Folder.File("b.csv")}' }} | Import-JournyUser {journal}")
                .ThrowIfFailed();
            Assert.Equal(["b.csv"], Imported(result));
            AssertSays(Assert.Single(result.Warnings).ToString(), "folders", $"'{folder}'", "Get-ChildItem -File -Recurse");
        }
    }

    [Fact]
    public void A_folder_alone_is_an_error_that_says_what_to_do()
    {
        string folder = Directory.CreateDirectory(Folder.File("archive")).FullName;
        ShellResult result = Run($"[IO.DirectoryInfo]'{folder}' | Import-JournyUser");
        Assert.StartsWith("Journy.FileNotReadable,", result.Error.FullyQualifiedErrorId, System.StringComparison.Ordinal);
        AssertSays(result.ErrorText, $"'{folder}'", "it is a folder");
        Assert.Empty(result.Output);
        Assert.Empty(Writes);
    }

    [Fact]
    public void A_path_that_Resolve_Path_gives_is_a_file()
    {
        Folder.Write("user_id\nu1\n", "b.csv");
        Session.Set("file", Folder.File("b.csv"));
        Assert.Equal(
            ["b.csv"],
            Imported(Run("$ExecutionContext.SessionState.Path.GetResolvedPSPathFromPSPath($file) | Import-JournyUser").ThrowIfFailed()));
    }

    private static IEnumerable<string?> Imported(ShellResult result) =>
        result.As<ImportSummary>().Select(summary => Path.GetFileName(summary.Path));

    private string Pipe(params string[] names) => string.Join(", ", names.Select(name => $"[IO.FileInfo]'{Folder.File(name)}'"));

    // u2 was recorded, is gone since, and is removed.
    private void WriteGone()
    {
        Folder.Write("user_id\nu1\nu2\n", "before.txt");
        File.Copy(Folder.File("before.txt"), Folder.File("users.csv"));
        ImportWhole();
        Folder.Write("user_id\nu1\n");
        Assert.Equal(1, ImportWhole("-AbsentPath gone.csv -PreviousPath before.txt").Absent);
        Run("Remove-JournyUser u2 -Confirm:$false").ThrowIfFailed();
        Assert.Equal(["u1"], UserIds);
    }

    private void Write()
    {
        Folder.Write("user_id\nu1\n");
        Folder.Write("user_id,journy_line,journy_error,journy_request_id\nf1,2,no,\n", Failed);
        Folder.Write("user_id,journy_line,journy_error,journy_request_id\np1,2,no,\n", Partial);
        Folder.Write("no journal", "state.csv.journy");
        Folder.Write("", ".journy-0123456789abcdef");
    }
}
