using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>Passwords and other secrets in an input: not sent by oversight, and shown nowhere.</summary>
public sealed class SecretColumnTests : ImportTest
{
    private const string Secret = "hunter2-";
    private const string Header = "user_id,plan,Password [Required],seats\n";

    // The second row fails: its seats are no number.
    private const string Users = Header + $"u1,Pro,{Secret}a,5\nu2,Free,{Secret}b,many\n";

    [Theory]
    [InlineData("")]
    [InlineData("-AsText")]
    [InlineData("-IncludeProperty *")]
    [InlineData("-IncludeProperty 'Pass*', plan")]
    [InlineData("-PropertyMap @{ plan = 'tier' }")]
    [InlineData("-PropertyType @{ seats = 'Text' }")]
    public void A_file_with_passwords_stops_before_anything_is_sent(string parameters)
    {
        ShellResult result = ImportText(Users, parameters);

        Assert.Equal("Journy.SecretColumn,Journy.Commands.ImportJournyUserCommand", result.Error.FullyQualifiedErrorId);
        AssertSays(
            result.ErrorText,
            "'Password [Required]'",
            "-ExcludeProperty 'Password [Required]'",
            "-PropertyMap @{ 'Password [Required]' = 'Password [Required]' }",
            "Nothing was sent");
        Assert.Empty(result.Output);
        Assert.Empty(Writes);
        Assert.Equal(["users.csv"], Files);
        AssertNowhere(result);
    }

    [Fact]
    public void A_preview_of_it_says_so_and_shows_none()
    {
        ShellResult result = ImportText(Users, "-Preview").ThrowIfFailed();

        ImportPreview preview = result.As<ImportPreview>().Single();
        AssertSays(preview.ColumnProblem, "'Password [Required]'");
        AssertSays(preview.SuggestedCommand, "-ExcludeProperty 'Password [Required]'");
        Assert.Empty(preview.Columns.Single(column => column.Name.StartsWith("Password", StringComparison.Ordinal)).Samples);
        Assert.Empty(Writes);
        AssertNowhere(result);
    }

    [Theory]
    [InlineData("-ExcludeProperty 'Password [Required]'", "plan=\"Pro\"|seats=5")]
    [InlineData("-ExcludeProperty pass*", "plan=\"Pro\"|seats=5")]
    [InlineData("-IncludeProperty plan, seats", "plan=\"Pro\"|seats=5")]
    [InlineData("-PropertyMap @{ 'password [required]' = 'pw' } -ExcludeProperty PW", "plan=\"Pro\"|seats=5")]
    [InlineData("-PropertyMap @{ 'password [required]' = 'pw' } -IncludeProperty seats", "seats=5")]
    public void Once_it_is_decided_they_are_nowhere(string parameters, string sent)
    {
        ShellResult result = ImportText(Users, parameters + " -PropertyType @{ seats = 'Number' } -Verbose");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 1, failed: 1);
        Assert.Equal(sent.Split('|'), Properties("u1"));
        Assert.DoesNotContain(CsvTable.Read(summary.FailedPath!).Header, name => name.StartsWith("Password", StringComparison.Ordinal));
        AssertNowhere(result);
    }

    [Theory]
    [InlineData("-PropertyMap @{ 'Password [Required]' = 'pw' }", "pw")]
    [InlineData("-PropertyMap @{ 'Password [Required]' = 'Password [Required]' }", "Password [Required]")]
    [InlineData("-IncludeProperty *, 'Password [Required]'", "Password [Required]")]
    public void Who_names_the_column_sends_it(string parameters, string property)
    {
        ImportSummary summary = Summary(ImportText(Users, parameters + " -PropertyType @{ seats = 'Number' }"));

        AssertCounts(summary, sent: 1, failed: 1);
        Assert.Equal($"\"{Secret}a\"", Json("u1", property));
        Assert.Equal(Secret + "b", CsvTable.Read(summary.FailedPath!).Rows.Single()["Password [Required]"]);
    }

    [Theory]
    [InlineData("-ExcludeProperty 'Password [Required]'")]
    [InlineData("-ExcludeProperty 'pass*'")]
    [InlineData("-ExcludeProperty pw -PropertyMap @{ 'Password [Required]' = 'pw'; plan = 'tier' }")]
    [InlineData("-ExcludeProperty pw -PropertyMap @{ 'Password [Required]' = 'pw' } -IncludeProperty plan, pw, seats")]
    public void The_nightly_command_goes_on_with_the_failed_file(string parameters)
    {
        string command = parameters + " -PropertyType @{ seats = 'Number' }"
            + (parameters.Contains("pw", StringComparison.Ordinal) ? " -Property @{ source = 'crm' }" : string.Empty);
        ImportSummary first = Summary(ImportText(Users, command));
        AssertCounts(Summary(Import(command, first.FailedPath!)), sent: 0, failed: 1);
        string corrected = File.ReadAllText(first.FailedPath!).Replace(",many,", ",7,", StringComparison.Ordinal);
        File.WriteAllText(first.FailedPath!, corrected, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        AssertCounts(Summary(Import(command, first.FailedPath!).ThrowIfFailed()), sent: 1);

        Assert.Equal("7", Json("u2", "seats"));

        // The night after, with the corrected export.
        Folder.Write(Users.Replace("many", "7", StringComparison.Ordinal));
        AssertCounts(ImportWhole(command), sent: 0, unchanged: 2);
    }

    [Fact]
    public void A_slip_stops_a_failed_file_all_the_same()
    {
        ImportSummary first = Summary(ImportText(Users, "-ExcludeProperty pass* -PropertyType @{ seats = 'Number' }"));

        ShellResult result = Import("-ExcludeProperty pass* -PropertyType @{ seat = 'Number' }", first.FailedPath!);

        AssertSays(result.ErrorText, "-PropertyType names properties that", "seat (did you mean 'seats'?)");
    }

    // A cell too many or too few moves the password under another column.
    [Theory]
    [InlineData("u2,Free,x,hunter2-b,5")]
    [InlineData("u2,Free,hunter2-b,5,hunter2-c")]
    [InlineData("u2,hunter2-b,5")]
    [InlineData("hunter2-b,5")]
    [InlineData("u2,Free,x,y,z,hunter2-b,5")]
    public void A_row_with_its_cells_in_the_wrong_columns_shows_no_password(string row)
    {
        ShellResult result = ImportText(Header + row + "\n", "-ExcludeProperty 'Password [Required]'");

        ImportSummary summary = Summary(result);
        AssertCounts(summary, sent: 0, failed: 1);
        Assert.Equal(
            ["user_id", "plan", "seats", "journy_line", "journy_error", "journy_request_id", "journy_run"],
            CsvTable.Read(summary.FailedPath!).Header);
        AssertNowhere(result);

        // Nor is it sent as it stands.
        AssertCounts(Summary(Import("-ExcludeProperty 'Password [Required]'", summary.FailedPath!)), sent: 0, failed: 1);
        Assert.Empty(Writes);
    }

    [Fact]
    public void Bytes_that_cannot_be_read_do_no_harm_in_a_column_that_nobody_wants()
    {
        Folder.Write([.. Encoding.Latin1.GetBytes("user_id,plan,Password\nu1,Pro,hunter2-é\nu2,Frée,hunter2-b\n")]);

        ShellResult result = Import("-ExcludeProperty Password");

        AssertCounts(Summary(result), sent: 1, failed: 1);
        Assert.Equal(["plan=\"Pro\""], Properties("u1"));
        AssertNowhere(result);
    }

    [Fact]
    public void The_preview_has_no_sample_of_what_is_left_out()
    {
        Folder.Write(Users);

        ShellResult result = Run("Import-JournyUser users.csv -Preview -ExcludeProperty 'Password [Required]'").ThrowIfFailed();

        ImportPreviewColumn column = result.As<ImportPreview>()
            .Single().Columns
            .Single(column => column.Name.StartsWith("Password", StringComparison.Ordinal));
        Assert.Equal(("left out", 0, 0L), (column.Note, column.Samples.Count, column.Blanks));
        AssertNowhere(result);
    }

    [Theory]
    [InlineData("has_password,true", "has_password,false")]
    [InlineData("password_changed_at,2024-05-06", "password_changed_at,2025-12-24")]
    [InlineData("token_count,17", "token_count,18")]
    [InlineData("session_count,3", "session_count,4")]
    [InlineData("Password,true", "Password,false")]
    [InlineData("Token,2024-05-06", "Token,")]
    [InlineData("secret,", "secret,")]
    public void Counts_dates_and_booleans_are_no_secrets(string first, string second)
    {
        string name = first.Split(',')[0];

        AssertCounts(ImportTextWhole($"user_id,{name}\nu1,{first.Split(',')[1]}\nu2,{second.Split(',')[1]}\n"), sent: 2);

        Assert.Equal(first.Split(',')[1].Length > 0, User("u1").Properties.ContainsKey(name));
    }

    [Theory]
    [InlineData("Password", "true", "hunter2-b")]
    [InlineData("Password", "", "hunter2-b")]
    [InlineData("PIN", "1234", "0042")]
    [InlineData("Card Number", "4111111111111111", "5500005555555559")]
    public void One_cell_that_is_none_of_them_makes_the_column_secret(string name, string first, string second)
    {
        ShellResult result = ImportText($"user_id,{name}\nu1,{first}\nu2,{second}\n");

        Assert.StartsWith("Journy.SecretColumn,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Writes);
    }

    [Theory]
    [InlineData("Import-JournyUser -NoJournal", "row")]
    [InlineData("Set-JournyUser", "record")]
    [InlineData("Add-JournyEvent -Name login", "record")]
    [InlineData("Import-JournyEvent -Name login -NoJournal", "row")]
    public void In_a_pipe_the_column_is_withheld_with_one_warning(string command, string item)
    {
        ShellResult result = Run(
            $"[pscustomobject]@{{ user_id = 'u1'; plan = 'Pro'; password = '{Secret}a'; 'it''s secret' = '{Secret}c'; "
            + $"triggered_at = '2026-01-02' }}, [pscustomobject]@{{ user_id = 'u2'; API_KEY = '{Secret}b'; has_password = $true; "
            + $"password = 'x'; triggered_at = '2026-01-02' }} | {command}").ThrowIfFailed();

        string warning = Assert.Single(result.Warnings);
        AssertSays(
            warning,
            $"withheld from every {item}",
            "'password', 'it''s secret', 'API_KEY'",
            "-ExcludeProperty 'password', 'it''s secret', 'API_KEY'",
            "-PropertyMap @{ 'password' = 'password' }");
        Assert.Equal(2, Writes.Count);
        Assert.All(Writes, write => Assert.DoesNotContain(Secret, write.Body, StringComparison.Ordinal));
        Assert.Contains(Writes, write => write.Body!.Contains("has_password", StringComparison.Ordinal));
        AssertNowhere(result);
    }

    [Theory]
    [InlineData("-ExcludeProperty password", false)]
    [InlineData("-ExcludeProperty pass*", false)]
    [InlineData("-IncludeProperty plan", false)]
    [InlineData("-PropertyMap @{ password = 'password' }", true)]
    [InlineData("-IncludeProperty password, plan", true)]
    public void In_a_pipe_the_same_parameters_decide(string parameters, bool isSent)
    {
        foreach (string command in new[] { "Set-JournyUser", "Import-JournyUser -NoJournal" })
        {
            ShellResult result =
                Run($"@{{ user_id = 'u1'; plan = 'Pro'; password = '{Secret}a' }} | {command} {parameters}").ThrowIfFailed();

            Assert.Empty(result.Warnings);
            Assert.Equal(isSent ? $"\"{Secret}a\"" : null, Json("u1", "password"));
        }
    }

    [Fact]
    public void What_is_written_by_hand_is_sent()
    {
        Run($"Set-JournyUser -UserId u1 -Property @{{ token = '{Secret}a' }}").ThrowIfFailed();

        Assert.Equal($"\"{Secret}a\"", Json("u1", "token"));
    }

    [Fact]
    public void The_failed_file_of_piped_rows_and_their_preview_hold_none()
    {
        const string Rows = $"@{{ user_id = 'u1'; password = '{Secret}a'; seats = 'many' }}, @{{ user_id = 'u2'; seats = '5' }}";
        ShellResult result = Run($"{Rows} | Import-JournyUser -JournalPath crm.journy -PropertyType @{{ seats = 'Number' }}");
        ShellResult preview = Run($"{Rows} | Import-JournyUser -JournalPath crm.journy -Preview").ThrowIfFailed();

        AssertCounts(Summary(result), sent: 1, failed: 1);
        Assert.Empty(preview.As<ImportPreview>().Single().Columns.Single(column => column.Name == "password").Samples);
        AssertNowhere(result);
        AssertNowhere(preview);
    }

    [Fact]
    public void A_membership_import_sends_no_property_and_writes_no_password()
    {
        Folder.Write($"user_id,account_id,password\nu1,a1,{Secret}a\n,a1,{Secret}b\n");

        ShellResult result = Run("Import-JournyAccountUser users.csv");

        AssertCounts(Summary(result), sent: 1, failed: 1);
        AssertNowhere(result);
    }

    private ImportSummary ImportTextWhole(string content)
    {
        Folder.Write(content);
        return ImportWhole();
    }

    /// <summary>No stream, object, outcome file or journal holds a password.</summary>
    private void AssertNowhere(ShellResult result)
    {
        List<string?> said =
        [
            .. result.Warnings,
            .. result.Verbose,
            .. result.Errors.Select(error => error.ToString()),
            .. result.Errors.Select(error => error.Exception.ToString())
        ];
        said.AddRange(
            result.Output.Select(item => item.BaseObject)
                .OfType<ImportPreview>()
                .SelectMany(preview => preview.Problems.Select(problem => problem.Message).Append(preview.ToString())));
        said.AddRange(
            result.Output.Select(item => item.BaseObject)
                .OfType<ImportSummary>()
                .SelectMany(summary => new[] { summary.ToString(), summary.ContinueCommand }));
        said.AddRange(
            Directory.GetFiles(Folder.Path)
                .Where(file => Path.GetFileName(file) != "users.csv")
                .Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));
        Assert.All(said, text => Assert.DoesNotContain(Secret, text ?? string.Empty, StringComparison.Ordinal));
    }
}
