using System;
using System.IO;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Files and parameters with which nothing may be sent at all.</summary>
public sealed class BadFileTests : ImportTest
{
    private const string Users = "user_id,name\nu1,a\n";

    [Theory]
    [InlineData(
        "name,plan\na,Pro\n", "", "InvalidHeader", "no column that says whom a row is about", "name, plan",
        "-PropertyMap @{ 'Customer Id' = 'user_id' }")]
    [InlineData("name,email\na,j@example.com\n", "-ExcludeProperty email", "InvalidHeader", "no column that says whom")]
    [InlineData("user_id,name,Name\nu1,a,b\n", "", "InvalidHeader", "columns 2, 3 are all named 'name'", "Give every column one name")]
    [InlineData("user_id,,name\nu1,a,b\n", "", "InvalidHeader", "column 2 has no name")]
    [InlineData("", "", "InvalidHeader", "is empty", "first line must name the columns")]
    [InlineData("\n\nuser_id\nu1\n", "", "InvalidHeader", "blank first line")]
    [InlineData("PK\u0003\u0004\u0000\u0000", "", "InvalidHeader", "is a workbook or an archive", "Import-Excel -Path", "CSV UTF-8")]
    [InlineData(
        "[\n  {\"user_id\": \"u1\"}\n]\n",
        "",
        "InvalidHeader",
        "is JSON and no CSV",
        "-Raw | ConvertFrom-Json | Import-JournyUser -JournalPath")]
    [InlineData(
        "{\"user_id\": \"u1\"}\n{\"user_id\": \"u2\"}\n", "-Preview", "InvalidHeader", "is JSON and no CSV", "without -Raw if every line")]
    [InlineData("user_id,\"name\nu1,a\n", "", "DamagedFile", "header", "Nothing was read")]
    [InlineData("user_id,UserId\nu1,u2\n", "", "AmbiguousColumn", "'user_id' and 'UserId'", "user ID", "-ExcludeProperty")]
    [InlineData(
        "user_id,First,Last\nu1,a,b\n",
        "-PropertyMap @{ First = 'name'; Last = 'Name' }",
        "AmbiguousColumn",
        "'First' and 'Last'",
        "-PropertyMap")]
    [InlineData(
        Users, "-PropertyMap @{ Nmae = 'first_name' }", "InvalidParameter", "-PropertyMap", "Nmae", "user_id, name", "nothing was sent")]
    [InlineData(
        Users, "-PropertyType @{ mrr = 'Number' }", "InvalidParameter", "-PropertyType", "mrr", "user_id, name", "nothing was sent")]
    [InlineData(
        Users,
        "-PropertyMap @{ name = 'first_name' } -PropertyType @{ firstname = 'Number' }",
        "InvalidParameter",
        "-PropertyType",
        "firstname (did you mean 'first_name'?)",
        "nothing was sent")]
    [InlineData(Users, "-ExcludeProperty 'nam'", "InvalidParameter", "-ExcludeProperty", "nam (did you mean 'name'?)", "nothing was sent")]
    [InlineData(Users, "-ExcludeProperty 'pass*'", "InvalidParameter", "-ExcludeProperty", "pass*", "user_id, name")]
    [InlineData(Users, "-IncludeProperty name, plan", "InvalidParameter", "-IncludeProperty", "plan", "nothing was sent")]
    [InlineData(Users, "-PropertyType @{ name = 'Numeric' }", "InvalidParameter", "'Numeric'", "Text, Number, Boolean, DateTime, List")]
    [InlineData(Users, "-PropertyMap @{ name = '' }", "InvalidParameter", "'name'", "-ExcludeProperty")]
    [InlineData(Users, "-ListSeparator ''", "InvalidParameter", "-ListSeparator is empty")]
    [InlineData(Users, "-Delimiter 'x'", "InvalidParameter", "'x' cannot be a -Delimiter", "such as ;")]
    [InlineData(Users, "-Property @{ address = @{ city = 'Ghent' } }", "NestedProperty", "-Property", "'address'", "flat values")]
    [InlineData(Users, "-Property @{ score = [double]::NaN }", "InvalidValue", "-Property", "'score'", "NaN")]
    [InlineData(Users, "-OutcomeDirectory missing", "FileNotWritable", "missing", "-OutcomeDirectory")]
    [InlineData(Users, "-OutcomeDirectory /proc", "FileNotWritable", "/proc", "-OutcomeDirectory")]
    [InlineData(Users, "-OutcomeDirectory users.csv", "FileNotWritable", "users.csv", "-OutcomeDirectory")]
    [InlineData(Users, "-OutcomeDirectory Env:", "FileNotWritable", "'Env:'", "not in the file system")]
    [InlineData(Users, "-OutcomeDirectory nodrive:/out", "FileNotWritable", "'nodrive:/out'", "-OutcomeDirectory")]
    public void Nothing_is_sent_and_the_error_says_what_to_do(string content, string parameters, string reason, params string[] says)
    {
        ShellResult result = ImportText(content, parameters);

        Assert.Equal($"Journy.{reason},Journy.Commands.ImportJournyUserCommand", result.Error.FullyQualifiedErrorId);
        AssertSays(result.ErrorText, says);
        Assert.Empty(result.Output);
        Assert.Empty(Writes);
        Assert.Equal(["users.csv"], Files);
    }

    [Fact]
    public void A_folder_that_may_not_be_written_to_stops_before_anything_is_sent()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Folders have no mode on Windows.");
            return;
        }

        string folder = Directory.CreateDirectory(Folder.File("locked")).FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.SkipWhen(MayWriteTo(folder), "This account may write anywhere, as root may.");

        ShellResult result = ImportText(Users, "-OutcomeDirectory locked");

        Assert.StartsWith("Journy.FileNotWritable,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertSays(result.ErrorText, "locked", "-OutcomeDirectory");
        Assert.Empty(Writes);
    }

    [Fact]
    public void A_file_that_fails_stops_none_of_the_others()
    {
        Folder.Write("name\na\n", "a.csv");
        Folder.Write("user_id\nu1\n", "b.csv");

        ShellResult result = Run("Import-JournyUser a.csv, b.csv");

        Assert.Equal(Folder.File("a.csv"), result.Error.TargetObject);
        AssertCounts(Summary(result), sent: 1);
    }

    [Fact]
    public void Without_a_connection_nothing_is_read_and_the_error_names_the_ways_to_have_one()
    {
        Folder.Write(Users);
        using ShellSession session = new();

        ShellResult result = session.Run("param($path) Import-JournyUser $path", Folder.File("users.csv"));

        Assert.Equal("Journy.NotConnected,Journy.Commands.ImportJournyUserCommand", result.Error.FullyQualifiedErrorId);
        AssertSays(result.ErrorText, "Connect-Journy", "-Connection", "JOURNY_API_KEY");
        Assert.Empty(result.Output);
    }

    private static bool MayWriteTo(string folder)
    {
        try
        {
            using FileStream probe = new(
                Path.Combine(folder, "probe"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
