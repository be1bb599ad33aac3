using System;
using System.Management.Automation;
using System.Net;
using System.Security;

namespace Journy;

/// <summary>
/// A key or secret as a cmdlet's parameter holds it. It shows nothing: PowerShell keeps the parameters of a failed command with its error,
/// and on systems other than Windows it writes a SecureString among them in clear when the error is exported.
/// </summary>
public sealed class JournySecret
{
    private readonly SecureString _value;

    /// <summary>Holds a secret. Public like the two other constructors: functions that wrap or mock a cmdlet convert their arguments with
    /// them.</summary>
    /// <param name="value">The secret; a copy is kept.</param>
    public JournySecret(SecureString value) => _value = (value ?? throw new ArgumentNullException(nameof(value))).Copy();

    /// <summary>Holds the password of a credential.</summary>
    /// <param name="credential">The credential.</param>
    public JournySecret(PSCredential credential)
        : this((credential ?? throw new ArgumentNullException(nameof(credential))).Password)
    {
    }

    /// <summary>Holds a secret that was given as text.</summary>
    /// <param name="text">The secret.</param>
    public JournySecret(string text)
        : this(Protect(text ?? throw new ArgumentNullException(nameof(text))))
    {
    }

    /// <summary>A mask.</summary>
    /// <returns>The same text for every secret.</returns>
    public override string ToString() => "(secret)";

    /// <summary>The secret itself, for the moment of its use.</summary>
    internal string Reveal() => new NetworkCredential(string.Empty, _value).Password;

    private static SecureString Protect(string text)
    {
        SecureString secure = new();
        foreach (char character in text)
        {
            secure.AppendChar(character);
        }

        return secure;
    }
}
