namespace Journy.Binding;

/// <summary>The roles that a column can have.</summary>
internal enum ColumnRole : byte
{
    /// <summary>Left out.</summary>
    None,

    /// <summary>The user or account ID.</summary>
    Id,

    /// <summary>The e-mail address or domain.</summary>
    Alias,

    /// <summary>A property.</summary>
    Property,
}
