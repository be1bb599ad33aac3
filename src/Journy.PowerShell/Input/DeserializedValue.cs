using System;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using Journy.Import.Values;

namespace Journy.Input;

/// <summary>
/// Restores a value from what a job, remoting or Export-Clixml left of it. PowerShell carries some kinds as they are; of the others it
/// keeps the type's name with "Deserialized." before it, the text, and the properties.
/// </summary>
internal static class DeserializedValue
{
    private const string Prefix = "Deserialized.";

    /// <summary>Makes the value.</summary>
    /// <param name="wrapped">What came out of the pipeline.</param>
    /// <param name="inner">What it wraps: a number for an enumeration, a custom object for all the rest.</param>
    /// <returns>The value; <paramref name="inner"/> if it never was another one; a <see cref="LostValue"/> if its kind is none that can be
    /// sent, so that it is refused as it would have been before the trip.</returns>
    public static object Restore(PSObject wrapped, object inner)
    {
        Collection<string> names = wrapped.TypeNames;
        if (names.Count == 0 || !names[0].StartsWith(Prefix, StringComparison.Ordinal))
        {
            return inner;
        }

        string name = names[0].Substring(Prefix.Length);
        if (inner is not PSCustomObject)
        {
            return new EnumerationName(wrapped.ToString());
        }

        switch (name)
        {
            case "System.DBNull":
                return DBNull.Value;
            case "System.Numerics.BigInteger":
                // The sign is the one that the other session's culture uses.
                string digits = wrapped.ToString();
                return digits.Length > 0 && !char.IsDigit(digits[0])
                    ? BigInteger.Negate(BigInteger.Parse(digits.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture))
                    : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
            case "System.DateTimeOffset":
                return new DateTimeOffset(DateTime.SpecifyKind(Member<DateTime>(wrapped, "UtcDateTime"), DateTimeKind.Utc));
            case "System.DateOnly":
                return new CalendarDate(Member<int>(wrapped, "Year"), Member<int>(wrapped, "Month"), Member<int>(wrapped, "Day"));
            case "System.IntPtr" or "System.UIntPtr":
                return wrapped.ToString();
            default:
                bool isCustom = names.Contains(Prefix + typeof(PSCustomObject).FullName);
                return isCustom ? inner : new LostValue(name);
        }
    }

    private static T Member<T>(PSObject wrapped, string name) =>
        (T)(wrapped.Properties[name]?.Value ?? throw new InvalidOperationException($"It lost its {name} on the way."));
}
