using System;
using System.Collections;
using Journy.Import.Values;

namespace Journy.Import.Columns;

/// <summary>What a cmdlet's parameters say about reading records.</summary>
internal sealed record RecordBinderOptions
{
    public RecordBinderOptions(RecordShape shape, GivenValues given)
    {
        Shape = shape;
        Given = given;
    }

    /// <summary>What the records are made of.</summary>
    public RecordShape Shape { get; }

    /// <summary>What parameters say about every record.</summary>
    public GivenValues Given { get; }

    /// <summary>False if only the identity matters, as for a deletion.</summary>
    public bool ReadsProperties { get; init; } = true;

    /// <summary>Properties written by hand, sent exactly as they stand.</summary>
    public IDictionary? Property { get; init; }

    /// <summary>The parameter that they were given to.</summary>
    public string PropertyParameter { get; init; } = "-Property";

    public IDictionary? PropertyMap { get; init; }

    public IDictionary? PropertyType { get; init; }

    public string[]? IncludeProperty { get; init; }

    public string[]? ExcludeProperty { get; init; }

    /// <summary>The columns that make a row one event, whatever else it holds; null if all of it does.</summary>
    public string[]? EventKey { get; init; }

    public JournyBlankValue BlankValue { get; init; }

    public string ListSeparator { get; init; } = ";";

    /// <summary>How text is read.</summary>
    public TextRules Rules { get; init; } = TextRules.Default;

    /// <summary>The zone of dates that name none; null for UTC in text, and this machine's zone in a DateTime.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>
    /// True to leave out white space around identifiers and to check e-mail addresses. False for removals: they take an identifier exactly
    /// as it stands, or not at all, since they must not remove somebody with nearly the same identifier.
    /// </summary>
    public bool TrimsIdentifiers { get; init; } = true;
}
