using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Journy.Results;

namespace Journy.Api;

/// <summary>Makes failures of the exceptions of the HTTP stack: why no answer came.</summary>
internal static class NetworkFailure
{
    public static bool IsOne(Exception exception) =>
        exception is HttpRequestException or IOException or WebException or SocketException or AuthenticationException;

    public static JournyApiException Describe(Exception exception, string address, ApiKey key)
    {
        // The HTTP stack quotes a head that it cannot read. If that echoes the key, its exception goes no further.
        string shown = exception.ToString();
        Exception? inner = key.Redact(shown) == shown ? exception : null;
        AuthenticationException? tls = Find<AuthenticationException>(exception);
        if (tls is not null)
        {
            return new JournyApiException(
                JournyReason.TlsFailed,
                $"No trusted TLS connection to {address} could be made: {PlainText.Of(tls.Message)} "
                    + "Check the address, this machine's clock and its trusted certificates, and any proxy that reads TLS.",
                inner)
            { NeverConnected = true };
        }

        SocketException? socket = Find<SocketException>(exception);
        string detail = PlainText.Of(key.Redact((socket ?? Innermost(exception)).Message)).TrimEnd('.');
        return new JournyApiException(
            JournyReason.ConnectionFailed,
            $"The connection to {address} failed: {detail}. Check the network, the name and any proxy or firewall on the way.",
            inner)
        { NeverConnected = socket is not null && IsBeforeConnecting(socket.SocketErrorCode) };
    }

    /// <summary>A closed list: with any other error the server may have received the request.</summary>
    private static bool IsBeforeConnecting(SocketError error) => error is
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery
        or SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.HostDown
        or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.AddressNotAvailable;

    private static TException? Find<TException>(Exception? exception)
        where TException : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is TException found)
            {
                return found;
            }
        }

        return null;
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is not null)
        {
            exception = exception.InnerException;
        }

        return exception;
    }
}
