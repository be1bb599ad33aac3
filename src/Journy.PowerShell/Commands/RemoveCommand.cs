using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Import.Columns;

namespace Journy.Commands;

/// <summary>A cmdlet that deletes records.</summary>
public abstract class RemoveCommand : RecordCommand
{
    /// <summary>Deletes one at a time unless told otherwise: what is gone does not come back.</summary>
    protected RemoveCommand() => ThrottleLimit = 1;

    private protected override string Action => "Delete";

    private protected override RecordBinderOptions CreateBinderOptions() => new(Shape, Given)
    {
        PropertyMap = PropertyMap,
        ReadsProperties = false,
        MendsIdentifiers = false,
    };

    private protected override async Task<SentBatch> CallAsync(
        JournyClient client, IReadOnlyList<InputRecord> batch, CancellationToken noFurtherTry, CancellationToken stop)
    {
        InputRecord record = batch[0];
        JournyAnswer<bool> answer = await client
            .SendAsync(new DeleteRequest(record.Identity), noFurtherTry, stop)
            .ConfigureAwait(false);
        return new SentBatch(
            EntityResult.Create(record.Identity, record.InputIndex, JournyAction.Remove, answer.Head, answer.Attempts.Count),
            answer.Attempts);
    }
}
