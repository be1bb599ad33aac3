using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using System.Text.Json;
using Journy.Import.Columns;
using Journy.Import.Values;
using Journy.Tests.Engine;
using Xunit;

namespace Journy.Tests.ImportCommand;

/// <summary>The commands that previews and errors suggest: taken as they stand, they import the file.</summary>
public sealed class SuggestionTests(ITestOutputHelper output) : ImportTest
{
    private const string BeforeCommand = "this should do: ";
    private static readonly string Samples = Path.Combine(Repository.Root, "samples", "data", "exports");

    public static TheoryData<string> SampleFiles =>
        new(Directory.GetFiles(Samples, "*.csv").Select(Path.GetFileName).Order(StringComparer.Ordinal)!);

    [Fact]
    public void Every_export_has_a_sample_in_the_form_of_its_header()
    {
        List<ExportForm> forms = [.. ExportForms.All.Where(form => form.Header.Count > 0)];
        string[] samples = Directory.GetFiles(Samples, "*.csv");
        Assert.Equal(20, samples.Select(file => Path.GetFileName(file)[..Path.GetFileName(file).LastIndexOf('-')]).Distinct().Count());
        List<string> headers = [.. samples.Select(file => File.ReadLines(file).First()).Order(StringComparer.Ordinal)];
        Assert.Equal(forms.Select(form => string.Join(",", form.Header)).Order(StringComparer.Ordinal), headers);
        Assert.All(forms, form => Assert.All(
            form.Names.Keys.Where(target => target is "email" or "user_id" or "account_id" or "domain" or "triggered_at"),
            target => Assert.NotEmpty(form.Names[target])));

        // Among others, a system's own header has the names that identify a row.
        Assert.All(forms, form => Assert.Contains(
            form.Names.Where(name => name.Key is "email" or "user_id" or "account_id" or "domain").SelectMany(name => name.Value),
            name => form.Header.Contains(name, StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(SampleFiles))]
    public void A_sample_gets_in_whole_by_the_preview_and_the_command_that_it_shows(string file)
    {
        string path = Folder.Write(File.ReadAllText(Path.Combine(Samples, file)), file);
        string noun = file.Split('-')[^1] switch { "users.csv" => "User", "accounts.csv" => "Account", _ => "Event" };

        string command = CommandOf(Run($"Import-Journy{noun} '{path}' -Preview"));
        ImportSummary summary = Summary(Run(command).ThrowIfFailed());

        // An independent reading: these files have no quotes but around cells with commas or quotes, and no line ends in cells.
        string[][] table = [.. File.ReadAllLines(path).Select(Split)];
        AssertCounts(summary, sent: table.Length - 1);
        Dictionary<string, string> map = MapOf(command);
        HashSet<string> excluded = [.. ExcludedOf(command)];
        int values = 0;
        for (int row = 1; row < table.Length; row++)
        {
            Dictionary<string, string> expected = [];
            for (int column = 0; column < table[0].Length; column++)
            {
                string name = table[0][column];
                if (table[row][column].Trim().Length > 0 && !excluded.Contains(name))
                {
                    expected[map.GetValueOrDefault(name, name)] = table[row][column];
                }
            }

            values += expected.Count;
            AssertHeld(noun, expected);
        }

        output.WriteLine($"{file}: 2 commands, {table.Length - 1} rows, {values} values, 0 differ");
    }

    [Fact]
    public void A_file_that_needs_nothing_has_no_parameters_and_the_plain_command()
    {
        string path = Folder.Write("user_id,seats\nu1,5\n");
        ImportPreview preview = Run("Import-JournyUser users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();
        Assert.Empty(preview.SuggestedParameters);
        Assert.Equal($"Import-JournyUser -LiteralPath '{path}'", preview.SuggestedCommand);
        Assert.DoesNotContain(preview.SuggestedCommand!, preview.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_parameters_splat_and_keep_what_was_given()
    {
        Folder.Write("Email;Voornaam;Secret\nu1@example.com;First1;x\n");
        Run(
            "$p = (Import-JournyUser users.csv -Preview -Delimiter ';' -ExcludeProperty Secret).SuggestedParameters; "
            + "Import-JournyUser users.csv @p")
            .ThrowIfFailed();
        Assert.Equal("""{"first_name":"First1"}""", JsonSerializer.Serialize(Emulator.Users.Single().Properties));
    }

    [Fact]
    public void Nothing_is_mapped_without_being_asked_for()
    {
        Folder.Write("Email,Voornaam,Klantnummer\nu1@example.com,First1,7\n");
        Run("Import-JournyUser users.csv").ThrowIfFailed();
        Assert.Null(Emulator.Users.Single().UserId);
        Assert.Equal(["Klantnummer", "Voornaam"], Emulator.Users.Single().Properties.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Status,Email,Mail\nnew,no,u1@example.com\n", "Import-JournyUser", null)]
    [InlineData("ID,Plan\n1,a\n1,b\n", "Import-JournyUser", null)]
    [InlineData("Cust. No.,Tank number,Plan\nc1,7,a\nc2,8,b\n", "Import-JournyUser", "Cust. No.=user_id;Plan=plan")]
    [InlineData("Tank number,Plan\n7,a\n8,b\n", "Import-JournyUser", null)]
    [InlineData("Account Owner ID,Postal Code\n7,1000\n8,2000\n", "Import-JournyUser", null)]
    [InlineData("guid,Plan\nx7,a\nx8,b\n", "Import-JournyUser", "Plan=plan;guid=user_id")]
    [InlineData(
        "Approver email,Login of contact\nboss@example.com,u1\nboss@example.com,u2\n", "Import-JournyUser", "Login of contact=user_id")]
    [InlineData("ID,ACCOUNTID,NAME\no1,a1,One\no2,a1,Two\n", "Import-JournyAccount", "NAME=name")]
    [InlineData(
        "NAME,ACCOUNTNUMBER__C,WEBSITE\nOne,A-1,http://one.example\nTwo,A-2,http://two.example\n",
        "Import-JournyAccount",
        "ACCOUNTNUMBER__C=account_id;NAME=name")]
    [InlineData(
        "orderID,customerID,employeeID,Order Type,requiredDate,orderDate\n1,c1,4,web,2025-05-01,2025-04-03\n"
        + "2,c1,4,web,2025-05-01,2025-04-04\n",
        "Import-JournyEvent",
        "customerID=user_id;orderDate=triggered_at")]
    [InlineData("id,created,amount\n1,2025-01-02,5\n2,2025-01-03,6\n", "Import-JournyEvent", null)]
    [InlineData(
        "user_id,id,type,device_type,updated,stamp\nu1,1,Paid,phone,2025-02-02,2025-01-02\n",
        "Import-JournyEvent",
        "stamp=triggered_at;type=name")]
    [InlineData("ID,Customer ID\n1,7\n1,8\n", "Import-JournyUser", "Customer ID=user_id")]
    [InlineData("Work email,Email address\nnone,u1@example.com\n,u2@example.com\n", "Import-JournyUser", "Email address=email")]
    [InlineData("Klantnummer,Achternaam\n1,Last1\n", "Import-JournyUser", "Achternaam=last_name;Klantnummer=user_id")]
    [InlineData("user_id,Ereignis,Datum\nu1,a,2025-01-02\n", "Import-JournyEvent", "Datum=triggered_at;Ereignis=name")]
    public void Cells_decide_among_the_names(string content, string cmdlet, string? map)
    {
        Folder.Write(content);
        ShellResult result = Run($"{cmdlet} users.csv -Preview");
        string? command = result.As<ImportPreview>().SingleOrDefault()?.SuggestedCommand
            ?? After(result.Errors.SingleOrDefault()?.ToString() ?? string.Empty);
        Assert.Equal(
            map,
            command is null || MapOf(command) is not { Count: > 0 } found
                ? null
                : string.Join(";", found.Select(one => $"{one.Key}={one.Value}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("'Custmer Id'", "did you mean 'Customer Id'")]
    [InlineData("\"Customer$([char]0xA0)Id\"", "Customer<U+00A0>Id")]
    public void A_map_that_met_nothing_is_said_to_with_the_nearest_name(string key, string says)
    {
        Folder.Write("Customer Id,plan\n7,Pro\n");
        ShellResult result = Run($"Import-JournyUser users.csv -PropertyMap @{{ {key} = 'user_id' }}");
        string error = result.Errors.Single().ToString();
        AssertSays(error, "-PropertyMap names columns", says);
        Run(After(error)!).ThrowIfFailed();
        Assert.Equal(["7"], UserIds);
    }

    [Theory]
    [InlineData("a'b")]
    [InlineData("a\u2019b\u2018\u201Ac")]
    [InlineData("$(1 + 1)")]
    [InlineData("`$x`n")]
    [InlineData("@{ } ; | & '; 'x")]
    [InlineData("\u201Cquoted\u201D")]
    [InlineData("a\u00A0b\u200B")]
    public void Hostile_names_come_back_from_the_parser_as_they_are(string name)
    {
        string path = Folder.Write($"{Csv("Password " + name)},Klantnummer\nsecret words,1\n");
        ShellResult result = Run($"Import-JournyUser '{path}' -Preview");
        string command = CommandOf(result.ThrowIfFailed());
        Assert.Equal(command, After(Run($"Import-JournyUser '{path}'").Errors.Single().ToString()));
        Assert.Equal("Klantnummer", Assert.Single(MapOf(command)).Key);
        Run(command).ThrowIfFailed();
        Assert.Equal(["1"], UserIds);
        Assert.Empty(Emulator.Users.Single().Properties);
    }

    [Fact]
    public void With_control_characters_no_command_is_offered()
    {
        string path = Folder.Write("\"Password \nx\",Klantnummer\nsecret words,1\n");
        ImportPreview preview = Run($"Import-JournyUser '{path}' -Preview").ThrowIfFailed().As<ImportPreview>().Single();
        Assert.Null(preview.SuggestedCommand);
        Assert.Null(After(Run($"Import-JournyUser '{path}'").Errors.Single().ToString()));
        Run($"$p = (Import-JournyUser '{path}' -Preview).SuggestedParameters; Import-JournyUser '{path}' @p").ThrowIfFailed();
        Assert.Equal(["1"], UserIds);
    }

    [Theory]
    [InlineData("Klantnummer,Achternaam\n1,Last1\n", "User", "no column that says whom a row is about.")]
    [InlineData("Klantnummer,Password\n1,secret words\n", "User", "no column that says whom a row is about.")]
    [InlineData("user_id,Password\n1,secret words\n", "User", "has columns with the names of secrets: 'Password'.")]
    [InlineData(
        "Mail,Ereignis,Datum\nu1@example.com,a,2025-01-02\n",
        "Event",
        "whom a row is about. Nor has it one that says when an event happened",
        "Nor has it one that says what happened")]
    public void A_preview_of_a_file_that_cannot_be_imported_as_it_is_says_why_and_has_the_parameters(
        string content, string noun, params string[] says)
    {
        Folder.Write(content);
        ImportPreview preview = Run($"Import-Journy{noun} users.csv -Preview").ThrowIfFailed().As<ImportPreview>().Single();
        AssertSays(preview.ColumnProblem, says);
        Assert.DoesNotContain("Import-Journy", preview.ColumnProblem!, StringComparison.Ordinal);
        Assert.Empty(preview.Problems);
        Assert.Equal((1, preview.ColumnProblem!.Contains("secrets", StringComparison.Ordinal) ? 1 : 0), (preview.Rows, preview.ToSend));
        AssertSays(preview.ToString(240), "! '", preview.SuggestedCommand!);
        Assert.DoesNotContain("secret words", preview.ToString(), StringComparison.Ordinal);
        Assert.Empty(Writes);

        string error = Run($"Import-Journy{noun} users.csv").Error.ToString();
        Assert.Equal(preview.SuggestedCommand, After(error));
        AssertSays(error, says);
        AssertCounts(
            Summary(
                Run($"$p = (Import-Journy{noun} users.csv -Preview).SuggestedParameters; Import-Journy{noun} users.csv @p")
                    .ThrowIfFailed()),
            sent: 1);
    }

    private static string Csv(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static string? After(string message)
    {
        int at = message.IndexOf(BeforeCommand, StringComparison.Ordinal);
        return at < 0 ? null : message[(at + BeforeCommand.Length)..];
    }

    private static string CommandOf(ShellResult result) =>
        result.As<ImportPreview>().SingleOrDefault()?.SuggestedCommand ?? After(Assert.Single(result.Errors).ToString())!;

    private static CommandAst Parse(string command)
    {
        ScriptBlockAst script = Parser.ParseInput(command, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return Assert.IsType<CommandAst>(
            Assert.Single(Assert.IsType<PipelineAst>(Assert.Single(script.EndBlock.Statements)).PipelineElements));
    }

    private static CommandElementAst? ArgumentOf(string command, string parameter)
    {
        CommandAst parsed = Parse(command);
        int at =
            parsed.CommandElements.ToList().FindIndex(element => element is CommandParameterAst named && named.ParameterName == parameter);
        return at < 0 ? null : parsed.CommandElements[at + 1];
    }

    private static Dictionary<string, string> MapOf(string command) => ArgumentOf(command, "PropertyMap") is HashtableAst map
        ? map.KeyValuePairs.ToDictionary(
            pair => (string)pair.Item1.SafeGetValue(), pair => (string)((PipelineAst)pair.Item2).GetPureExpression().SafeGetValue())
        : [];

    private static IEnumerable<string> ExcludedOf(string command) => ArgumentOf(command, "ExcludeProperty")?.SafeGetValue() switch
    {
        null => [],
        string one => [one],
        IEnumerable many => many.Cast<string>(),
        _ => throw new InvalidOperationException(command),
    };

    private static string[] Split(string line)
    {
        List<string> cells = [];
        string cell = string.Empty;
        bool quoted = false;
        for (int index = 0; index < line.Length; index++)
        {
            char character = line[index];
            if (quoted && character == '"' && index + 1 < line.Length && line[index + 1] == '"')
            {
                cell += line[index++];
            }
            else if (character == '"')
            {
                quoted = !quoted;
            }
            else if (character == ',' && !quoted)
            {
                cells.Add(cell);
                cell = string.Empty;
            }
            else
            {
                cell += character;
            }
        }

        return [.. cells, cell];
    }

    private void AssertHeld(string noun, Dictionary<string, string> expected)
    {
        string? Part(string name) =>
            expected.Keys.FirstOrDefault(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) is { } key
                && expected.Remove(key, out string? value)
                ? value
                : null;
        string? email = noun == "Account" ? null : Part("email");
        string? userId = noun == "Account" ? null : Part("user_id");
        IReadOnlyDictionary<string, JsonElement> held;
        if (noun == "Event")
        {
            string? name = Part("name");
            Assert.True(IsoMoment.TryRead(Part("triggered_at")!, out _));
            held = Emulator.Events.Single(one => one.UserId == userId && one.Name == name).Metadata;
        }
        else if (noun == "Account")
        {
            string? id = Part("account_id");
            string? domain = Part("domain");
            held = Emulator.Accounts.Single(account => account.AccountId == id && account.Domain == domain).Properties;
        }
        else
        {
            held = Emulator.Users.Single(user => user.UserId == userId && user.Email == email).Properties;
        }

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), held.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair =>
        {
            JsonElement value = held[pair.Key];
            bool same = value.ValueKind switch
            {
                JsonValueKind.Number => value.GetDecimal() == decimal.Parse(pair.Value, System.Globalization.CultureInfo.InvariantCulture),
                JsonValueKind.True or JsonValueKind.False => value.GetBoolean() == bool.Parse(pair.Value),
                _ => value.GetString() == pair.Value || IsSameMoment(value.GetString()!, pair.Value),
            };
            Assert.True(same, $"{pair.Key}: {value.GetRawText()} for {pair.Value}");
        });
    }

    private static bool IsSameMoment(string held, string cell) =>
        DateTimeOffset.TryParse(
            held,
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal,
            out DateTimeOffset sent)
        && DateTimeOffset.TryParse(
            cell,
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal,
            out DateTimeOffset written)
        && sent == written;
}
