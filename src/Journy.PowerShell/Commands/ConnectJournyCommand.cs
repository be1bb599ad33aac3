using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Journy.Api;
using Journy.Completion;
using Journy.Connections;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>Connects this session to journy.io: checks the key with one call and keeps the connection for the session.</summary>
[Cmdlet(VerbsCommunications.Connect, Nouns.Journy)]
[OutputType(typeof(JournyConnection))]
public sealed class ConnectJournyCommand : JournyCommand
{
    // What Write-Host marks its lines with.
    private static readonly string[] HostTags = { "PSHOST" };

    private JournyConnectionSource _source;
    private bool _isDone;

    /// <summary>The API key, made in journy.io's settings: a SecureString, a PSCredential whose password is the key, or text.
    /// Without it the environment variable JOURNY_API_KEY is read, and without that the key is asked for.</summary>
    [Parameter(Position = 0)]
    [SecretTransformation]
    public JournySecret? ApiKey { get; set; }

    /// <summary>The address of the API, for a proxy or an emulator of your own: https, or http on this machine only. Default:
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

    /// <inheritdoc/>
    protected override void BeginProcessing() => ConnectionStore.NoteConnect();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        JournyClientOptions options = OrThrow(CreateOptions);
        JournyClient client = new(options);
        JournyAnswer<IReadOnlyList<string>>? answer = SkipKeyCheck ? null : Call(client, new ValidateRequest(), options.BaseUri);
        JournyConnection connection = new(client, options, _source, Proxy, answer?.Content, Name);
        Keep(connection);
        _isDone = true;

        // On the host, as Write-Host would, only if a person may read it there: it must not mix with what a script gives out.
        string line = connection.Describe(answer?.Head);
        if (HostDisplay.HasReader(Host))
        {
            WriteInformation(new HostInformationMessage { Message = line }, HostTags);
        }
        else
        {
            WriteVerbose(line);
        }

        if (PassThru)
        {
            WriteObject(connection);
        }
    }

    /// <summary>Ends the connection that was to be replaced, however this command failed: also if a parameter could not be bound.</summary>
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
        else if (!PassThru)
        {
            ConnectionStore.SetConnected(connection);
        }
    }

    private JournyClientOptions CreateOptions()
    {
        ConnectionFactory.CheckName(Name);
        (JournySecret key, string keyName, _source) = ConnectionFactory.FindKey(ApiKey, Host);
        JournyClientOptions options = ConnectionFactory.CreateOptions(BaseUri, key, _source, keyName);
        return options with
        {
            RequestsPerMinute = RequestsPerMinute,
            ReserveForOthers = ReserveForOthers,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            Proxy = ConnectionFactory.CreateProxy(Proxy, ProxyCredential, ProxyUseDefaultCredentials, options.BaseUri),
        };
    }
}
