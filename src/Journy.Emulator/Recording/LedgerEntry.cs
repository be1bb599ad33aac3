using System;

namespace Journy.Emulator;

/// <summary>One request that the emulator received.</summary>
public sealed record LedgerEntry
{
    /// <summary>Gets the request's place in the order of receipt, from 1 without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets the time of receipt.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Gets the HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the request's target exactly as it came: the path with its query, or a whole address if the client took this for a
    /// proxy.</summary>
    public required string Target { get; init; }

    /// <summary>Gets the label of the key that was sent; <see langword="null"/> for none or an unknown one.</summary>
    public string? KeyLabel { get; init; }

    /// <summary>Gets the request ID that the answer carries.</summary>
    public required string RequestId { get; init; }

    /// <summary>Gets the client's <c>user-agent</c>.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Gets the body's text; <see langword="null"/> without a body, above the size limit, or when bodies are not kept.</summary>
    public string? Body { get; init; }

    /// <summary>Gets the status that was answered; <see langword="null"/> while there is no answer, and for ever if the connection was
    /// dropped.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// Gets a value indicating whether the emulator's state took the request: an accepted upsert, membership, link or
    /// event, or a delete or removal that found something to take away. It says nothing about whether the client ever saw the answer.
    /// </summary>
    public bool Applied { get; init; }

    /// <summary>Gets the kind of random fault that the request met; <see langword="null"/> for none.</summary>
    public FaultKind? Fault { get; init; }

    /// <summary>Gets a value indicating whether the emulator is done with the request, answered or dropped.</summary>
    public bool IsEnded { get; init; }
}
