using System;
using System.Globalization;
using System.Text;

namespace Journy.Api;

/// <summary>
/// JSON text with no more escapes than it needs: each letter is written in one way, so that a text can be searched for, and there is no
/// half of a surrogate pair, at which the reader would throw.
/// </summary>
internal static class JsonEscapes
{
    private const byte Escape = (byte)'\\';
    private const byte LastAscii = 0x7F;
    private const char Replacement = '\uFFFD';

    /// <summary>True if there is nothing to resolve or to repair: ASCII without escapes.</summary>
    public static bool IsPlain(ArraySegment<byte> json)
    {
        foreach (byte one in json.AsSpan())
        {
            if (one is Escape or > LastAscii)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Resolves every escape but those of the quote, the backslash and control characters.</summary>
    public static string Resolve(string json)
    {
        StringBuilder resolved = new(json.Length);
        int index = 0;
        while (index < json.Length)
        {
            if (json[index] != '\\' || index + 1 == json.Length)
            {
                resolved.Append(json[index++]);
            }
            else if (ReadCode(json, index) is not { } code)
            {
                resolved.Append(json[index + 1] == '/' ? "/" : json.Substring(index, 2));
                index += 2;
            }
            else if (char.IsHighSurrogate(code) && ReadCode(json, index + 6) is { } low && char.IsLowSurrogate(low))
            {
                resolved.Append(code).Append(low);
                index += 12;
            }
            else
            {
                Append(resolved, char.IsSurrogate(code) ? Replacement : code);
                index += 6;
            }
        }

        return resolved.ToString();
    }

    private static void Append(StringBuilder json, char character)
    {
        if (character < ' ')
        {
            json.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
            return;
        }

        if (character is '"' or '\\')
        {
            json.Append('\\');
        }

        json.Append(character);
    }

    /// <summary>The character that an escape of the form \u0041 stands for; null if there is none of that form.</summary>
    private static char? ReadCode(string json, int index) =>
        index + 6 <= json.Length && json[index] == '\\' && json[index + 1] == 'u'
        && ushort.TryParse(json.Substring(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code)
            ? (char)code
            : null;
}
