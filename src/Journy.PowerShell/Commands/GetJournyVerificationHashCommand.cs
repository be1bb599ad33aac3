using System;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using Journy.Binding;
using Journy.Connections;
using Journy.Results;

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

    /// <summary>The users' IDs, exactly as the browser gives them to identify.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByUser)]
    public string[] UserId { get; set; } = Array.Empty<string>();

    /// <summary>The accounts' IDs, exactly as the browser gives them to account.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByAccount)]
    public string[] AccountId { get; set; } = Array.Empty<string>();

    /// <summary>The website's secret, from journy.io's settings: a SecureString, a PSCredential whose password it is, or text.</summary>
    [Parameter(Mandatory = true)]
    [SecretTransformation]
    public SecureString? Secret { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        byte[] secret = Encoding.UTF8.GetBytes(new NetworkCredential(string.Empty, Secret).Password);
        if (secret.Length == 0)
        {
            ThrowTerminatingError(Failure.ToRecord(
                new JournyInputException(
                    JournyReason.InvalidParameter, "-Secret is blank. Copy the website's secret from journy.io's settings."),
                null));
        }

        using HMACSHA256 hmac = new(secret);
        foreach (string id in ParameterSetName == ByUser ? UserId : AccountId)
        {
            if (string.IsNullOrEmpty(id))
            {
                WriteError(Failure.ToRecord(
                    new JournyInputException(JournyReason.NoIdentity, "The ID is blank, and a blank ID proves nothing."), id));
                continue;
            }

            WriteObject(ToHex(hmac.ComputeHash(Encoding.UTF8.GetBytes(id))));
        }
    }

    private static string ToHex(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", string.Empty).ToLowerInvariant();
}
