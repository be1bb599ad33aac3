using System;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net;
using System.Runtime.InteropServices;
using System.Security;
using Journy.Api;

namespace Journy.Connections;

/// <summary>Makes connections of what the user gave, and checks it.</summary>
internal static class ConnectionFactory
{
    /// <summary>The parameter that a key is given with.</summary>
    public const string KeyParameter = "-ApiKey";

    /// <summary>The environment variable that a key is read from if none is given.</summary>
    public const string KeyVariable = "JOURNY_API_KEY";

    /// <summary>The environment variable that the address is read from if the key is from the environment too.</summary>
    public const string AddressVariable = "JOURNY_BASE_URI";

    private static readonly string UserAgent = CreateUserAgent();

    /// <summary>Checks a connection's name.</summary>
    /// <exception cref="JournyInputException">It cannot be used.</exception>
    public static void CheckName(string? name)
    {
        if (name is not null && string.IsNullOrWhiteSpace(name))
        {
            throw ConnectionProblems.BlankName();
        }

        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            throw ConnectionProblems.WildcardInName(name!);
        }
    }

    /// <summary>The key to connect with: the given one, else that of the environment, else what the user types.</summary>
    /// <returns>The key, what to call its source in messages, and where it came from.</returns>
    /// <exception cref="JournyInputException">There is none, and nobody to ask.</exception>
    public static (JournySecret Key, string Name, JournyConnectionSource Source) FindKey(JournySecret? given, PSHost host)
    {
        if (given is not null)
        {
            return (given, KeyParameter, JournyConnectionSource.Parameter);
        }

        return KeyFromEnvironment() is { } key
            ? (key, "$env:" + KeyVariable, JournyConnectionSource.Environment)
            : (Ask(host), "The key", JournyConnectionSource.Parameter);
    }

    /// <summary>The key in the environment; null if there is none.</summary>
    public static JournySecret? KeyFromEnvironment()
    {
        string? text = Environment.GetEnvironmentVariable(KeyVariable);
        return string.IsNullOrWhiteSpace(text) ? null : new JournySecret(text!);
    }

    /// <summary>Checks address and key.</summary>
    /// <param name="baseUri">The address; null for that of the environment if the key is from there, else journy.io itself.</param>
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
            address = checkedUri
                ?? throw ConnectionProblems.InvalidBaseUri(baseUri is null ? "$env:" + AddressVariable : "-BaseUri", problem!);
        }

        string clear = secret.Reveal();
        ApiKey key = ApiKey.From(clear) ?? throw (
            string.IsNullOrWhiteSpace(clear) ? ConnectionProblems.BlankApiKey(keyName) : ConnectionProblems.InvalidApiKey(keyName));
        return new JournyClientOptions(address, key) { UserAgent = UserAgent };
    }

    /// <summary>A connection from the environment's key to the environment's address; null if there is no key.</summary>
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

    /// <summary>The proxy that calls go through; null for the system's own settings.</summary>
    /// <param name="address">Its address; null if none is given.</param>
    /// <param name="credential">Name and password for it; null if none are given.</param>
    /// <param name="usesDefaultCredentials">True to use the account that runs this session.</param>
    /// <param name="baseUri">Where calls go.</param>
    /// <exception cref="JournyInputException">It cannot be used.</exception>
    public static WebProxy? CreateProxy(Uri? address, PSCredential? credential, bool usesDefaultCredentials, Uri baseUri)
    {
        if (address is null)
        {
            return credential is null && !usesDefaultCredentials ? null : throw ConnectionProblems.CredentialWithoutProxy();
        }

        if (BaseAddress.IsLoopback(baseUri))
        {
            throw ConnectionProblems.ProxyForLoopback();
        }

        if (credential is not null && usesDefaultCredentials)
        {
            throw ConnectionProblems.TwoProxyCredentials();
        }

        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
        {
            throw ConnectionProblems.InvalidProxy();
        }

        return new WebProxy(address) { Credentials = credential?.GetNetworkCredential(), UseDefaultCredentials = usesDefaultCredentials };
    }

    private static JournySecret Ask(PSHost host)
    {
        const string Field = "API key";
        try
        {
            FieldDescription field = new(Field);
            field.SetParameterType(typeof(SecureString));
            Collection<FieldDescription> fields = new() { field };
            PSObject typed = host.UI.Prompt("Connect-Journy", "Make a key in journy.io's settings and paste it here.", fields)[Field];
            return new JournySecret((SecureString)typed.BaseObject);
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException)
        {
            // Nobody is there to answer: a runbook, a job, -NonInteractive.
            throw ConnectionProblems.NoApiKey(exception);
        }
    }

    private static string CreateUserAgent()
    {
        Version? version = typeof(ConnectionFactory).Assembly.GetName().Version;
        string runtime = RuntimeInformation.FrameworkDescription.Replace('(', ' ').Replace(')', ' ');
        return $"journy-powershell/{version?.ToString(3)} ({runtime})";
    }
}
