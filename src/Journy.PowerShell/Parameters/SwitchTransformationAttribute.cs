using System.Management.Automation;

namespace Journy.Parameters;

/// <summary>
/// Leaves a switch off that is given as $null, as functions do. PowerShell switches a cmdlet's on: @{ Resend = $job.Resend } would resend
/// if the job does not say.
/// </summary>
internal sealed class SwitchTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override bool TransformNullOptionalParameters => true;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null ? new SwitchParameter(false) : inputData;
}
