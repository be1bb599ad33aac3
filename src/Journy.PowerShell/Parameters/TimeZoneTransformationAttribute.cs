using System;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Security;

namespace Journy.Parameters;

/// <summary>Lets a time zone be given by its name.</summary>
internal sealed class TimeZoneTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is TimeZoneInfo zone)
        {
            return zone;
        }

        string name = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        // A folder of zones, such as Europe, is a SecurityException.
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException or SecurityException
            or UnauthorizedAccessException or IOException)
        {
            throw ParameterProblems.UnknownTimeZone(name);
        }
    }
}
