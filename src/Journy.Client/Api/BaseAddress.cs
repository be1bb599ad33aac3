using System;
using System.Net;

namespace Journy.Api;

/// <summary>Which addresses the key may be sent to.</summary>
internal static class BaseAddress
{
    /// <summary>journy.io itself.</summary>
    public static Uri Default { get; } = new("https://api.journy.io/");

    /// <summary>Checks an address.</summary>
    /// <param name="text">The address as the user gave it.</param>
    /// <param name="address">The address, with a slash at its end; null if it cannot be used.</param>
    /// <returns>Why it cannot be used, or null. Never quotes user info.</returns>
    public static string? Check(string? text, out Uri? address)
    {
        address = null;
        if (!Uri.TryCreate(text?.Trim(), UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
        {
            return "is not an absolute address. Give one such as https://api.journy.io";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "holds a user name or password. Leave them out: the API key is all that journy.io asks for";
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return "holds a query or a fragment. Give scheme, host and, where needed, a path only";
        }

        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && IsLoopback(uri)))
        {
            return "is not HTTPS, so that anybody on the way could read the API key. "
                + "Use https:// (plain http:// is for this machine's own addresses only)";
        }

        address = uri.AbsoluteUri.EndsWith("/", StringComparison.Ordinal) ? uri : new Uri(uri.AbsoluteUri + "/");
        return null;
    }

    /// <summary>True for this machine's own addresses, by name or number.</summary>
    public static bool IsLoopback(Uri uri) =>
        string.Equals(uri.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
}
