using System;
using System.Runtime.InteropServices;
using Journy.Api;

namespace Journy.Connections;

/// <summary>Makes connections out of what the user gave, and says what of it cannot be used.</summary>
internal static class ConnectionFactory
{
    /// <summary>The environment variable that a key is read from where none is given.</summary>
    public const string KeyVariable = "JOURNY_API_KEY";

    /// <summary>The environment variable that the address is read from, where the key is from the environment too.</summary>
    public const string AddressVariable = "JOURNY_BASE_URI";

    private static readonly string UserAgent = CreateUserAgent();

    /// <summary>The key in the environment; null where there is none.</summary>
    public static JournySecret? KeyFromEnvironment()
    {
        string? text = Environment.GetEnvironmentVariable(KeyVariable);
        return string.IsNullOrWhiteSpace(text) ? null : new JournySecret(text!);
    }

    /// <summary>Checks address and key.</summary>
    /// <param name="baseUri">The address; null for that of the environment where the key is from there, else journy.io itself.</param>
    /// <param name="secret">The key.</param>
    /// <param name="source">Where the key came from.</param>
    /// <param name="keyName">What to call the key's source in messages.</param>
    /// <exception cref="JournyInputException">One of them cannot be used.</exception>
    public static JournyClientOptions CreateOptions(string? baseUri, JournySecret secret, JournyConnectionSource source, string keyName)
    {
        // A key given by hand never follows a variable that somebody else may have set.
        string? variable = source == JournyConnectionSource.Environment ? Environment.GetEnvironmentVariable(AddressVariable) : null;
        string? asked = baseUri ?? (string.IsNullOrWhiteSpace(variable) ? null : variable);
        Uri address = BaseAddress.Default;
        if (asked is not null)
        {
            string? problem = BaseAddress.Check(asked, out Uri? checkedUri);
            address = checkedUri ?? throw new JournyInputException(
                JournyReason.InvalidBaseUri, $"{(baseUri is null ? "$env:" + AddressVariable : "-BaseUri")} {problem}.");
        }

        string clear = secret.Reveal();
        ApiKey key = ApiKey.From(clear) ?? throw new JournyInputException(
            JournyReason.InvalidApiKey,
            string.IsNullOrWhiteSpace(clear)
                ? $"{keyName} is blank. Make a key in journy.io's settings and give it with -ApiKey or the environment variable {KeyVariable}."
                : $"{keyName} holds a character that no API key has, such as a space, a line break or a letter with an accent. Copy the key again from journy.io's settings.");
        return new JournyClientOptions(address, key) { UserAgent = UserAgent };
    }

    /// <summary>A connection from the environment's key to the environment's address; null where there is no key.</summary>
    public static JournyConnection? FromEnvironment(JournyConnection? earlier)
    {
        JournySecret? secret = KeyFromEnvironment();
        if (secret is null)
        {
            return null;
        }

        JournyClientOptions options = CreateOptions(null, secret, JournyConnectionSource.Environment, "$env:" + KeyVariable);
        return earlier?.Fingerprint == options.ApiKey.Fingerprint && earlier.BaseUri == options.BaseUri
            ? earlier
            : new JournyConnection(new JournyClient(options), options, JournyConnectionSource.Environment, null, null);
    }

    private static string CreateUserAgent()
    {
        Version? version = typeof(ConnectionFactory).Assembly.GetName().Version;
        string runtime = RuntimeInformation.FrameworkDescription.Replace('(', ' ').Replace(')', ' ');
        return $"journy-powershell/{version?.ToString(3)} ({runtime})";
    }
}
