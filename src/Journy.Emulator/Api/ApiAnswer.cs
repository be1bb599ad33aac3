using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Journy.Emulator.Faults;

namespace Journy.Emulator.Api;

/// <summary>An answer, ready to be sent.</summary>
internal sealed record ApiAnswer(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    internal ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Gets the number of body bytes after which the connection is dropped; <see langword="null"/> sends all.</summary>
    internal int? CutAfter { get; init; }

    /// <summary>Gets how the body is sent slowly; <see langword="null"/> sends it at once.</summary>
    internal Trickle? Trickle { get; init; }

    internal ApiAnswer With(string header, string value) => this with { Headers = Headers.Add(new(header, value)) };

    internal ApiAnswer WithMissing(string header, string value) =>
        Headers.Any(present => string.Equals(present.Key, header, StringComparison.OrdinalIgnoreCase)) ? this : With(header, value);
}
