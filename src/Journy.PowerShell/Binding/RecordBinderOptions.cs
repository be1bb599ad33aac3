using System;
using System.Collections;
using Journy.Results;

namespace Journy.Binding;

/// <summary>What a cmdlet's parameters say about reading records.</summary>
internal sealed class RecordBinderOptions
{
    public RecordBinderOptions(JournyEntity entity) => Entity = entity;

    public JournyEntity Entity { get; }

    /// <summary>The user or account ID given by parameter, which wins over the record's.</summary>
    public string? Id { get; init; }

    /// <summary>The e-mail address or domain given by parameter, which wins over the record's.</summary>
    public string? Alias { get; init; }

    /// <summary>False where only the identity matters, as for a deletion.</summary>
    public bool ReadsProperties { get; init; } = true;

    /// <summary>Properties written by hand, sent exactly as they stand.</summary>
    public IDictionary? Property { get; init; }

    public IDictionary? PropertyMap { get; init; }

    public IDictionary? PropertyType { get; init; }

    public string[]? IncludeProperty { get; init; }

    public string[]? ExcludeProperty { get; init; }

    public JournyBlankValue BlankValue { get; init; }

    public string ListSeparator { get; init; } = ";";

    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;
}
