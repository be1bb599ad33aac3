using System.Management.Automation;
using Journy.Import.Values;

namespace Journy.Parameters;

/// <summary>
/// Reads a moment given by parameter: dates as they are, text as ISO 8601 only. PowerShell itself would read 2/1/2025 as
/// 2 January or 1 February by the session's culture.
/// </summary>
internal sealed class MomentTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly ValueConverter Converter = new(";", timeZone: null);

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (ValueConverter.IsBlank(inputData))
        {
            return null;
        }

        try
        {
            return Converter.ToMoment(inputData, "-TriggeredAt");
        }
        catch (JournyInputException)
        {
            throw ParameterProblems.NotAMoment(inputData);
        }
    }
}
