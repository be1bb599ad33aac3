using System;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Security;
using Journy.Results;

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
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException or SecurityException or UnauthorizedAccessException or IOException)
        {
            throw new ArgumentTransformationMetadataException(
                $"There is no time zone '{PlainText.Of(name, 60)}' on this machine. Give one such as 'Europe/Brussels', 'UTC' or, on Windows, 'Romance Standard Time'; Get-TimeZone -ListAvailable shows them all.",
                exception);
        }
    }
}
