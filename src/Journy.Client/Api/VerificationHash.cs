using System;
using System.Security.Cryptography;
using System.Text;

namespace Journy.Api;

/// <summary>
/// The hash that proves to journy.io's browser snippet who a user or an account is: HMAC-SHA256 of the ID with the website's secret, in
/// lower-case hexadecimal.
/// </summary>
internal sealed class VerificationHash : IDisposable
{
    private readonly HMACSHA256 _hmac;

    public VerificationHash(string secret) => _hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));

    public string Of(string id) =>
        BitConverter.ToString(_hmac.ComputeHash(Encoding.UTF8.GetBytes(id))).Replace("-", string.Empty).ToLowerInvariant();

    public void Dispose() => _hmac.Dispose();
}
