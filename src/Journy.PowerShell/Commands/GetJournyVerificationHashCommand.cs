using System;
using System.Linq;
using System.Management.Automation;
using Journy.Api;
using Journy.Connections;
using Journy.Import.Columns;
using Journy.Import.Records;
using Journy.Input;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>Works out the hash that proves to journy.io's browser snippet who a user or an account is. Makes no call.</summary>
[Cmdlet(VerbsCommon.Get, Nouns.VerificationHash, DefaultParameterSetName = ByUser)]
[OutputType(typeof(string))]
public sealed class GetJournyVerificationHashCommand : PSCmdlet
{
    private const string ByUser = "User";
    private const string ByAccount = "Account";
    private const string ByInput = "InputObject";

    private RecordBinder? _binder;

    /// <summary>The users' IDs, exactly as the browser gives them to identify.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByUser)]
    [AllowEmptyString]
    [IdentifierTransformation(IsList = true)]
    public string[] UserId { get; set; } = Array.Empty<string>();

    /// <summary>The accounts' IDs, exactly as the browser gives them to account.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAccount)]
    [AllowEmptyString]
    [IdentifierTransformation(IsList = true)]
    public string[] AccountId { get; set; } = Array.Empty<string>();

    /// <summary>The users or accounts: objects with a user ID or, with -Entity Account, an account ID.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ByInput)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Whose IDs the piped objects hold. Default: User.</summary>
    [Parameter(ParameterSetName = ByInput)]
    public JournyEntity Entity { get; set; }

    /// <summary>The website's secret, from journy.io's settings: a SecureString, a PSCredential whose password it is, or text.</summary>
    [Parameter(Mandatory = true)]
    [SecretTransformation]
    public JournySecret? Secret { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RecordShape shape = Entity == JournyEntity.User ? RecordShape.User : RecordShape.Account;
        _binder = new RecordBinder(new RecordBinderOptions(shape, new GivenValues()) { ReadsProperties = false });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string secret = Secret!.Reveal();
        if (secret.Length == 0)
        {
            ThrowTerminatingError(Failure.ToRecord(CommandProblems.BlankSecret(), null));
        }

        using VerificationHash hash = new(secret);
        foreach (string id in UserId.Concat(AccountId))
        {
            Write(hash, null, id, id);
        }

        if (ParameterSetName == ByInput)
        {
            foreach (PSObject? item in PipedObject.Items(InputObject))
            {
                BoundRecord bound = _binder!.Bind(item);
                Write(hash, bound.Problem, bound.Identity?.Id, item);
            }
        }
    }

    private void Write(VerificationHash hash, JournyInputException? problem, string? id, object? target)
    {
        problem ??= string.IsNullOrWhiteSpace(id) ? CommandProblems.BlankId() : null;
        if (problem is null)
        {
            WriteObject(hash.Of(id!));
        }
        else
        {
            WriteError(Failure.ToRecord(problem, target));
        }
    }
}
