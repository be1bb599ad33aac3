using System.Management.Automation;
using System.Security;

namespace Journy.Connections;

/// <summary>
/// Lets a key or secret be given as SecureString, PSCredential (its password) or text, and holds it as a SecureString from there
/// on: what PowerShell keeps of a command's parameters then never holds it in clear.
/// </summary>
internal sealed class SecretTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            SecureString secure => secure,
            PSCredential credential => credential.Password,
            string text => Protect(text),
            null => new SecureString(),

            // The value itself is not named: whatever it is, it may hold the secret.
            _ => throw new ArgumentTransformationMetadataException(
                $"This takes a SecureString, a PSCredential whose password is the secret, or text, and got a {value.GetType().Name}."),
        };
    }

    internal static SecureString Protect(string text)
    {
        SecureString secure = new();
        foreach (char character in text)
        {
            secure.AppendChar(character);
        }

        secure.MakeReadOnly();
        return secure;
    }
}
