using System.Collections;
using System.Linq;
using System.Management.Automation;
using Journy.Import.Values;

namespace Journy.Parameters;

/// <summary>
/// Reads an identifier given by parameter: text and typed numbers as they are, numbers of objects digit by digit. PowerShell itself makes
/// 1E+15 of a whole floating-point number, and the name of its type of any other object.
/// </summary>
internal sealed class IdentifierTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>True if the parameter takes a list of them.</summary>
    public bool IsList { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return IsList && value is IList list ? list.Cast<object?>().Select(Read).ToArray() : Read(inputData);
    }

    private static string? Read(object? input)
    {
        object? value = TypedNumber.TextOrValue(input);
        object? plain = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (plain is null or string)
        {
            return plain as string;
        }

        try
        {
            return ValueConverter.ToIdentifier(value, "ID");
        }
        catch (JournyInputException)
        {
            throw plain is ICollection and not IDictionary
                ? ParameterProblems.SeveralIdentifiers()
                : ParameterProblems.NotAnIdentifier(plain);
        }
    }
}
