using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.Completion;

/// <summary>What Tab offers, asked of the engine as a shell asks it.</summary>
public sealed class CompletionTests : EmulatorTest, IDisposable
{
    // Every one has to come back as the same name when the completed text is read.
    private static readonly string[] OddNames =
    [
        "First Name", "it's", "O\u2019Hara \u201Cx\u201D", "cost $5", "a`b", "if", "true", "-dash", "@at", "50%", "x;y", "#no", "[box]",
        "a*b", "{curly}", "né", "1st", "\u201Enieder\u201F",
    ];

    private readonly TempFolder _folder = new();

    [Fact]
    public void A_hashtable_of_all_columns_with_the_types_of_the_file_comes_first()
    {
        string file = Write("user_id,First Name,mrr,since,is_paying\n007,Jane,12.5,2026-01-02,true\n");

        Assert.Equal(
            [
                "@{ 'First Name' = 'Text'; mrr = 'Number'; since = 'DateTime'; is_paying = 'Boolean' }",
                "@{ 'First Name' = 'Text' }",
                "@{ mrr = 'Number' }"
            ],
            Complete($"Import-JournyUser '{file}' -PropertyType ").Take(3));
        Assert.Equal(
            "@{ first_name = 'Text'; mrr = 'Number'; since = 'DateTime'; is_paying = 'Boolean' }",
            Complete($"Import-JournyUser '{file}' -PropertyMap @{{ 'First Name' = 'first_name' }} -PropertyType ")[0]);
    }

    [Fact]
    public void Columns_are_mapped_to_identifiers_and_to_properties_that_the_workspace_has()
    {
        Session.Run("Set-JournyUser -UserId 1 -Property @{ lifetime_value = 1 }").ThrowIfFailed();
        string file = Write("User Id,Lifetime Value,Shoe Size\n1,2,3\n");

        Assert.Equal(
            "@{ 'User Id' = 'user_id'; 'Lifetime Value' = 'lifetime_value'; 'Shoe Size' = 'shoe_size' }",
            Complete($"Import-JournyUser -LiteralPath '{file}' -PropertyMap ")[0]);
    }

    [Fact]
    public void Names_in_odd_spelling_come_back_the_same()
    {
        string file = Write(
            "user_id," + string.Join(',', OddNames.Select(name => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n");

        foreach (string text in Complete($"Import-JournyUser '{file}' -IncludeProperty "))
        {
            CommandAst command = Parse<CommandAst>($"Get-It -Name {text}");
            Assert.Equal(3, command.CommandElements.Count);
            string name = Assert.IsType<StringConstantExpressionAst>(command.CommandElements[2], exactMatch: false).Value;
            Assert.Contains(name, OddNames.Append("user_id"));
        }

        foreach (string text in Complete($"Import-JournyUser '{file}' -PropertyType ").Skip(1))
        {
            HashtableAst map = Parse<HashtableAst>(text);
            Assert.Contains(Assert.IsType<StringConstantExpressionAst>(Assert.Single(map.KeyValuePairs).Item1).Value, OddNames);
        }

        Assert.Equal(OddNames.Length + 1, Complete($"Import-JournyUser '{file}' -IncludeProperty ").Count);
        Assert.Equal(OddNames.Length, Parse<HashtableAst>(Complete($"Import-JournyUser '{file}' -PropertyType ")[0]).KeyValuePairs.Count);
    }

    [Fact]
    public void A_name_with_a_control_character_is_not_offered()
    {
        // A file with others in its header is no text file.
        string file = Write("user_id,\"two\nlines\",hidden\u200B\u202Ename,plain\n");

        Assert.Equal(["user_id", "plain"], Complete($"Import-JournyUser '{file}' -IncludeProperty "));
    }

    [Theory]
    [InlineData("@{ ", "'First Name'|mrr")]
    [InlineData("@{ 'F", "'First Name'")]
    [InlineData("@{ mrr = '", "'Number'|'Text'|'Boolean'|'DateTime'|'List'")]
    [InlineData("@{ mrr = 'D", "'DateTime'")]
    [InlineData("@{ mrr = 'Number'; ", "'First Name'")]
    [InlineData("@{ mrr = (1 + ", "")]
    public void The_completer_knows_what_stands_inside_a_hashtable(string typed, string expected)
    {
        string file = Write("user_id,First Name,mrr\n1,2x,3\n");
        ShellResult result = Session.Run(
            """
            param($typed, $file)
            $attribute = (Get-Command Import-JournyUser).Parameters['PropertyType'].Attributes.Where{
                $_ -is [System.Management.Automation.ArgumentCompleterAttribute] }
            $command = { Import-JournyUser }.Ast.EndBlock.Statements[0].PipelineElements[0]
            [Activator]::CreateInstance($attribute.Type).CompleteArgument(
                'Import-JournyUser', 'PropertyType', $typed, $command, @{ Path = $file }).CompletionText
            """,
            typed,
            file);

        result.ThrowIfFailed();
        Assert.Equal(expected, string.Join('|', result.Output));
    }

    [Fact]
    public void Events_and_properties_of_the_workspace_are_read_once()
    {
        Session.Run("Set-JournyUser -UserId 1 -Property @{ 'zip code' = '0123' }; Add-JournyEvent -Name 'signed up' -UserId 1")
            .ThrowIfFailed();

        Assert.Equal(["'signed up'"], Complete("Add-JournyEvent -Name sig"));
        Assert.Equal(["'signed up'"], Complete("Import-JournyEvent x.csv -Name 'sig"));
        Assert.Contains("@{ 'zip code' = '' }", Complete("Set-JournyUser 1 -Property "));
        Assert.Contains("@{ 'zip code' = '' }", Complete("Set-JournyUser 1 -Property "));
        Assert.Equal(2, Reads);
    }

    [Fact]
    public void A_named_connection_completes_with_the_names_of_its_own_workspace()
    {
        Session.Run("Set-JournyUser -UserId 1 -Property @{ 'zip code' = '0123' }").ThrowIfFailed();
        using ShellSession session = new();
        session.Set("key", Emulator.ApiKey);
        session.Set("uri", Emulator.BaseAddress.AbsoluteUri);
        session.Run(
            "Connect-Journy -ApiKey other-key -BaseUri $uri -SkipKeyCheck; Connect-Journy -ApiKey $key -BaseUri $uri -SkipKeyCheck "
            + "-Name prod; $held = Get-JournyConnection prod")
            .ThrowIfFailed();

        Assert.Contains("@{ 'zip code' = '' }", CompleteIn(session, "Set-JournyUser 1 -Connection PROD -Property "));
        Assert.Contains("@{ 'zip code' = '' }", CompleteIn(session, "Set-JournyUser 1 -Connection $held -Property "));
        Assert.Equal(1, Reads);

        // One that is not known yet is not the session's own.
        Assert.DoesNotContain("@{ 'zip code' = '' }", CompleteIn(session, "Set-JournyUser 1 -Connection test -Property "));
        Assert.DoesNotContain("@{ 'zip code' = '' }", CompleteIn(session, "Set-JournyUser 1 -Property "));
        Assert.Equal(2, Reads);
    }

    [Fact]
    public void The_names_of_connections_are_those_of_the_session()
    {
        using ShellSession session = new();
        session.Set("uri", Emulator.BaseAddress.AbsoluteUri);
        session.Run(
            "foreach ($name in 'prod', 'test of ours', 'it''s') { Connect-Journy -ApiKey any-key -BaseUri $uri -SkipKeyCheck -Name $name }")
            .ThrowIfFailed();

        Assert.Equal(["'it''s'", "prod", "'test of ours'"], CompleteIn(session, "Set-JournyUser 1 -Connection "));
        Assert.Equal(["prod"], CompleteIn(session, "Import-JournyUser users.csv -Connection P"));
        Assert.Equal(["'test of ours'"], CompleteIn(session, "Get-JournySegment -Connection 'te"));
        Assert.Equal(["prod"], CompleteIn(session, "Disconnect-Journy p"));
        Assert.Equal(["prod"], CompleteIn(session, "Get-JournyConnection p"));
        session.Run("Disconnect-Journy prod").ThrowIfFailed();
        Assert.Equal(["'it''s'", "'test of ours'"], CompleteIn(session, "Set-JournyUser 1 -Connection "));
        Assert.DoesNotContain("prod", CompleteIn(Session, "Set-JournyUser 1 -Connection "));
        Assert.Equal(0, Reads);
    }

    [Fact]
    public void The_key_of_events_is_completed_by_their_columns()
    {
        string file = Write("user_id;Order No;name;triggered_at;journy_line\n1;7;a;2026-02-01;2\n");

        Assert.Equal(["'Order No'"], Complete($"Import-JournyEvent '{file}' -EventKey o"));
        Assert.Equal(["user_id", "'Order No'", "name", "triggered_at"], Complete($"Import-JournyEvent -LiteralPath '{file}' -EventKey "));
        Assert.Equal(
            ["order_no"],
            Complete($"Import-JournyEvent '{file}' -PropertyMap @{{ 'Order No' = 'order_no' }} -EventKey 'Order No', order_"));
    }

    [Fact]
    public void Without_a_connection_no_call_is_made()
    {
        using ShellSession session = new();
        session.Run("param($key) $env:JOURNY_API_KEY = $key", Emulator.ApiKey).ThrowIfFailed();
        try
        {
            CompleteIn(session, "Set-JournyUser 1 -Property ");
            CompleteIn(session, "Add-JournyEvent -Name ");
        }
        finally
        {
            session.Run("$env:JOURNY_API_KEY = $null");
        }

        Assert.Equal(0, Reads);
    }

    [Fact]
    public void Completion_takes_no_more_than_a_twentieth_of_the_limit()
    {
        Emulator.SetRateLimit(60);

        // The key's limit becomes known by the first answer; then every connection has its own names.
        for (int i = 0; i < 10; i++)
        {
            using ShellSession session = ShellSession.Connected(Emulator.BaseAddress, Emulator.ApiKey, "-SkipKeyCheck");
            CompleteIn(session, "Set-JournyUser 1 -Property ");
            CompleteIn(session, "Add-JournyEvent -Name ");
        }

        Assert.InRange(Reads, 1, 3);
    }

    [Fact]
    public void A_key_that_is_refused_is_no_error_and_is_not_asked_again_at_every_Tab()
    {
        Emulator.DisableKey(Emulator.ApiKey);

        for (int i = 0; i < 5; i++)
        {
            Complete("Set-JournyUser 1 -Property ");
        }

        Assert.Equal(1, Reads);
        Assert.Empty(Session.Run("$Error").Output);
    }

    [Fact]
    public void A_slow_server_holds_no_Tab()
    {
        Session.Run("$null").ThrowIfFailed();
        Complete("Add-JournyAccountUser -User ");
        Emulator.Faults.Add(Fault.Delay(TimeSpan.FromSeconds(10)));
        Stopwatch watch = Stopwatch.StartNew();

        Complete("Set-JournyUser 1 -Property ");

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("Import-JournyUser x.csv -Encoding win", "'windows-1252'")]
    [InlineData("Import-JournyUser x.csv -TimeZone UT", "UTC")]
    [InlineData("Connect-Journy -BaseUri ", "'https://api.journy.io'")]
    [InlineData("Add-JournyAccountUser -User ", "@{ UserId = '' }")]
    public void Other_parameters_have_theirs(string line, string first) => Assert.Equal(first, Complete(line)[0]);

    [Fact]
    public void Every_parameter_of_these_names_has_a_completer()
    {
        ShellResult result = Session.Run(
            """
            foreach ($cmdlet in Get-Command -Module Journy) {
                foreach ($parameter in $cmdlet.Parameters.Values) {
                    $named = $parameter.Name -in 'PropertyType', 'PropertyMap', 'IncludeProperty', 'ExcludeProperty', 'Property',
                        'Metadata', 'Encoding', 'TimeZone', 'BaseUri', 'User', 'Connection', 'EventKey' -or
                        ($cmdlet.Name -like '*-JournyEvent' -and $parameter.Name -eq 'Name')
                    $has = @($parameter.Attributes.Where{ $_ -is [System.Management.Automation.ArgumentCompleterAttribute] }).Count
                    if ($named) { "$($cmdlet.Name) -$($parameter.Name) $has" }
                }
            }
            """);

        Assert.InRange(result.Output.Count, 40, 100);
        Assert.All(result.Output, line => Assert.EndsWith(" 1", line.ToString(), StringComparison.Ordinal));
    }

    private int Reads => Emulator.Ledger.Snapshot().Count(entry => entry.Method == "GET");

    private List<string> Complete(string line) => CompleteIn(Session, line);

    private static List<string> CompleteIn(ShellSession session, string line)
    {
        ShellResult result = session.Run(
            "param($line) [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches",
            line);
        result.ThrowIfFailed();
        return result.Output.Select(match => ((CompletionResult)match.BaseObject).CompletionText).ToList();
    }

    private static T Parse<T>(string text)
        where T : Ast
    {
        ScriptBlockAst ast = Parser.ParseInput(text, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return Assert.IsType<T>(ast.Find(node => node is T, searchNestedScriptBlocks: true), exactMatch: false);
    }

    private string Write(string text) => _folder.Write(text, "rows.csv");

    public void Dispose() => _folder.Dispose();
}
