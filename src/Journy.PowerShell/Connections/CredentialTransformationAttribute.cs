using System.Management.Automation;

namespace Journy.Connections;

/// <summary>Takes a credential, and does not show what else was given: PowerShell's own error would show it, and it may be the
/// password.</summary>
internal sealed class CredentialTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is PSCredential or null ? value! : throw ConnectionProblems.NotACredential(value);
    }
}
