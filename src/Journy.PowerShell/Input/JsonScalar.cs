using System;

namespace Journy.Input;

/// <summary>Newtonsoft's JValue: one value, although its type says that it is a sequence.</summary>
internal static class JsonScalar
{
    private const string TypeName = "Newtonsoft.Json.Linq.JValue";

    /// <summary>The value itself; what is no JValue comes back as it is.</summary>
    public static object? ValueOf(object value)
    {
        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            if (type.FullName == TypeName)
            {
                return type.GetProperty("Value")!.GetValue(value);
            }
        }

        return value;
    }

    /// <summary>Whether a value was one before a trip that took its content.</summary>
    public static bool IsLost(string typeName) => typeName == "Deserialized." + TypeName;
}
