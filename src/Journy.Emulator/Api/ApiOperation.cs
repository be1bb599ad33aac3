using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace Journy.Emulator.Api;

/// <summary>One operation of the API: where it is, which permission it needs, and what it does.</summary>
internal sealed record ApiOperation(string Method, string Path, string? Permission, Func<ApiCall, ApiAnswer> Run)
{
    /// <summary>Gets the names of the query parameters that the operation knows.</summary>
    internal IReadOnlySet<string> Query { get; init; } = FrozenSet<string>.Empty;
}
