using System;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

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

    /// <summary>Tells keys apart without revealing them: the name of the rate window that a key shares. Stays in memory.</summary>
    public string Fingerprint { get; }

    /// <summary>
    /// Takes a key as it was given. White space around it, such as a line end in an environment variable, is not part of it.
    /// </summary>
    /// <returns>The key, or null if the text is blank or holds what no header can carry.</returns>
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

    /// <summary>Masks the key in a body that came from outside: a server or proxy may echo what it was sent.</summary>
    /// <returns>The body. What is not text in it, such as broken UTF-8, is replaced.</returns>
    public ArraySegment<byte> RedactBody(ArraySegment<byte> body)
    {
        if (JsonEscapes.IsPlain(body) && body.AsSpan().IndexOf(_bytes) < 0)
        {
            return body;
        }

        string text = JsonEscapes.Resolve(Encoding.UTF8.GetString(body.Array!, body.Offset, body.Count));
        string escaped = _value.Replace("\\", "\\\\").Replace("\"", "\\\"");
        return new ArraySegment<byte>(Encoding.UTF8.GetBytes(text.Replace(escaped, Mask).Replace(_value, Mask)));
    }

    /// <summary>Masks the key in a text, in any case: the names of hosts come in lower case.</summary>
    public string Redact(string text) =>
        Regex.Replace(text, Regex.Escape(_value), Mask, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public override string ToString() => Mask;
}
