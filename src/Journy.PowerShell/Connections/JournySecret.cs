using System.Net;
using System.Security;

namespace Journy;

/// <summary>
/// A key or secret as a cmdlet's parameter holds it. Shows nothing of it: PowerShell keeps the parameters of a command that failed
/// with its error, and writes a SecureString among them in clear on systems other than Windows when the error is exported.
/// </summary>
public sealed class JournySecret
{
    private readonly SecureString _value;

    internal JournySecret(SecureString value) => _value = value;

    /// <summary>A mask.</summary>
    /// <returns>The same text for every secret.</returns>
    public override string ToString() => "(secret)";

    /// <summary>The secret itself, for the moment of its use.</summary>
    internal string Reveal() => new NetworkCredential(string.Empty, _value).Password;
}
