using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;
using Journy.Binding;
using Journy.Results;

namespace Journy.Commands;

/// <summary>
/// A cmdlet that puts users into accounts or takes them out: rows are gathered by account into calls of up to 100, and a call
/// that is refused is halved until the users at fault stand alone.
/// </summary>
public abstract class MembershipCommand : RecordCommand
{
    private protected const string ByUser = "User";
    private protected const string ByInput = "InputObject";

    /// <summary>How many rows wait for others of their account; then the largest group goes.</summary>
    private const int MostGathered = 50_000;

    private const int BadRequest = 400;

    private readonly Dictionary<(string? Id, string? Domain), List<InputRecord>> _groups = new();
    private readonly Queue<IReadOnlyList<InputRecord>> _halves = new();
    private int _gathered;

    /// <summary>The account's ID in your own database. Read from the record's AccountId or account_id where it is not given.</summary>
    [Parameter]
    public string? AccountId { get; set; }

    /// <summary>The account's domain. Read from the record's Domain where it is not given.</summary>
    [Parameter]
    public string? Domain { get; set; }

    /// <summary>The users: IDs, e-mail addresses (they have an @), or hashtables such as @{ UserId = 42; Email = 'jane@example.com' }.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByUser)]
    public object[] User { get; set; } = Array.Empty<object>();

    /// <summary>The rows: objects with a user and, unless it is given by parameter, an account.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = ByInput)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Put in or taken out.</summary>
    private protected abstract JournyAction Change { get; }

    private protected override PSObject? Input => InputObject;

    private protected override RecordShape Shape => RecordShape.Membership;

    private protected override GivenValues Given => new() { AccountId = AccountId, Domain = Domain };

    private protected override bool GivesInOrder => false;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByInput)
        {
            base.ProcessRecord();
            return;
        }

        foreach (object user in User)
        {
            Process(Binder.BindUser(user), user);
        }
    }

    private protected override RecordBinderOptions CreateBinderOptions() => new(Shape, Given)
    {
        PropertyMap = PropertyMap,
        ReadsProperties = false,
    };

    private protected override string NameOf(BoundRecord bound) => $"{bound.User}, {bound.Account}";

    private protected override void Accept(InputRecord record)
    {
        (string?, string?) account = (record.Bound.Account!.AccountId, record.Bound.Account.Domain);
        if (!_groups.TryGetValue(account, out List<InputRecord>? group))
        {
            _groups.Add(account, group = new List<InputRecord>());
        }

        // Gathered before anything is sent: should the run end here, it is among those that were not.
        group.Add(record);
        _gathered++;
        SendHalves();
        if (group.Count == MembershipRequest.MostUsers)
        {
            SendGroup(account);
        }
        else if (_gathered == MostGathered)
        {
            SendGroup(_groups.Aggregate((largest, next) => next.Value.Count > largest.Value.Count ? next : largest).Key);
        }
    }

    private protected override void Flush()
    {
        while (_groups.Count > 0)
        {
            SendGroup(_groups.First().Key);
        }

        // A half may be refused in its turn.
        for (Drain(); _halves.Count > 0; Drain())
        {
            SendHalves();
        }
    }

    private protected override IReadOnlyList<InputRecord> TakeUnsent()
    {
        List<InputRecord> unsent = _groups.Values.Concat(_halves).SelectMany(group => group).ToList();
        _groups.Clear();
        _halves.Clear();
        return unsent;
    }

    private protected override bool TryTakeBack(IReadOnlyList<InputRecord> batch, JournyApiException failure)
    {
        bool isAboutTheAccount = failure.Fields.Count > 0
            && failure.Fields.Keys.All(field => field.StartsWith("account", StringComparison.Ordinal));
        if (failure.Status != BadRequest || batch.Count == 1 || isAboutTheAccount)
        {
            return false;
        }

        int half = (batch.Count + 1) / 2;
        _halves.Enqueue(batch.Take(half).ToList());
        _halves.Enqueue(batch.Skip(half).ToList());
        return true;
    }

    private protected override async Task<SentBatch> CallAsync(
        JournyClient client, IReadOnlyList<InputRecord> batch, CancellationToken noFurtherTry, CancellationToken stop)
    {
        AccountIdentity account = batch[0].Bound.Account!;
        MembershipRequest request = new(account, batch.Select(record => record.Bound.User!).ToList(), Change);
        JournyAnswer<bool> answer = await client.SendAsync(request, noFurtherTry, stop).ConfigureAwait(false);
        return new SentBatch(
            batch.Select(record => new MembershipResult(
                record.Bound.User!, account, record.InputIndex, Change, answer.Head, answer.Attempts.Count)).ToList(),
            answer.Attempts);
    }

    private void SendGroup((string?, string?) account)
    {
        List<InputRecord> group = _groups[account];
        _groups.Remove(account);
        _gathered -= group.Count;
        Send(group, Array.Empty<string>());
    }

    private void SendHalves()
    {
        while (_halves.Count > 0)
        {
            Send(_halves.Dequeue(), Array.Empty<string>());
        }
    }
}
