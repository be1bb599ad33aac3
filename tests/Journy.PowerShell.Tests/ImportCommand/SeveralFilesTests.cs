using System;
using System.IO;
using System.Linq;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Several files, the first of which ends the command: what is said of the others.</summary>
public sealed class SeveralFilesTests : ImportTest
{
    private const string Bad = "user_id,email\na1,\na2,no address\n";

    [Theory]
    [InlineData("Import-JournyUser a.csv, b.csv, c.csv -ErrorAction Stop", Bad)]
    [InlineData("$ErrorActionPreference = 'Stop'; Import-JournyUser -LiteralPath a.csv, b.csv, c.csv", Bad)]
    [InlineData("Import-JournyUser ?.csv -ErrorAction Stop -ThrottleLimit 2", Bad)]
    [InlineData("Import-JournyUser a.csv, b.csv, c.csv -ErrorAction Stop", "name\nNobody\n")]
    public void With_ErrorAction_Stop_the_error_names_them_and_the_command_that_goes_on(string command, string first)
    {
        Write(first);

        ShellResult result = Run($"& {{ {command} }}");

        string message = result.Terminating!.ErrorRecord.ErrorDetails.Message;
        AssertSays(
            message, "-ErrorAction Stop ended the command here", $"'{Folder.File("b.csv")}', '{Folder.File("c.csv")}' were not imported");
        Assert.DoesNotContain("b1", UserIds);

        // As it stands there.
        string goOn = message[(message.LastIndexOf("To go on with them: ", StringComparison.Ordinal) + "To go on with them: ".Length)..];
        ImportSummary[] summaries = [.. Run(goOn).ThrowIfFailed().As<ImportSummary>()];
        Assert.Equal(["b.csv", "c.csv"], summaries.Select(summary => Path.GetFileName(summary.Path)));
        Assert.Equal(["b1", "c1"], UserIds.Where(id => !id!.StartsWith('a')));
    }

    [Fact]
    public void Of_many_files_it_names_the_first_and_counts_the_rest()
    {
        Write(Bad);
        for (int number = 0; number < 50; number++)
        {
            Folder.Write("user_id\nz\n", $"z{number:D2}.csv");
        }

        ShellResult result = Run("Import-JournyUser *.csv -ErrorAction Stop");
        AssertSays(
            result.Terminating!.ErrorRecord.ErrorDetails.Message, "z17.csv' … and 32 more files were not imported", "To go on with them: ");
    }

    [Fact]
    public void Without_it_they_are_imported_and_nothing_is_said()
    {
        Write(Bad);
        ShellResult result = Run("Import-JournyUser a.csv, b.csv, c.csv");
        Assert.Equal(3, result.As<ImportSummary>().Count);
        Assert.DoesNotContain("ErrorAction", result.ErrorText, StringComparison.Ordinal);
    }

    [Fact]
    public void What_ended_the_run_is_the_error_that_ends_the_command()
    {
        Write(Bad);
        Emulator.DisableKeyAt(1);
        ShellResult result = Run("Import-JournyUser a.csv, b.csv -ErrorAction Stop");
        Assert.StartsWith("Journy.Forbidden,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertSays(
            result.Error.ErrorDetails.Message,
            "b.csv' was not imported",
            "To go on with it: Import-JournyUser",
            "What ended it: ",
            "HTTP 403");
    }

    [Fact]
    public void A_path_that_names_no_file_ends_the_command_before_any_is_imported()
    {
        Write(Bad);
        ShellResult result = Run("Import-JournyUser a.csv, missing.csv, b.csv -ErrorAction Stop");
        AssertSays(result.Terminating!.ErrorRecord.ErrorDetails.Message, "missing.csv", "before any file was imported");
        Assert.Empty(Writes);
    }

    [Fact]
    public void Of_piped_files_the_error_says_that_others_may_be_left()
    {
        Write(Bad);
        ShellResult result = Run(
            $"[IO.FileInfo]'{Folder.File("a.csv")}', [IO.FileInfo]'{Folder.File("b.csv")}' | Import-JournyUser -ErrorAction Stop");
        AssertSays(
            result.Terminating!.ErrorRecord.ErrorDetails.Message, "files behind this one in the pipeline, if any, were not imported");
    }

    private void Write(string first)
    {
        Folder.Write(first, "a.csv");
        Folder.Write("user_id\nb1\n", "b.csv");
        Folder.Write("user_id\nc1\n", "c.csv");
    }
}
