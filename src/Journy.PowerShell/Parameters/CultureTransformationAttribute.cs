using System;
using System.Globalization;
using System.Management.Automation;
using Journy.Import.Values;
using Journy.Input;

namespace Journy.Parameters;

/// <summary>Lets a culture be given by its name, if this machine knows it and it counts years and months as everybody does.</summary>
internal sealed class CultureTransformationAttribute : ArgumentTransformationAttribute
{
    // What .NET makes of a name that nobody knows.
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
            // The cause is not kept: its message has the whole text.
            throw Unknown(name);
        }

        bool isKnown = name.Length == 0 || Array.Exists(
            CultureInfo.GetCultures(CultureTypes.AllCultures), known => string.Equals(known.Name, culture.Name, StringComparison.OrdinalIgnoreCase));
        if (!isKnown && culture.LCID == UnknownLcid)
        {
            throw Unknown(name);
        }

        return culture.DateTimeFormat.Calendar is GregorianCalendar
            ? culture
            : throw new ArgumentTransformationMetadataException(
                $"The culture {culture.Name} counts years by {culture.DateTimeFormat.Calendar.GetType().Name}, which this module does not read. Give one with the Gregorian calendar, or convert the dates to ISO 8601 first.");
    }

    private static ArgumentTransformationMetadataException Unknown(string name) => new(
        $"There is no culture {RefusedText.Of(name)} on this machine. Give one such as nl-BE, de-DE or en-US; Get-Culture -ListAvailable shows them in PowerShell 7.");
}
