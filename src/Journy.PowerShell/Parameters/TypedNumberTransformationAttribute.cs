using System.Management.Automation;

namespace Journy.Parameters;

/// <summary>
/// Keeps a number as it was typed for a parameter that takes objects: for the first position PowerShell itself keeps the number alone.
/// </summary>
internal sealed class TypedNumberTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        TypedNumber.TextOrValue(inputData) is string typed ? typed : inputData;
}
