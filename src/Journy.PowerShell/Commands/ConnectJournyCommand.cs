using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Net;
using System.Security;
using Journy.Api;
using Journy.Completion;
using Journy.Connections;
using Journy.Parameters;
using Journy.Results;

namespace Journy.Commands;

/// <summary>Connects this session to journy.io: checks the key with one call and keeps the connection for the session.</summary>
[Cmdlet(VerbsCommunications.Connect, Nouns.Journy)]
[OutputType(typeof(JournyConnection))]
public sealed class ConnectJournyCommand : JournyCommand
{
    private const string KeyParameter = "-ApiKey";

    // What Write-Host marks its lines with.
    private static readonly string[] HostTags = { "PSHOST" };

    private bool _isDone;

    /// <summary>The API key, made in journy.io's settings: a SecureString, a PSCredential whose password is the key, or text.
    /// Without it the environment variable JOURNY_API_KEY is read, and without that the key is asked for.</summary>
    [Parameter(Position = 0)]
    [SecretTransformation]
    public JournySecret? ApiKey { get; set; }

    /// <summary>Where the API is, for a proxy or an emulator of your own: https, or http on this machine only. Default:
    /// https://api.journy.io.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(BaseUriCompleter))]
    public string? BaseUri { get; set; }

    /// <summary>The most calls a minute that this connection makes, below the key's own limit.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [NumberTransformation(IsWhole = true)]
    public int? RequestsPerMinute { get; set; }

    /// <summary>The share of the key's limit that is left to others, in percent. Default: what others were seen to need.</summary>
    [Parameter]
    [ValidateRange(0, 90)]
    [NumberTransformation(IsWhole = true)]
    public int? ReserveForOthers { get; set; }

    /// <summary>The longest wait for one answer, in seconds. Default: 30.</summary>
    [Parameter]
    [ValidateRange(0.1, 3600)]
    [NumberTransformation]
    public double TimeoutSec { get; set; } = 30;

    /// <summary>The proxy that calls go through. Default: the system's own settings.</summary>
    [Parameter]
    public Uri? Proxy { get; set; }

    /// <summary>Name and password for the proxy.</summary>
    [Parameter]
    [CredentialTransformation]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Uses the account that runs this session for the proxy.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }

    /// <summary>Connects without asking journy.io whether it knows the key.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter SkipKeyCheck { get; set; }

    /// <summary>Keeps the connection under this name, for -Connection, and leaves the session's own as it is.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Hands back the connection, for -Connection, and leaves the session's own as it is.</summary>
    [Parameter]
    [SwitchTransformation]
    public SwitchParameter PassThru { get; set; }

    /// <summary>True for a connection that is the session's own.</summary>
    private bool IsForSession => !PassThru && Name is null;

    /// <inheritdoc/>
    protected override void BeginProcessing() => ConnectionStore.NoteConnect();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Name is not null && string.IsNullOrWhiteSpace(Name))
        {
            Throw(new JournyInputException(JournyReason.InvalidParameter, "-Name is blank. Give a name such as prod, or leave it out."));
        }

        if (WildcardPattern.ContainsWildcardCharacters(Name))
        {
            Throw(new JournyInputException(
                JournyReason.InvalidParameter,
                $"-Name '{PlainText.Of(Name!, 60)}' has a wildcard, and Disconnect-Journy -Name would forget every connection that it fits. Give a name such as prod."));
        }

        (JournySecret key, string name, JournyConnectionSource source) = OrThrow(FindKey);
        JournyClientOptions options = OrThrow(() => ConnectionFactory.CreateOptions(BaseUri, key, source, name)) with
        {
            RequestsPerMinute = RequestsPerMinute,
            ReserveForOthers = ReserveForOthers,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
        };
        options = options with { Proxy = OrThrow(() => CreateProxy(options.BaseUri)) };
        JournyClient client = new(options);
        JournyAnswer<IReadOnlyList<string>>? answer = SkipKeyCheck ? null : Call(client, new ValidateRequest(), options.BaseUri);
        JournyConnection connection = new(client, options, source, Proxy, answer?.Content, Name);
        Keep(connection);
        _isDone = true;
        Show(connection, answer?.Head);
        if (PassThru)
        {
            WriteObject(connection);
        }
    }

    /// <summary>Ends the connection that was to be replaced, however this command failed: also where a parameter could not be bound.</summary>
    private protected override void Abandon()
    {
        if (!_isDone && Runspace.DefaultRunspace is not null)
        {
            ConnectionStore.NoteConnect();
            Keep(null);
        }
    }

    /// <summary>Keeps the connection, or that there is none.</summary>
    private void Keep(JournyConnection? connection)
    {
        if (Name is not null)
        {
            ConnectionStore.SetNamed(Name, connection);
        }
        else if (IsForSession)
        {
            ConnectionStore.SetConnected(connection);
        }
    }

    /// <summary>
    /// Says where commands go now, and what the key may do: on the host, as Write-Host would, if a person may read it there, else
    /// to the verbose stream, so that a script's output holds what the script gives and nothing else.
    /// </summary>
    private void Show(JournyConnection connection, AnswerHead? head)
    {
        string permissions = connection.Permissions is null
            ? "The key was not checked."
            : connection.Permissions.Count == 0
                ? "The key has no permission."
                : $"The key may: {PlainText.List(connection.Permissions, connection.Permissions.Count, ", ", "permissions")}.";
        string limit = head?.CallsLimit is { } calls
            ? string.Format(CultureInfo.CurrentCulture, " Its limit: {0:N0} calls a minute.", calls)
            : string.Empty;
        string named = Name is null ? string.Empty : $" as '{PlainText.Of(Name, 60)}'";
        string from = connection.Source == JournyConnectionSource.Environment ? $", with the key of $env:{ConnectionFactory.KeyVariable}" : string.Empty;
        string line = $"Connected to {connection}{named}{from}. {permissions}{limit}";
        if (HostDisplay.HasReader(Host))
        {
            WriteInformation(new HostInformationMessage { Message = line }, HostTags);
        }
        else
        {
            WriteVerbose(line);
        }
    }

    private (JournySecret Key, string Name, JournyConnectionSource Source) FindKey()
    {
        if (ApiKey is not null)
        {
            return (ApiKey, KeyParameter, JournyConnectionSource.Parameter);
        }

        JournySecret? fromEnvironment = ConnectionFactory.KeyFromEnvironment();
        return fromEnvironment is not null
            ? (fromEnvironment, "$env:" + ConnectionFactory.KeyVariable, JournyConnectionSource.Environment)
            : (Ask(), "The key", JournyConnectionSource.Parameter);
    }

    private JournySecret Ask()
    {
        const string Field = "API key";
        try
        {
            FieldDescription field = new(Field);
            field.SetParameterType(typeof(SecureString));
            return new JournySecret((SecureString)Host.UI.Prompt(
                "Connect-Journy", "Make a key in journy.io's settings and paste it here.", new Collection<FieldDescription> { field })[Field].BaseObject);
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException)
        {
            // Nobody is there to answer: a runbook, a job, -NonInteractive.
            throw new JournyInputException(
                JournyReason.NoApiKey,
                $"There is no API key, and this session cannot ask for one. Give it with {KeyParameter}, or set the environment variable {ConnectionFactory.KeyVariable}.",
                exception);
        }
    }

    private WebProxy? CreateProxy(Uri baseUri)
    {
        if (Proxy is null)
        {
            return ProxyCredential is null && !ProxyUseDefaultCredentials
                ? null
                : throw new JournyInputException(JournyReason.InvalidParameter, "-ProxyCredential and -ProxyUseDefaultCredentials need -Proxy.");
        }

        if (BaseAddress.IsLoopback(baseUri))
        {
            throw new JournyInputException(
                JournyReason.InvalidParameter, "-Proxy cannot be used with an address of this machine: calls to it never leave the machine.");
        }

        if (ProxyCredential is not null && ProxyUseDefaultCredentials)
        {
            throw new JournyInputException(
                JournyReason.InvalidParameter, "-ProxyCredential and -ProxyUseDefaultCredentials exclude each other. Give one of them.");
        }

        if (!Proxy.IsAbsoluteUri || Proxy.Scheme is not ("http" or "https") || Proxy.UserInfo.Length > 0)
        {
            throw new JournyInputException(
                JournyReason.InvalidParameter,
                "-Proxy is not an absolute http or https address without a user name, such as http://proxy.example.com:8080. Give name and password with -ProxyCredential.");
        }

        return new WebProxy(Proxy)
        {
            Credentials = ProxyCredential?.GetNetworkCredential(),
            UseDefaultCredentials = ProxyUseDefaultCredentials,
        };
    }
}
