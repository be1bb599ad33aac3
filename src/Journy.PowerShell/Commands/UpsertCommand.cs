using System.Collections;
using System.Management.Automation;
using Journy.Completion;
using Journy.Import.Columns;

namespace Journy.Commands;

/// <summary>A cmdlet that creates or updates records.</summary>
public abstract class UpsertCommand : MappingCommand
{
    /// <summary>Properties for every record, sent exactly as written: "" is kept as an empty value, $null deletes the property.
    /// Wins over the record's own.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public IDictionary? Property { get; set; }

    /// <summary>The separator between the items of a property of type List. Default: a semicolon.</summary>
    [Parameter]
    [ValidateNotNull]
    public string ListSeparator { get; set; } = ";";

    /// <summary>What a blank value of a record means: Skip leaves the property as it is (the default), Empty makes it an empty
    /// text, Delete deletes it.</summary>
    [Parameter]
    public JournyBlankValue BlankValue { get; set; }

    private protected override RecordBinderOptions Reading => base.Reading with
    {
        Property = Property,
        BlankValue = BlankValue,
        ListSeparator = ListSeparator,
    };
}
