using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace Journy.Input;

/// <summary>Takes PowerShell's wrapping off values. The only place that does so for values of records.</summary>
internal static class PlainValue
{
    /// <summary>The value inside PowerShell's wrapping, as it was before it came through a job or a file.</summary>
    /// <exception cref="JournyInputException">It could not be read.</exception>
    public static object? Of(object? value)
    {
        while (value is PSObject wrapped)
        {
            if (ReferenceEquals(wrapped, AutomationNull.Value))
            {
                return null;
            }

            object inner = wrapped.BaseObject;
            if (inner is PSCustomObject or int or byte or sbyte or short or ushort or uint or long or ulong)
            {
                return DeserializedValue.Restore(wrapped, inner);
            }

            if (inner is ICollection { Count: 0 } && wrapped.TypeNames is { Count: > 0 } names && JsonScalar.IsLost(names[0]))
            {
                throw InputProblems.LostJson();
            }

            value = inner;
        }

        return value is IEnumerable and not (string or ICollection) ? JsonScalar.ValueOf(value) : value;
    }
}
