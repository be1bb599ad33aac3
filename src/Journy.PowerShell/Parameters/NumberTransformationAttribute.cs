using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using Journy.Import.Values;

namespace Journy.Parameters;

/// <summary>
/// Takes a parameter's number as it is, or as text that is the same number in every culture. PowerShell itself makes 0 of '' and 15 of
/// '1,5', so that a limit would mean something else than was written.
/// </summary>
internal sealed class NumberTransformationAttribute : ArgumentTransformationAttribute
{
    // No point in a whole number: 1.000 is a thousand in many countries.
    private const NumberStyles WholeStyle =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
    private const NumberStyles Style = WholeStyle | NumberStyles.AllowDecimalPoint;

    /// <summary>True if the number has no fraction: PowerShell would round one.</summary>
    public bool IsWhole { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;

        // Text comes back as the number that it is, so that no other conversion follows.
        decimal number = 0;
        bool isNumber = value switch
        {
            string text => decimal.TryParse(text, IsWhole ? WholeStyle : Style, CultureInfo.InvariantCulture, out number),
            double or float or decimal => LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out number),
            int or long or short or byte or sbyte or ushort or uint or ulong or BigInteger =>
                LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
        if (isNumber && (!IsWhole || decimal.Truncate(number) == number))
        {
            return value is string ? number : inputData!;
        }

        string shown = RefusedText.Of(value is null or string ? value : LanguagePrimitives.ConvertTo<string>(value));
        throw IsWhole ? ParameterProblems.NotAWholeNumber(shown) : ParameterProblems.NotANumber(shown);
    }
}
