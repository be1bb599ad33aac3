using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
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

    /// <summary>What stands between the items of a property of type List. Default: a semicolon.</summary>
    [Parameter]
    [ValidateNotNull]
    public string ListSeparator { get; set; } = ";";

    /// <summary>What a blank value of a record means: Skip leaves the property as it is (the default), Empty makes it an empty
    /// text, Delete deletes it.</summary>
    [Parameter]
    public JournyBlankValue BlankValue { get; set; }

    private protected override string Action => "Create or update";

    private protected override RecordBinderOptions CreateBinderOptions() => new(Shape, Given)
    {
        Property = Property,
        PropertyMap = PropertyMap,
        PropertyType = PropertyType,
        IncludeProperty = IncludeProperty,
        ExcludeProperty = ExcludeProperty,
        BlankValue = BlankValue,
        ListSeparator = ListSeparator,
        TimeZone = (TimeZoneInfo?)TimeZone,
        DateFormat = DateFormat,
        Rules = ReadingRules,
    };

    private protected override async Task<SentBatch> CallAsync(
        JournyClient client, IReadOnlyList<InputRecord> batch, CancellationToken noFurtherTry, CancellationToken stop)
    {
        InputRecord record = batch[0];
        JournyAnswer<IReadOnlyDictionary<string, string>> answer = await client
            .SendAsync(new UpsertRequest(record.Identity, record.Bound.Properties), noFurtherTry, stop)
            .ConfigureAwait(false);
        return new SentBatch(
            EntityResult.Create(record.Identity, record.InputIndex, JournyAction.Set, answer.Head, answer.Attempts.Count, answer.Content),
            answer.Attempts);
    }
}
