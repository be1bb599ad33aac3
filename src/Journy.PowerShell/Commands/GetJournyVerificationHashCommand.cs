using System;
using System.Management.Automation;
using System.Security.Cryptography;
using System.Text;
using Journy.Connections;
using Journy.Import.Columns;
using Journy.Import.Records;
using Journy.Input;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>
/// Works out the hash that proves to journy.io's browser snippet who a user or an account is: HMAC-SHA256 of the ID with the
/// website's secret, in lower-case hexadecimal. Makes no call.
/// </summary>
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
    protected override void BeginProcessing() => _binder = new RecordBinder(
        new RecordBinderOptions(Entity == JournyEntity.User ? RecordShape.User : RecordShape.Account, new GivenValues()) { ReadsProperties = false });

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        byte[] secret = Encoding.UTF8.GetBytes(Secret!.Reveal());
        if (secret.Length == 0)
        {
            ThrowTerminatingError(Failure.ToRecord(
                new JournyInputException(
                    JournyReason.InvalidParameter, "-Secret is blank. Copy the website's secret from journy.io's settings."),
                null));
        }

        using HMACSHA256 hmac = new(secret);
        switch (ParameterSetName)
        {
            case ByUser:
                Array.ForEach(UserId, id => WriteHash(hmac, id, id));
                break;
            case ByAccount:
                Array.ForEach(AccountId, id => WriteHash(hmac, id, id));
                break;
            default:
                WriteHashOfInput(hmac);
                break;
        }
    }

    private void WriteHashOfInput(HMACSHA256 hmac)
    {
        foreach (PSObject? item in PipedObject.Items(InputObject))
        {
            BoundRecord bound = _binder!.Bind(item);
            if (bound.Problem is null)
            {
                WriteHash(hmac, bound.Identity!.Id, item);
            }
            else
            {
                WriteError(Failure.ToRecord(bound.Problem, item));
            }
        }
    }

    private void WriteHash(HMACSHA256 hmac, string? id, object? target)
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            WriteError(Failure.ToRecord(
                new JournyInputException(JournyReason.NoIdentity, "The ID is blank, and a blank ID proves nothing."), target));
            return;
        }

        WriteObject(ToHex(hmac.ComputeHash(Encoding.UTF8.GetBytes(id))));
    }

    private static string ToHex(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", string.Empty).ToLowerInvariant();
}
