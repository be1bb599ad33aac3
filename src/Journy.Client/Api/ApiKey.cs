using System;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Journy.Api;

/// <summary>
/// The API key. It leaves this class on the way into a request's header and nowhere else; its string form is a mask.
/// </summary>
internal sealed class ApiKey
{
    private const string HeaderName = "x-api-key";
    private const string Mask = "(API key)";

    private readonly string _value;
    private readonly byte[] _bytes;

    private ApiKey(string value)
    {
        _value = value;
        _bytes = Encoding.ASCII.GetBytes(value);
        using SHA256 hash = SHA256.Create();
        Fingerprint = Convert.ToBase64String(hash.ComputeHash(_bytes));
    }

    /// <summary>Tells keys apart without being one: stays in memory, as the name of the rate window that a key shares.</summary>
    public string Fingerprint { get; }

    /// <summary>
    /// Takes a key as it was given. White space around it, as a line end in an environment variable, is not part of it.
    /// </summary>
    /// <returns>The key, or null where the text is blank or holds what no header can carry.</returns>
    public static ApiKey? From(string? text)
    {
        string value = text?.Trim() ?? string.Empty;
        if (value.Length == 0)
        {
            return null;
        }

        foreach (char character in value)
        {
            // Checked here because HttpClient's own refusal would quote the value.
            if (character is < '!' or > '~')
            {
                return null;
            }
        }

        return new ApiKey(value);
    }

    public void ApplyTo(HttpRequestHeaders headers) => headers.TryAddWithoutValidation(HeaderName, _value);

    /// <summary>Masks the key in bytes that came from outside: a server or proxy may echo what it was sent.</summary>
    public ArraySegment<byte> Redact(ArraySegment<byte> text)
    {
        if (text.Count < _bytes.Length || text.AsSpan().IndexOf(_bytes) < 0)
        {
            return text;
        }

        string masked = Encoding.UTF8.GetString(text.Array!, text.Offset, text.Count).Replace(_value, Mask);
        return new ArraySegment<byte>(Encoding.UTF8.GetBytes(masked));
    }

    /// <summary>Masks the key in a text.</summary>
    public string Redact(string text) => text.Replace(_value, Mask);

    public override string ToString() => Mask;
}
