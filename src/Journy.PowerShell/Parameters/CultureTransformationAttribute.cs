using System;
using System.Globalization;
using System.Management.Automation;
using Journy.Input;

namespace Journy.Parameters;

/// <summary>Lets a culture be given by its name, if this machine knows it and it uses the Gregorian calendar.</summary>
internal sealed class CultureTransformationAttribute : ArgumentTransformationAttribute
{
    // The LCID of a culture that .NET makes of an unknown name.
    private const int UnknownLcid = 0x1000;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = PlainValue.Of(inputData);
        string name = value is CultureInfo given ? given.Name : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
        CultureInfo culture;
        try
        {
            // Without what the user of this machine has changed in it.
            culture = new CultureInfo(name, useUserOverride: false);
        }
        catch (ArgumentException)
        {
            throw ParameterProblems.UnknownCulture(name);
        }

        bool isKnown = name.Length == 0 || Array.Exists(
            CultureInfo.GetCultures(CultureTypes.AllCultures),
            known => string.Equals(known.Name, culture.Name, StringComparison.OrdinalIgnoreCase));
        if (!isKnown && culture.LCID == UnknownLcid)
        {
            throw ParameterProblems.UnknownCulture(name);
        }

        return culture.DateTimeFormat.Calendar is GregorianCalendar ? culture : throw ParameterProblems.OtherCalendar(culture);
    }
}
