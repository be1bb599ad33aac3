using System;
using System.IO;
using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Which files a path names, and what is said where it names none.</summary>
public sealed class PathTests : ImportTest
{
    private const string Users = "user_id\nu1\n";
    private const string IdSuffix = ",Journy.Commands.ImportJournyUserCommand";

    [Theory]
    [InlineData("Import-JournyUser missing.csv", "FileNotReadable", "'missing.csv' does not exist", "this session's folder")]
    [InlineData("Import-JournyUser -LiteralPath missing.csv", "FileNotReadable", "missing.csv", "does not exist", "Check the path")]
    [InlineData("Import-JournyUser missing/users.csv", "FileNotReadable", "'missing/users.csv' does not exist")]
    [InlineData("Import-JournyUser folder", "FileNotReadable", "it is a folder", "Name the files in it")]
    [InlineData("Import-JournyUser *.xlsx", "FileNotReadable", "No file matches '*.xlsx'", "this session's folder")]
    [InlineData(
        "Import-JournyUser 'list[1].csv'",
        "FileNotReadable",
        "No file matches 'list[1].csv'",
        "A file of exactly this name exists",
        "-LiteralPath")]
    [InlineData(
        "Import-JournyUser 'list[1.csv'",
        "FileNotReadable",
        "'list[1.csv' is not a pattern",
        "A file of exactly this name exists",
        "-LiteralPath")]
    [InlineData("Import-JournyUser 'other[.csv'", "FileNotReadable", "No file matches 'other[.csv'")]
    [InlineData("Import-JournyUser Env:PATH", "FileNotReadable", "'Env:PATH' is not in the file system")]
    [InlineData("Import-JournyUser -LiteralPath Env:PATH", "FileNotReadable", "'Env:PATH' is not in the file system")]
    [InlineData("Import-JournyUser \"users`0.csv\"", "FileNotReadable", "'users .csv'")]
    [InlineData("Import-JournyUser nodrive:/users.csv", "FileNotReadable", "'nodrive:/users.csv'")]
    [InlineData("Import-JournyUser -LiteralPath nodrive:/users.csv", "FileNotReadable", "'nodrive:/users.csv'")]
    [InlineData("Import-JournyUser 'noprovider::users.csv'", "FileNotReadable", "'noprovider::users.csv'")]
    public void A_path_that_names_no_file_is_an_error_and_the_next_one_is_imported(string command, string reason, params string[] says)
    {
        Folder.Write(Users);
        Folder.Write(Users, "list[1].csv");
        Folder.Write(Users, "list[1.csv");
        Directory.CreateDirectory(Folder.File("folder"));

        ShellResult result = Run($"{command}; Import-JournyUser users.csv");

        Assert.Equal($"Journy.{reason}{IdSuffix}", result.Error.FullyQualifiedErrorId);
        AssertSays(result.ErrorText, says);
        AssertCounts(Summary(result), sent: 1);

        // Not terminating: -ErrorAction decides.
        ShellResult silent = Run($"try {{ {command} -ErrorAction SilentlyContinue }} catch {{ 'caught' }}");
        Assert.Empty(silent.Output);
        Assert.Empty(silent.Errors);
    }

    [Theory]
    [InlineData("list.csv ", "list.csv", "A file has that name with white space at an end.")]
    [InlineData("list.csv", "list.csv ", "'list.csv ' does not exist. The path has white space at an end.")]
    [InlineData("list.csv", "list.csv\u00A0", "'list.csv<U+00A0>' does not exist. The path has white space at an end.")]
    public void A_blank_that_nobody_sees_is_told_of_with_the_path_that_exists(string name, string path, string says)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows leaves out blanks at the end of a name.");
            return;
        }

        Folder.Write(Users, name);
        string error = Run($"Import-JournyUser '{path}'").ErrorText;
        AssertSays(error, says);
        AssertCounts(
            Summary(Run("Import-JournyUser " + error[error.IndexOf("-LiteralPath", StringComparison.Ordinal)..]).ThrowIfFailed()), sent: 1);
    }

    [Fact]
    public void A_bad_path_among_good_ones_stops_none_of_them()
    {
        Folder.Write("user_id\nu1\n", "a.csv");
        Folder.Write("user_id\nu2\n", "b.csv");

        ShellResult result = Run("Import-JournyUser a.csv, missing.csv, b.csv");

        AssertSays(result.ErrorText, "missing.csv");
        Assert.Equal(["a.csv", "b.csv"], result.As<ImportSummary>().Select(summary => Path.GetFileName(summary.Path)));
        Assert.Equal(["u1", "u2"], UserIds);
    }

    [Fact]
    public void A_wildcard_imports_every_file_that_it_matches_with_a_summary_each()
    {
        Folder.Write("user_id,seats\nu1,5\n", "part-1.csv");
        Folder.Write("user_id,seats\nu2,many\n,x\n", "part-2.csv");
        Folder.Write("user_id\nu3\n", "other.csv");

        ShellResult result = Run("Import-JournyUser part-*.csv");

        ImportSummary[] summaries = [.. result.As<ImportSummary>().OrderBy(summary => summary.Path)];
        Assert.Equal(["part-1.csv", "part-2.csv"], summaries.Select(summary => Path.GetFileName(summary.Path)));
        AssertCounts(summaries[0], sent: 1);

        // The types of one file say nothing about the next: the second one's text is sent, and only journy.io refuses it.
        AssertCounts(summaries[1], sent: 0, partial: 1, failed: 1);
        Assert.Equal(["u1", "u2"], UserIds);
        Assert.Same(summaries[1], Assert.IsType<ImportSummary>(result.Error.TargetObject));
    }

    [Fact]
    public void LiteralPath_takes_brackets_as_they_stand()
    {
        Folder.Write(Users, "list[1].csv");

        ShellResult result = Run("Import-JournyUser -LiteralPath 'list[1].csv'").ThrowIfFailed();

        Assert.Equal(Folder.File("list[1].csv"), Summary(result).Path);
        Assert.Single(Writes);
    }

    [Theory]
    [InlineData("Import-JournyUser sub/users.csv")]
    [InlineData("Import-JournyUser ./sub/../sub/users.csv")]
    [InlineData("Import-JournyUser -LiteralPath sub/users.csv")]
    [InlineData("Import-JournyUser sub/users.csv -OutcomeDirectory out")]
    public void Relative_paths_start_where_the_session_stands(string command)
    {
        // The process stands elsewhere.
        Assert.NotEqual(Folder.Path, Directory.GetCurrentDirectory());
        Directory.CreateDirectory(Folder.File("sub"));
        Directory.CreateDirectory(Folder.File("out"));
        Folder.Write("user_id,name\nu1,a\n,b\n", "sub/users.csv");

        ImportSummary summary = Summary(Run(command));

        AssertCounts(summary, sent: 1, failed: 1);
        Assert.Equal(Folder.File("sub/users.csv"), summary.Path);
        Assert.Equal(
            Folder.File(command.EndsWith("out", StringComparison.Ordinal) ? "out" : "sub"), Path.GetDirectoryName(summary.FailedPath));
    }

    [Theory]
    [InlineData(
        "Import-JournyUser a.csv, b.csv -JournalPath users.journy -OutcomeDirectory out | "
        + "ForEach-Object { $null = $go.SetLocation($sub); $_ }")]
    [InlineData("& { $null = $go.SetLocation($sub); $a; $b } | Import-JournyUser -JournalPath users.journy -OutcomeDirectory out")]
    [InlineData("& { $a; $null = $go.SetLocation($sub); $b } | Import-JournyUser -JournalPath users.journy -OutcomeDirectory out")]
    public void Relative_paths_start_where_the_command_began_although_another_one_of_its_pipeline_goes_elsewhere(string command)
    {
        Directory.CreateDirectory(Folder.File("sub"));
        Directory.CreateDirectory(Folder.File("out"));
        Folder.Write("user_id,email\nu1,bad\n", "a.csv");
        Folder.Write("user_id,email\nu2,worse\nu3,c@example.com\n", "b.csv");
        Session.Set("sub", Folder.File("sub"));
        const string Rows = "$a = @{ user_id = 'u1'; email = 'bad' }; $b = @{ user_id = 'u2'; email = 'worse' }, "
            + "@{ user_id = 'u3'; email = 'c@example.com' }";

        ShellResult result = Run(
            $"$go = $ExecutionContext.SessionState.Path; $here = $go.CurrentLocation; {Rows}; {command}; $null = $go.SetLocation($here)");

        ImportSummary[] summaries = [.. result.As<ImportSummary>()];
        Assert.Equal((1, 2), (summaries.Sum(summary => summary.Sent), summaries.Sum(summary => summary.Failed)));
        Assert.Equal(["a.csv", "b.csv", "users.journy"], Files);
        Assert.Empty(Directory.GetFiles(Folder.File("sub")));
        foreach (ImportSummary summary in summaries)
        {
            string failed = summary.FailedPath!;
            Assert.Equal((Folder.File("users.journy"), Folder.File("out")), (summary.JournalPath, Path.GetDirectoryName(failed)));
            string corrected = File.ReadAllText(failed)
                .Replace("bad", "a@example.com", StringComparison.Ordinal)
                .Replace("worse", "b@example.com", StringComparison.Ordinal);
            File.WriteAllText(failed, corrected);
            Assert.Equal(summary.Failed, Summary(Run(summary.RetryCommand!).ThrowIfFailed()).Sent);
        }

        Assert.Equal(["u1", "u2", "u3"], UserIds);
    }
}
