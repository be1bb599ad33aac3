using System;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;

namespace Journy.Parameters;

/// <summary>
/// What the user typed for an ID, if PowerShell made a number of it: an argument 007 is an object around 7 that prints as it was typed.
/// Inside a list, in parentheses and in a variable it is just 7.
/// </summary>
internal static class TypedNumber
{
    /// <summary>The text as it was typed, if the number alone would not give it; else the value.</summary>
    public static object? TextOrValue(object? value)
    {
        if (value is not PSObject wrapped
            || wrapped.BaseObject is not (
                int or long or double or decimal or BigInteger or uint or ulong or short or ushort or byte or sbyte)
            || wrapped.TypeNames is not { Count: > 0 } names
            || names[0] != wrapped.BaseObject.GetType().FullName)
        {
            return value;
        }

        object number = wrapped.BaseObject;
        string text = wrapped.ToString();
        bool isItsOwn = text.Length == 0 || (!char.IsDigit(text[0]) && text[0] != '.')
            || text == LanguagePrimitives.ConvertTo<string>(number)
            || text == Convert.ToString(number, CultureInfo.InvariantCulture)
            || text == number.ToString();
        return isItsOwn ? number : text;
    }
}
