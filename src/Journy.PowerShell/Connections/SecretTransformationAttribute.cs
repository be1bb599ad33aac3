using System.Management.Automation;
using System.Security;

namespace Journy.Connections;

/// <summary>Lets a key or secret be given as SecureString, PSCredential (its password) or text.</summary>
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            JournySecret secret => secret,
            SecureString secure => new JournySecret(secure),
            PSCredential credential => new JournySecret(credential),
            string text => new JournySecret(text),
            null => new JournySecret(new SecureString()),
            _ => throw ConnectionProblems.NotASecret(value),
        };
    }
}
