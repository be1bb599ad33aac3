using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Reflection;
using System.Security;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Connections;
using Journy.Emulator;
using Journy.Pacing;
using Journy.Parameters;
using Journy.Tests.Client;
using Journy.Tests.Conventions;
using Journy.Tests.Engine;
using Journy.Tests.Import;
using Xunit;

namespace Journy.Tests.Sessions;

/// <summary>The key is seen nowhere, however it was given and whatever happens.</summary>
public sealed class SecretTests : EmulatorTest
{
    private const string Sentinel = "Sentinel-key-0123456789-abcdef";

    private const string Use = """
        @{ user_id = 1; plan = 'x' } | Set-JournyUser -Verbose -Debug
        @{ plan = 'nobody' }, 'text' | Set-JournyUser -Verbose -Debug
        Remove-JournyUser -UserId 1 -Confirm:$false -Verbose -Debug
        Get-JournyApiKeyInfo -Verbose -Debug
        Get-JournyConnection -Verbose -Debug
        Import-JournyUser $path -Verbose -Debug
        """;

    private readonly TempFolder _folder = new();

    protected override EmulatorOptions Options => new() { RateLimit = null, ApiKey = Sentinel };

    public static TheoryData<string> Sources => new() { "text", "SecureString", "PSCredential" };

    public static TheoryData<string, string> FailingConnects
    {
        get
        {
            TheoryData<string, string> all = new();
            foreach (string failure in Failures.Quick)
            {
                all.Add("text", failure);
            }

            foreach (string failure in new[] { "400", "401", "echo" })
            {
                all.Add("SecureString", failure);
                all.Add("PSCredential", failure);
            }

            return all;
        }
    }

    public static TheoryData<string> AllFailures => [.. Failures.Quick, .. Failures.Slow];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_success_shows_nothing_of_the_key(string source)
    {
        using ShellSession session = NewSession(source);
        ShellResult result = session.Run(
            "$DebugPreference = 'Continue'; $VerbosePreference = 'Continue'; "
            + "Connect-Journy -ApiKey $key -BaseUri $uri -PassThru -Verbose -Debug; "
            + "Connect-Journy -ApiKey $key -BaseUri $uri -Verbose -Debug\n"
                + Use);
        Assert.Equal(2, result.Errors.Count(error => error.FullyQualifiedErrorId.StartsWith("Journy.No", StringComparison.Ordinal)));
        Assert.Equal(4, Emulator.Ledger.AppliedCount);
        Assert.NotEmpty(result.Verbose);
        Scan(result, session);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_key_given_as_a_connection_is_not_shown(string source)
    {
        using ShellSession session = NewSession(source);
        ShellResult result = session.Run(
            "Set-JournyUser -UserId 1 -Connection $key; Import-JournyUser $path -Connection $key -Verbose -Debug");
        Assert.Equal(2, result.Errors.Count);
        Scan(result, session);
    }

    /// <summary>Every parameter whose values this module reads itself, but for those that take secrets or identifiers, and the names of
    /// connections.</summary>
    public static TheoryData<string, string> ReadingParameters
    {
        get
        {
            TheoryData<string, string> all = new();
            foreach (Type command in ModuleTypes.Commands)
            {
                CmdletAttribute name = ModuleTypes.CmdletOf(command);
                string cmdlet = $"{name.VerbName}-{name.NounName}";
                foreach (PropertyInfo parameter in ModuleTypes.ParametersOf(command))
                {
                    ArgumentTransformationAttribute[] readers = [.. parameter.GetCustomAttributes<ArgumentTransformationAttribute>()];
                    bool isRead = readers.Any(reader => reader.GetType().Assembly == typeof(JournyConnection).Assembly
                        && reader is not (
                            SecretTransformationAttribute or IdentifierTransformationAttribute or TypedNumberTransformationAttribute));
                    if (isRead
                        || (parameter.Name == "Name" && cmdlet is "Get-JournyConnection" or "Disconnect-Journy")
                        || parameter.Name is "BaseUri" or "Proxy")
                    {
                        all.Add(cmdlet, parameter.Name);
                    }
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(ReadingParameters))]
    public void A_key_given_to_another_parameter_is_not_shown(string command, string parameter)
    {
        using ShellSession session = NewSession("text");
        ShellResult result = session.Run(
            $"$splat = @{{ {parameter} = $key }}; {(command == "Connect-Journy" ? "$splat.ApiKey = 'other-key'; " : string.Empty)}{command}"
            + " @splat");
        Assert.NotNull(result.Error);
        Assert.DoesNotContain(Sentinel[..5], result.ErrorText, StringComparison.Ordinal);
        Scan(result, session);
    }

    [Theory]
    [InlineData("$key | Import-JournyUser -NoJournal")]
    [InlineData("$key, $key | Import-JournyEvent")]
    [InlineData("Get-JournySegment -Name $key")]
    [InlineData("Get-JournyPropertyDefinition -Name $key")]
    [InlineData("Get-JournyEventDefinition $key")]
    [InlineData("Set-JournyUser -Email $key")]
    public void A_key_in_the_place_of_a_name_or_a_row_is_not_shown(string script)
    {
        using ShellSession session = NewSession("text");
        session.Run("Connect-Journy -ApiKey $key -BaseUri $uri").ThrowIfFailed();
        ShellResult result = session.Run(script);
        Assert.StartsWith("Journy.", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Scan(result, session);
    }

    [Theory]
    [MemberData(nameof(FailingConnects))]
    public void A_connect_that_fails_shows_nothing_of_the_key(string source, string failure)
    {
        Emulator.Faults.Add(Failures.Find(failure, Sentinel));
        using ShellSession session = NewSession(source);
        ShellResult result = session.Run("Connect-Journy -ApiKey $key -BaseUri $uri -Verbose -Debug");
        Assert.StartsWith("Journy.", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.NotEqual(0, Emulator.Ledger.Count);
        Scan(result, session);
    }

    [Fact]
    public void All_that_CLIXML_can_hold_of_an_error_shows_nothing_of_the_key()
    {
        Emulator.Faults.Add(Failures.Find("echo", Sentinel));
        using ShellSession session = NewSession("SecureString");
        ShellResult result = session.Run("Connect-Journy -ApiKey $key -BaseUri $uri");
        Assert.StartsWith("Journy.BadArguments,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        new SecretScan(Sentinel, SecretScan.FullDepth).Add(result, session).AssertHidden();
    }

    [Theory]
    [MemberData(nameof(AllFailures))]
    public void Commands_that_fail_show_nothing_of_the_key(string failure)
    {
        Emulator.Faults.Add(Failures.Find(failure, Sentinel));
        RunOnInstantConnection(Emulator.BaseAddress);
    }

    /// <summary>
    /// Beside its streams: the page, the files of rows and of those who are gone, the journal, and the commands that go on.
    /// </summary>
    [Theory]
    [MemberData(nameof(LeavingFailures))]
    public void What_an_import_leaves_shows_nothing_of_the_key(string failure)
    {
        using ShellSession session = NewSession("SecureString");
        session.Set("folder", _folder.Path);
        session.Run(
            """
            Connect-Journy -ApiKey $key -BaseUri $uri
            Connect-Journy -ApiKey $key -BaseUri $uri -Name prod
            $rows = "$folder/rows.csv"
            [IO.File]::WriteAllText("$folder/before.csv", "user_id,plan`n5,a`n6,b`n")
            [IO.File]::Copy("$folder/before.csv", $rows)
            $null = Import-JournyUser $rows
            [IO.File]::WriteAllText($rows, "user_id,plan`n6,b`n7,c`n8,d`n")
            """).ThrowIfFailed();
        if (failure.Length > 0)
        {
            Emulator.Faults.Add(Failures.Find(failure, Sentinel));
        }

        ShellResult result = session.Run(
            """
            $table = [Data.DataTable]::new()
            $null = $table.Columns.Add('user_id')
            $null = $table.Rows.Add('9')
            Import-JournyUser $rows -Connection prod -Preview
            Import-JournyUser $rows -Connection prod -ReportPath "$folder/report.html" -AbsentPath "$folder/gone.csv" `
                -PreviousPath "$folder/before.csv" -Verbose -Debug
            Import-JournyUser -InputObject $table.CreateDataReader() -JournalPath "$folder/reader.journy" -Connection (
                Get-JournyConnection) -Verbose -Debug
            """);

        Assert.Equal(failure.Length > 0, result.Errors.Count + (result.Terminating is null ? 0 : 1) > 0);
        Assert.True(File.Exists(_folder.File("report.html")));
        Assert.True(failure.Length > 0 || File.Exists(_folder.File("gone.csv")));
        Scan(result, session);
    }

    public static TheoryData<string> LeavingFailures => ["", .. Failures.Quick];

    /// <summary>The matches' texts and tool tips, and what becomes of errors on the way.</summary>
    [Theory]
    [MemberData(nameof(LeavingFailures))]
    public void Completion_shows_nothing_of_the_key(string failure)
    {
        using ShellSession session = NewSession("SecureString");
        session.Run("Connect-Journy -ApiKey $key -BaseUri $uri").ThrowIfFailed();
        if (failure.Length > 0)
        {
            Emulator.Faults.Add(Failures.Find(failure, Sentinel));
        }

        session.Set("text", Sentinel);
        ShellResult result = session.Run(
            """
            foreach ($line in @(
                "Connect-Journy -ApiKey $text -BaseUri ", "Connect-Journy -ApiKey '$text' -T",
                "Connect-Journy -ApiKey $text -Proxy http://$($text)@proxy.example.com -BaseUri "
                "Set-JournyUser 1 -Connection $text -Property ", "Get-JournyVerificationHash 1 -Secret $text -",
                'Set-JournyUser 1 -Property '
                'Add-JournyEvent -Name ', "Import-JournyUser $path -PropertyType ", "Import-JournyUser $path -PropertyMap "
            )) {
                [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches
            }
            """).ThrowIfFailed();

        Assert.InRange(result.Output.Count, 20, 1000);
        Scan(result, session);
    }

    [Fact]
    public async Task An_address_that_answers_nothing_or_nonsense_makes_no_command_show_the_key()
    {
        RunOnInstantConnection(new Uri("http://127.0.0.1:1/"));
        RunOnInstantConnection(new Uri("https://journy-test.invalid/"));
        await using RawServer echo = new($"{Sentinel} {Sentinel}\r\n\r\n");
        RunOnInstantConnection(echo.Address);
    }

    public static TheoryData<string, string> UnusableKeys
    {
        get
        {
            TheoryData<string, string> all = new();
            foreach (TheoryDataRow<string> source in Sources)
            {
                all.Add(source.Data, Sentinel + " x");
                all.Add(source.Data, Sentinel + "\nX-Other: 1");
                all.Add(source.Data, Sentinel + "é");
                all.Add(source.Data, "\u200B" + Sentinel);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(UnusableKeys))]
    public void A_key_that_cannot_be_one_is_not_shown(string source, string key)
    {
        using ShellSession session = NewSession(source, key);
        ShellResult result = session.Run("Connect-Journy -ApiKey $key -BaseUri $uri -Verbose -Debug");
        Assert.StartsWith("Journy.InvalidApiKey,", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Scan(result, session);
    }

    [Theory]
    [InlineData("Connect-Journy -ApiKey $key -BaseUri 'no address'")]
    [InlineData("Connect-Journy -ApiKey $key -BaseUri 'http://api.example.com'")]
    [InlineData("Connect-Journy -ApiKey $key -BaseUri $uri -TimeoutSec 0")]
    [InlineData("Connect-Journy -ApiKey $key -BaseUri $uri -RequestsPerMinute no")]
    [InlineData("Connect-Journy -ApiKey $key -BaseUri $uri -Proxy http://proxy.example.com")]
    [InlineData("Connect-Journy -ApiKey $key -BaseUri $uri -NoSuchParameter 1")]
    [InlineData("Connect-Journy $key $uri")]
    [InlineData("Connect-Journy -ApiKey @($key, $key)")]
    [InlineData("Connect-Journy -ApiKey @{ key = $key }")]
    public void Other_parameters_that_cannot_be_used_do_not_make_it_show(string script)
    {
        foreach (TheoryDataRow<string> source in Sources)
        {
            using ShellSession session = NewSession(source.Data);
            ShellResult result = session.Run(script);
            Assert.NotNull(result.Error);
            Scan(result, session);
        }
    }

    [Theory]
    [InlineData("Connect-Journy -ApiKey other-key -BaseUri \"https://user:$key@api.example.com\"")]
    [InlineData("Connect-Journy -ApiKey other-key -BaseUri \"https://$key@api.example.com/path\"")]
    [InlineData("Connect-Journy -ApiKey other-key -BaseUri https://api.example.com -Proxy \"http://user:$key@proxy.example.com\"")]
    public void User_info_of_an_address_is_not_shown(string script)
    {
        using ShellSession session = NewSession("text");
        ShellResult result = session.Run(script);
        Assert.StartsWith("Journy.Invalid", result.Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Scan(result, session);
    }

    private void RunOnInstantConnection(Uri address)
    {
        InstantClock clock = new();
        JournyClientOptions options = new(address, ApiKey.From(Sentinel)!)
        {
            Clock = clock,
            RateLimiter = new RateLimiter(clock),
            Timeout = TimeSpan.FromSeconds(0.2),
        };
        using ShellSession session = NewSession("text");
        session.Set("c", new JournyConnection(new JournyClient(options), options, JournyConnectionSource.Parameter, null, null));
        ShellResult result = session.Run(
            """
            $DebugPreference = 'Continue'
            $PSDefaultParameterValues = @{ '*-Journy*:Connection' = $c; '*-Journy*:Verbose' = $true; '*-Journy*:Debug' = $true }
            @{ user_id = 1; plan = 'x' } | Set-JournyUser
            Remove-JournyUser -UserId 1 -Confirm:$false
            Get-JournyApiKeyInfo
            Import-JournyUser $path
            """);
        Assert.True(result.Errors.Count >= 4, $"{result.Errors.Count} errors");
        Scan(result, session);
    }

    private ShellSession NewSession(string source, string key = Sentinel)
    {
        SecureString secure = new NetworkCredential(string.Empty, key).SecurePassword;
        ShellSession session = new();
        session.Set("key", source switch
        {
            "text" => key,
            "SecureString" => secure,
            _ => new PSCredential("journy", secure),
        });
        session.Set("uri", Emulator.BaseAddress.AbsoluteUri);
        session.Set("path", _folder.Write("user_id,plan\n2,y\n3,z\n,nobody\n"));
        return session;
    }

    private void Scan(ShellResult result, ShellSession session) =>
        new SecretScan(Sentinel).Add(result, session).AddFolder(_folder.Path).AssertHidden();
}
