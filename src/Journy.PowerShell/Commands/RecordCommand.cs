using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using Journy.Api;
using Journy.Completion;
using Journy.Flows;
using Journy.Import.Columns;
using Journy.Import.Operations;
using Journy.Import.Records;
using Journy.Parameters;

namespace Journy.Commands;

/// <summary>A cmdlet that sends records, several calls at a time, and gives one result or one error for each.</summary>
public abstract class RecordCommand : ConnectedCommand
{
    private protected const string ByInput = "InputObject";

    private RecordFlow? _flow;

    /// <summary>Which columns of the records are called what on journy.io: the record's name on the left, journy.io's on the
    /// right, identifiers included, such as @{ 'Customer Id' = 'user_id'; 'First Name' = 'first_name' }.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyMapCompleter))]
    public IDictionary? PropertyMap { get; set; }

    /// <summary>The most calls at a time. With 1, a command that is stopped leaves no call unreported.</summary>
    [Parameter]
    [ValidateRange(1, JournyClient.MostCallsInFlight)]
    [NumberTransformation(IsWhole = true)]
    public int ThrottleLimit { get; set; } = 8;

    /// <summary>What is done with the records.</summary>
    private protected abstract Operation Operation { get; }

    /// <summary>The piped record, or a list of them.</summary>
    private protected abstract PSObject? Input { get; }

    /// <summary>The users or accounts of a parameter that takes IDs, addresses or objects; null if there are none.</summary>
    private protected virtual IReadOnlyList<object>? Named => null;

    /// <summary>What the parameters say about every record.</summary>
    private protected abstract GivenValues Given { get; }

    /// <summary>What the parameters say about reading records.</summary>
    private protected virtual RecordBinderOptions Reading => Operation.Reading(Given) with { PropertyMap = PropertyMap };

    /// <inheritdoc/>
    protected override void BeginProcessing() =>
        _flow = new RecordFlow(new CommandReporter(this), Operation, OrThrow(() => new RecordBinder(Reading)), ThrottleLimit);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Named is { } named)
        {
            _flow!.TakeNamed(named);
        }
        else
        {
            _flow!.Take(Input, MyInvocation.ExpectingInput);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _flow!.Finish();
}
