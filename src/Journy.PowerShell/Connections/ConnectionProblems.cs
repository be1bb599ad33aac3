using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Import.Values;
using Journy.Results;

namespace Journy.Connections;

/// <summary>What to tell the user of a connection that cannot be made or found.</summary>
internal static class ConnectionProblems
{
    /// <summary>The longest name that messages show.</summary>
    public const int LongestName = 60;

    /// <summary>A connection without a name.</summary>
    public static JournyInputException BlankName() =>
        new(JournyReason.InvalidParameter, "-Name is blank. Give a name such as prod, or leave it out.");

    /// <summary>A connection's name that is a pattern.</summary>
    public static JournyInputException WildcardInName(string name) => new(
        JournyReason.InvalidParameter,
        $"-Name '{PlainText.Of(name, LongestName)}' has a wildcard, and Disconnect-Journy -Name would forget every connection "
            + "that it fits. Give a name such as prod.");

    /// <summary>No key, and nobody who could type one.</summary>
    public static JournyInputException NoApiKey(Exception cause) => new(
        JournyReason.NoApiKey,
        $"There is no API key, and this session cannot ask for one. Give it with {ConnectionFactory.KeyParameter}, "
            + $"or set the environment variable {ConnectionFactory.KeyVariable}.",
        cause);

    /// <summary>A blank key.</summary>
    /// <param name="keyName">What to call the key's source.</param>
    public static JournyInputException BlankApiKey(string keyName) => new(
        JournyReason.InvalidApiKey,
        $"{keyName} is blank. Make a key in journy.io's settings and give it with {ConnectionFactory.KeyParameter} "
            + $"or the environment variable {ConnectionFactory.KeyVariable}.");

    /// <summary>A key that no header can carry.</summary>
    /// <param name="keyName">What to call the key's source.</param>
    public static JournyInputException InvalidApiKey(string keyName) => new(
        JournyReason.InvalidApiKey,
        $"{keyName} holds a character that no API key has, such as a space, a line break or a letter with an accent. "
            + "Copy the key again from journy.io's settings.");

    /// <summary>An address that the key may not be sent to.</summary>
    /// <param name="given">The parameter or the variable that gives it.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static JournyInputException InvalidBaseUri(string given, string problem) =>
        new(JournyReason.InvalidBaseUri, $"{given} {problem}.");

    /// <summary>A credential for no proxy.</summary>
    public static JournyInputException CredentialWithoutProxy() =>
        new(JournyReason.InvalidParameter, "-ProxyCredential and -ProxyUseDefaultCredentials need -Proxy.");

    /// <summary>A proxy for this machine itself.</summary>
    public static JournyInputException ProxyForLoopback() => new(
        JournyReason.InvalidParameter, "-Proxy cannot be used with an address of this machine: calls to it never leave the machine.");

    /// <summary>Two credentials for one proxy.</summary>
    public static JournyInputException TwoProxyCredentials() => new(
        JournyReason.InvalidParameter, "-ProxyCredential and -ProxyUseDefaultCredentials exclude each other. Give one of them.");

    /// <summary>A proxy that is no address.</summary>
    public static JournyInputException InvalidProxy() => new(
        JournyReason.InvalidParameter,
        "-Proxy is not an absolute http or https address without a user name, such as http://proxy.example.com:8080. "
            + "Give name and password with -ProxyCredential.");

    /// <summary>No connection, since the last Connect-Journy failed.</summary>
    public static JournyInputException LastConnectFailed() => new(
        JournyReason.NotConnected,
        "The last Connect-Journy of this session failed, so no command of it runs without -Connection until one succeeds: "
            + $"an earlier connection, or $env:{ConnectionFactory.KeyVariable}, may be another workspace's. "
            + "Solve what its error says and run Connect-Journy again.");

    /// <summary>No connection in a process that never called Connect-Journy.</summary>
    public static JournyInputException NeverConnected() => new(
        JournyReason.NotConnected,
        "There is no connection to journy.io in this session. Run Connect-Journy first, give one with -Connection, "
            + $"or set the environment variable {ConnectionFactory.KeyVariable}.");

    /// <summary>No connection in this runspace, in a process that called Connect-Journy.</summary>
    public static JournyInputException ConnectedElsewhere() => new(
        JournyReason.NotConnected,
        "There is no connection to journy.io in this session. Run Connect-Journy first, or give one with -Connection; "
            + "in ForEach-Object -Parallel and thread jobs take the session's own: $connection = Get-JournyConnection before, "
            + $"-Connection $using:connection inside. $env:{ConnectionFactory.KeyVariable} is not used by itself, "
            + "because Connect-Journy was called in this process and the key may be another workspace's.");

    /// <summary>No connection of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="hasFailed">True if the last Connect-Journy of that name failed.</param>
    /// <param name="others">The connections that there are.</param>
    public static JournyInputException NoneNamed(string name, bool hasFailed, IReadOnlyList<JournyConnection> others)
    {
        string shown = RefusedText.Of(name);
        string why = hasFailed
            ? $"The last Connect-Journy -Name {shown} failed, so there is no connection of that name. "
                + "Solve what its error says and run it again."
            : $"This session has no connection named {shown}. Make it with Connect-Journy -Name; "
                + "a parallel block takes one from outside with $using:.";
        string names = others.Count == 0
            ? string.Empty
            : $" There are: {string.Join(", ", others.Select(other => PlainText.Of(other.Name, LongestName)))}.";
        return new JournyInputException(JournyReason.NotConnected, why + names);
    }

    /// <summary>A connection that came from another process, where its key stayed.</summary>
    public static ArgumentTransformationMetadataException Deserialized() => new(
        "This is what is left of a connection after Start-Job, remoting or Export-Clixml: the key never leaves its process. "
            + "Run Connect-Journy in the job itself, or use Start-ThreadJob or ForEach-Object -Parallel "
            + "with -Connection $using:connection.");

    /// <summary>Something else than a connection. The value itself is not named: it may be a key.</summary>
    public static ArgumentTransformationMetadataException NotAConnection(object value) => new(
        "This takes a connection's name, as Connect-Journy -Name gave it, or the object that Get-JournyConnection "
            + $"or Connect-Journy -PassThru gave, and got a {value.GetType().Name}.");

    /// <summary>Something else than a credential. The value itself is not named: it may be the password.</summary>
    public static ArgumentTransformationMetadataException NotACredential(object value) =>
        new($"This takes a PSCredential, such as Get-Credential gives, and got a {value.GetType().Name}.");

    /// <summary>Something else than a secret. The value itself is not named: whatever it is, it may hold the secret.</summary>
    public static ArgumentTransformationMetadataException NotASecret(object value) =>
        new($"This takes a SecureString, a PSCredential whose password is the secret, or text, and got a {value.GetType().Name}.");
}
