using System;
using Journy.Emulator.Api;

namespace Journy.Emulator;

/// <summary>What a fault rule sees of a request.</summary>
public sealed class EmulatorRequest
{
    private readonly RequestContent _content;

    internal EmulatorRequest(LedgerEntry entry, string path, string query, RequestContent content)
    {
        Sequence = entry.Sequence;
        ReceivedAt = entry.ReceivedAt;
        Method = entry.Method;
        RequestId = entry.RequestId;
        KeyLabel = entry.KeyLabel;
        UserAgent = entry.UserAgent;
        Path = path;
        Query = query;
        _content = content;
    }

    /// <summary>Gets the request's sequence number in the ledger, from 1.</summary>
    public long Sequence { get; }

    /// <summary>Gets the time of receipt.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>Gets the HTTP method.</summary>
    public string Method { get; }

    /// <summary>Gets the path, without the query.</summary>
    public string Path { get; }

    /// <summary>Gets the query with its question mark, or an empty string.</summary>
    public string Query { get; }

    /// <summary>Gets the request ID.</summary>
    public string RequestId { get; }

    /// <summary>Gets the label of the key; <see langword="null"/> for none or an unknown one.</summary>
    public string? KeyLabel { get; }

    /// <summary>Gets the client's <c>user-agent</c>.</summary>
    public string? UserAgent { get; }

    /// <summary>Gets the body's text, decoded at each call; <see langword="null"/> without a body.</summary>
    public string? Body => _content.ToText();
}
