using System.Collections;
using System.Management.Automation;
using Journy.Completion;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>A cmdlet that imports rows whose columns become properties or metadata.</summary>
public abstract class ImportMappingCommand : ImportCommand
{
    /// <summary>The columns that are sent, by the input's names or journy.io's; wildcards are allowed. Default: all that have no part
    /// of their own, as identifiers have, and no secret's name.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? IncludeProperty { get; set; }

    /// <summary>Columns to read as if they were not there, by the input's names or journy.io's; a name wins over a
    /// wildcard. Identifiers too.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[]? ExcludeProperty { get; set; }

    /// <summary>The types that text is read as, by journy.io's names or the input's: Text, Number, Boolean, DateTime or, for properties, List, such
    /// as @{ mrr = 'Number' }. Wins over the type that a file's column was found to have.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyTypeCompleter))]
    public IDictionary? PropertyType { get; set; }

    /// <summary>The time zone of dates that name none. Default: UTC for text, and this machine's for a DateTime.</summary>
    [Parameter]
    [ValidateNotNull]
    [TimeZoneTransformation]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    // An object, since functions that mock or wrap a cmdlet convert to the type alone, and no text converts to a TimeZoneInfo.
    public object? TimeZone { get; set; }
}
