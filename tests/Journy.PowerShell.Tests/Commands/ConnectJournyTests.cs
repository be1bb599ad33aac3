using System;
using System.Collections;
using System.Linq;
using System.Management.Automation;
using System.Net;
using Journy.Emulator;
using Journy.Tests.Engine;
using Journy.Tests.Sessions;
using Xunit;

namespace Journy.Tests.Commands;

[Collection(ProcessWide.Name)]
public sealed class ConnectJournyTests : SharedSessionTest, IDisposable
{
    private const string KeyVariable = "JOURNY_API_KEY";
    private const string SecretKey = "secret-key-that-nobody-may-see";

    private readonly EnvironmentVariable _noKey = new(KeyVariable, null);

    public ConnectJournyTests(SharedSession shared)
        : base(shared) => ProcessEnvironment.ForgetConnections();

    public void Dispose() => _noKey.Dispose();

    private JournyConnection? Current => SharedShell.Run("Get-JournyConnection").ThrowIfFailed().As<JournyConnection>().SingleOrDefault();

    private ErrorRecord End(string script) => EndOf(SharedShell, script);

    private ShellResult ConnectWith(string parameters)
    {
        SharedShell.Set("key", Emulator.ApiKey);
        SharedShell.Set("uri", Emulator.BaseAddress.AbsoluteUri);
        return SharedShell.Run("Connect-Journy " + parameters);
    }

    [Fact]
    public void The_key_is_checked_with_one_call_and_the_connection_kept()
    {
        Assert.Empty(ConnectWith("$key -BaseUri $uri").ThrowIfFailed().Output);
        LedgerEntry call = Assert.Single(Emulator.Ledger.Snapshot());
        Assert.Equal(("GET", "/validate", (int?)200), (call.Method, call.Target, call.Status));
        JournyConnection connection = Current!;
        Assert.Equal(Emulator.BaseAddress, connection.BaseUri);
        Assert.Equal(KeyPermissions.All, connection.Permissions);
        Assert.Equal(JournyConnectionSource.Parameter, connection.Source);
        Assert.Equal((30, null, null), (connection.TimeoutSec, connection.RequestsPerMinute, connection.Proxy));
        Assert.Null(connection.ReserveForOthers);
    }

    [Fact]
    public void The_connection_shows_the_pace_of_its_key()
    {
        ConnectWith("$key -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();
        Assert.Equal((0, null, null), (Current!.CallsInLastMinute, Current!.ShareOfLimit, Current!.OthersPerMinute));
        SharedShell.Run("Get-JournyApiKeyInfo").ThrowIfFailed();
        Assert.Equal((1, 0), (Current!.CallsInLastMinute, Current!.OthersPerMinute));
        Assert.InRange(Current!.ShareOfLimit!.Value, double.Epsilon, 1);
    }

    [Fact]
    public void SkipKeyCheck_makes_no_call()
    {
        ConnectWith("$key -BaseUri $uri -SkipKeyCheck -RequestsPerMinute 90 -ReserveForOthers 40 -TimeoutSec 2.5").ThrowIfFailed();
        Assert.Equal(0, Emulator.Ledger.Count);
        JournyConnection connection = Current!;
        Assert.Null(connection.Permissions);
        Assert.Equal((2.5, 90, 40), (connection.TimeoutSec, connection.RequestsPerMinute, connection.ReserveForOthers));
    }

    [Fact]
    public void PassThru_and_Name_leave_the_connection_of_the_session_as_it_is()
    {
        JournyConnection first = Assert.Single(ConnectWith("$key -BaseUri $uri -PassThru").ThrowIfFailed().As<JournyConnection>());
        Assert.Null(Current);
        ConnectWith("$key -BaseUri $uri").ThrowIfFailed();
        JournyConnection session = Current!;
        ConnectWith("$key -BaseUri $uri -Name prod").ThrowIfFailed();
        End("Connect-Journy -ApiKey no-such-key -BaseUri $uri -PassThru");
        End("Connect-Journy -ApiKey no-such-key -BaseUri $uri -Name test");
        Assert.NotSame(first, session);
        Assert.Same(session, Current);
    }

    [Theory]
    [InlineData("(& { $s = [securestring]::new(); foreach ($c in $key.ToCharArray()) { $s.AppendChar($c) }; $s })")]
    [InlineData(
        "([pscredential]::new('any', (& { $s = [securestring]::new(); foreach ($c in $key.ToCharArray()) { $s.AppendChar($c) }; $s })))")]
    [InlineData("\"$key`r`n\"")]
    [InlineData("\" $key\"")]
    [InlineData("([psobject]$key)")]
    public void A_key_can_be_given_in_several_ways(string key)
    {
        ConnectWith($"-ApiKey {key} -BaseUri $uri").ThrowIfFailed();
        Assert.Equal(200, Assert.Single(Emulator.Ledger.Snapshot()).Status);
    }

    [Theory]
    [InlineData("''", "blank")]
    [InlineData("'   '", "blank")]
    [InlineData("$null", "blank")]
    [InlineData("\"`r`n\"", "blank")]
    [InlineData("([securestring]::new())", "blank")]
    [InlineData("'" + SecretKey + " and more'", "a space")]
    [InlineData("\"" + SecretKey + "`nand more\"", "a line break")]
    [InlineData("'" + SecretKey + "é'", "accent")]
    public void A_key_that_cannot_be_one_is_refused_and_never_shown(string key, string part)
    {
        ErrorRecord error = End($"Connect-Journy -ApiKey {key} -BaseUri {Emulator.BaseAddress}");
        Assert.Equal("Journy.InvalidApiKey", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.Contains("-ApiKey", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(SecretKey, error.ErrorDetails.Message + error.Exception, StringComparison.Ordinal);
        Assert.Null(Current);
        Assert.Equal(0, Emulator.Ledger.Count);
    }

    [Theory]
    [InlineData("a*")]
    [InlineData("shop[1]")]
    public void A_name_with_a_wildcard_is_refused(string name)
    {
        ErrorRecord error = End($"Connect-Journy -ApiKey no-such-key -Name '{name}'");
        Assert.Equal("Journy.InvalidParameter", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains($"'{name}' has a wildcard", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(0, Emulator.Ledger.Count);
    }

    [Fact]
    public void A_key_of_another_type_is_refused_and_never_shown()
    {
        ErrorRecord error = End($"Connect-Journy -ApiKey @{{ key = '{SecretKey}' }}");
        Assert.Contains("SecureString", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Hashtable", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(SecretKey, error + error.Exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_key_and_nobody_to_ask_is_an_error_with_both_ways_out()
    {
        ErrorRecord error = End("Connect-Journy");
        Assert.Equal("Journy.NoApiKey", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Contains("-ApiKey", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(KeyVariable, error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://api.journy.io", "is not HTTPS")]
    [InlineData("http://192.168.1.5:8080", "is not HTTPS")]
    [InlineData("ftp://127.0.0.1", "is not HTTPS")]
    [InlineData("https://someone:hunter2@api.journy.io", "user name or password")]
    [InlineData("https://api.journy.io/?a=hunter2", "query or a fragment")]
    [InlineData("https://api.journy.io/#hunter2", "query or a fragment")]
    [InlineData("api.journy.io", "absolute address")]
    [InlineData("/v1", "absolute address")]
    [InlineData("file:///tmp/x", "absolute address")]
    [InlineData("", "absolute address")]
    public void An_address_that_cannot_be_used_is_refused(string address, string part)
    {
        ErrorRecord error = End($"Connect-Journy -ApiKey {SecretKey} -BaseUri '{address}' -SkipKeyCheck");
        Assert.Equal("Journy.InvalidBaseUri", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.StartsWith("-BaseUri ", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ErrorDetails.Message + error.Exception, StringComparison.Ordinal);
        Assert.Null(Current);
    }

    [Theory]
    [InlineData("https://api.journy.io", "https://api.journy.io/")]
    [InlineData("https://proxy.example/journy", "https://proxy.example/journy/")]
    [InlineData("http://localhost:5080", "http://localhost:5080/")]
    [InlineData("http://[::1]:5080/", "http://[::1]:5080/")]
    [InlineData("http://127.0.0.2", "http://127.0.0.2/")]
    [InlineData(" https://api.journy.io ", "https://api.journy.io/")]
    public void An_address_that_can_be_used_is_kept(string address, string expected)
    {
        SharedShell.Run($"Connect-Journy -ApiKey {SecretKey} -BaseUri '{address}' -SkipKeyCheck").ThrowIfFailed();
        Assert.Equal(expected, Current!.BaseUri.AbsoluteUri);
    }

    [Theory]
    [InlineData("prefix")]
    [InlineData("prefix/")]
    [InlineData("a/b")]
    public void The_path_of_an_address_is_kept(string path)
    {
        ConnectWith($"$key -BaseUri \"${{uri}}{path}\" -SkipKeyCheck").ThrowIfFailed();
        SharedShell.Run("Set-JournyUser -UserId u");
        Assert.Equal($"/{path.TrimEnd('/')}/users/upsert", Writes.Single().Target);
    }

    public static TheoryData<string, string, ErrorCategory> RefusedKeys => new()
    {
        { "unknown", "Journy.Unauthorized", ErrorCategory.AuthenticationError },
        { "disabled", "Journy.Forbidden", ErrorCategory.PermissionDenied },
    };

    [Theory]
    [MemberData(nameof(RefusedKeys))]
    public void A_key_that_is_refused_leaves_no_connection(string kind, string id, ErrorCategory category)
    {
        string key = SecretKey;
        if (kind == "disabled")
        {
            key = Emulator.AddKey("disabled", KeyPermissions.TrackData);
            Emulator.DisableKey(key);
        }

        string script = $"Connect-Journy -ApiKey {key} -BaseUri {Emulator.BaseAddress}";
        ErrorRecord error = End(script);
        Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Contains(Emulator.Ledger.Snapshot()[^1].RequestId, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, error.ErrorDetails.Message + error.Exception, StringComparison.Ordinal);
        Assert.Null(Current);

        ConnectWith("$key -BaseUri $uri").ThrowIfFailed();
        Assert.NotNull(Current);
        End(script);
        Assert.Null(Current);
    }

    [Theory]
    [InlineData("-ProxyUseDefaultCredentials", "need -Proxy")]
    [InlineData("-ProxyCredential ([pscredential]::new('any', [securestring]::new()))", "need -Proxy")]
    [InlineData("-Proxy http://proxy.example:8080 -BaseUri http://127.0.0.1:1", "this machine")]
    [InlineData("-Proxy http://someone:hunter2@proxy.example:8080", "-ProxyCredential")]
    [InlineData("-Proxy proxy.example", "absolute http or https address")]
    [InlineData("-Proxy proxy.example:8080", "absolute http or https address")]
    [InlineData(
        "-Proxy http://p -ProxyUseDefaultCredentials -ProxyCredential ([pscredential]::new('u', [securestring]::new()))",
        "exclude each other")]
    public void A_proxy_that_cannot_be_used_is_refused(string parameters, string part)
    {
        ErrorRecord error = End($"Connect-Journy -ApiKey {SecretKey} -SkipKeyCheck {parameters}");
        Assert.Equal("Journy.InvalidParameter", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(part, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Null(Current);
    }

    [Fact]
    public void A_proxy_is_part_of_the_connection()
    {
        SharedShell.Run($"Connect-Journy -ApiKey {SecretKey} -SkipKeyCheck -Proxy http://proxy.example:8080").ThrowIfFailed();
        Assert.Equal("http://proxy.example:8080/", Current!.Proxy!.AbsoluteUri);
    }

    [Theory]
    [InlineData("-RequestsPerMinute 0")]
    [InlineData("-ReserveForOthers 91")]
    [InlineData("-TimeoutSec 0")]
    public void Numbers_out_of_range_are_refused(string parameters)
    {
        ErrorRecord error = End($"Connect-Journy -ApiKey {SecretKey} -SkipKeyCheck {parameters}");
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains(parameters.Split(' ')[0].TrimStart('-'), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Disconnect_forgets_the_connection_and_nothing_else()
    {
        JournyConnection kept = Assert.Single(ConnectWith("$key -BaseUri $uri -PassThru").ThrowIfFailed().As<JournyConnection>());
        Assert.Empty(SharedShell.Run("Disconnect-Journy").ThrowIfFailed().Output);
        Assert.Null(Current);
        SharedShell.Run("Disconnect-Journy").ThrowIfFailed();

        SharedShell.Set("kept", kept);
        Assert.Single(SharedShell.Run("Set-JournyUser -UserId u -Connection $kept").ThrowIfFailed().Output);
    }

    [Theory]
    [InlineData("Set-JournyUser -UserId u")]
    [InlineData("Set-JournyAccount -AccountId a")]
    [InlineData("Remove-JournyUser -UserId u -Confirm:$false")]
    [InlineData("Get-JournyApiKeyInfo")]
    public void Without_a_connection_a_command_ends_with_the_ways_to_one(string script)
    {
        ErrorRecord error = End(script);
        Assert.Equal("Journy.NotConnected", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.All(
            ["Connect-Journy", "-Connection", KeyVariable],
            way => Assert.Contains(way, error.ErrorDetails.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_connection_can_be_given_and_wins()
    {
        ConnectWith("$key -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();
        SharedShell.Set("other", Emulator.AddKey("other", KeyPermissions.TrackData));
        SharedShell.Run(
            "$c = Connect-Journy -ApiKey $other -BaseUri $uri -SkipKeyCheck -PassThru; "
            + "Connect-Journy -ApiKey $key -BaseUri $uri -SkipKeyCheck; Set-JournyUser -UserId a; Set-JournyUser -UserId b -Connection $c")
            .ThrowIfFailed();
        Assert.Equal(["main", "other"], Writes.Select(write => write.KeyLabel));
    }

    [Fact]
    public void Two_runspaces_never_use_each_others_connection()
    {
        using ShellSession other = new();
        ConnectWith("$key -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();
        Assert.Empty(other.Run("Get-JournyConnection").ThrowIfFailed().Output);
        other.Set("key", Emulator.AddKey("other", KeyPermissions.TrackData));
        other.Run($"Connect-Journy $key -BaseUri {Emulator.BaseAddress} -SkipKeyCheck; Set-JournyUser -UserId a").ThrowIfFailed();
        SharedShell.Run("Set-JournyUser -UserId b").ThrowIfFailed();
        other.Run("Disconnect-Journy").ThrowIfFailed();
        SharedShell.Run("Set-JournyUser -UserId c").ThrowIfFailed();
        Assert.Equal(["other", "main", "main"], Writes.Select(write => write.KeyLabel));
    }

    [Fact]
    public void The_environment_gives_a_key_where_none_is_given()
    {
        using EnvironmentVariable variable = new(KeyVariable, Emulator.ApiKey + "\n");
        ConnectWith("-BaseUri $uri").ThrowIfFailed();
        Assert.Equal(200, Assert.Single(Emulator.Ledger.Snapshot()).Status);
        Assert.Equal(JournyConnectionSource.Environment, Current!.Source);
    }

    [Fact]
    public void The_environment_makes_a_connection_to_journy_itself_that_follows_the_variable()
    {
        using EnvironmentVariable variable = new(KeyVariable, SecretKey);
        JournyConnection first = Current!;
        Assert.Equal("https://api.journy.io/", first.BaseUri.AbsoluteUri);
        Assert.Equal((JournyConnectionSource.Environment, null), (first.Source, first.Permissions));
        Assert.Same(first, Current);
        using (new EnvironmentVariable(KeyVariable, SecretKey + "2"))
        {
            Assert.NotSame(first, Current);
        }

        using (new EnvironmentVariable(KeyVariable, "  "))
        {
            Assert.Null(Current);
        }

        ConnectWith("$key -BaseUri $uri -SkipKeyCheck").ThrowIfFailed();
        Assert.Equal(Emulator.BaseAddress, Current!.BaseUri);
    }

    [Fact]
    public void A_broken_key_in_the_environment_is_an_error_that_names_the_variable()
    {
        using EnvironmentVariable variable = new(KeyVariable, SecretKey + " and more");
        ErrorRecord error = End("Get-JournyConnection");
        Assert.Equal("Journy.InvalidApiKey", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains("$env:" + KeyVariable, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(SecretKey, error.ErrorDetails.Message + error.Exception, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_never_shows_its_key()
    {
        ConnectWith("$key -BaseUri $uri").ThrowIfFailed();
        PSObject connection = PSObject.AsPSObject(Current!);
        string shown = string.Join('\n', connection.Properties.Select(property => Show(property.Value)))
            + connection + PSSerializer.Serialize(connection, 5);
        Assert.Contains(Emulator.BaseAddress.Authority, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Emulator.ApiKey, shown, StringComparison.Ordinal);

        static string Show(object? value) => value is IEnumerable list and not string
            ? string.Join(' ', list.Cast<object>())
            : value?.ToString() ?? string.Empty;
    }

    [Fact]
    public void The_key_info_tells_what_the_key_may_do()
    {
        string key = Emulator.AddKey("some", KeyPermissions.TrackData, KeyPermissions.ReadEvents);
        Connect(key);
        ShellResult result = SharedShell.Run("Get-JournyApiKeyInfo -Verbose").ThrowIfFailed();
        ApiKeyInfo info = Assert.Single(result.As<ApiKeyInfo>());
        LedgerEntry call = Assert.Single(Emulator.Ledger.Snapshot());
        Assert.Equal([KeyPermissions.TrackData, KeyPermissions.ReadEvents], info.Permissions);
        Assert.Equal((Emulator.BaseAddress, call.RequestId), (info.BaseUri, info.RequestId));
        Assert.True(info.CallsLimit > 0 && info.CallsRemaining > 0);
        Assert.StartsWith("GET /validate -> 200, request " + call.RequestId, Assert.Single(result.Verbose), StringComparison.Ordinal);
        Assert.DoesNotContain(key, PSSerializer.Serialize(info) + result.Verbose[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_info_of_a_key_that_is_gone_is_an_error()
    {
        Connect(SecretKey);
        ErrorRecord error = End("Get-JournyApiKeyInfo");
        Assert.Equal("Journy.Unauthorized", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal((int)HttpStatusCode.Unauthorized, Assert.IsType<JournyApiException>(error.Exception).Status);
    }
}
