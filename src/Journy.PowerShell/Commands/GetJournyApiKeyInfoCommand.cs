using System.Collections.Generic;
using System.Management.Automation;
using Journy.Api;

namespace Journy.Commands;

/// <summary>Asks journy.io what the connection's key may do and how many calls are left. Never shows the key.</summary>
[Cmdlet(VerbsCommon.Get, Nouns.ApiKeyInfo)]
[OutputType(typeof(ApiKeyInfo))]
public sealed class GetJournyApiKeyInfoCommand : ConnectedCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        JournyConnection connection = ResolvedConnection;
        JournyAnswer<IReadOnlyList<string>> answer = Call(connection.Client, new ValidateRequest(), connection.BaseUri);
        WriteObject(new ApiKeyInfo(connection.BaseUri, answer.Content, answer.Head));
    }
}
