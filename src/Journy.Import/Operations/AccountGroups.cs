using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Api;
using Journy.Import.Records;

namespace Journy.Import.Operations;

/// <summary>
/// Gathers rows by account into calls of up to 100 users. A call that is refused is halved until the users at fault stand alone.
/// </summary>
/// <typeparam name="TRow">A row that names a user and an account.</typeparam>
internal sealed class AccountGroups<TRow>
    where TRow : PendingRecord
{
    /// <summary>How many rows wait for others of their account; then the largest group goes.</summary>
    private const int MostGathered = 50_000;

    private const int FirstRedirect = 300;
    private const int BadRequest = 400;

    private readonly Dictionary<(string? Id, string? Domain), LinkedListNode<Group>> _groups = new();

    // The groups by how many rows they have, so that the largest is found without looking at each.
    private readonly LinkedList<Group>[] _bySize =
        Enumerable.Range(0, MembershipRequest.MostUsers + 1).Select(_ => new LinkedList<Group>()).ToArray();

    private readonly Queue<IReadOnlyList<TRow>> _ready = new();
    private int _gathered;

    /// <summary>True if a call is ready to go.</summary>
    public bool HasReady => _ready.Count > 0;

    /// <summary>Takes a row; calls that are full, or that must make room, become ready.</summary>
    public void Add(TRow row)
    {
        AccountIdentity account = row.Record.Account!;
        (string? Id, string? Domain) key = (account.AccountId, account.Domain);
        if (_groups.TryGetValue(key, out LinkedListNode<Group>? node))
        {
            _bySize[node.Value.Rows.Count].Remove(node);
        }
        else
        {
            _groups.Add(key, node = new LinkedListNode<Group>(new Group(key)));
        }

        node.Value.Rows.Add(row);
        _bySize[node.Value.Rows.Count].AddLast(node);
        _gathered++;
        if (node.Value.Rows.Count == MembershipRequest.MostUsers || _gathered == MostGathered)
        {
            MakeReady(Array.FindLast(_bySize, groups => groups.Count > 0)!.First!);
        }
    }

    /// <summary>Makes every group ready, however few rows it has.</summary>
    public void Close()
    {
        while (_groups.Count > 0)
        {
            MakeReady(_groups.Values.First());
        }
    }

    /// <summary>The rows of the next call.</summary>
    public IReadOnlyList<TRow> TakeReady() => _ready.Dequeue();

    /// <summary>Every row that is in no call yet.</summary>
    public IReadOnlyList<TRow> TakeRest()
    {
        Close();
        List<TRow> rest = _ready.SelectMany(rows => rows).ToList();
        _ready.Clear();
        return rest;
    }

    /// <summary>Takes back a call whose refusal may be the fault of some of its users only: its halves become ready.</summary>
    /// <returns>False if the refusal stands for every row of the call.</returns>
    public bool TrySplit(IReadOnlyList<TRow> rows, JournyApiException failure)
    {
        bool isAboutTheAccount = failure.Fields.Count > 0
            && failure.Fields.Keys.All(field => field.StartsWith("account", StringComparison.Ordinal));
        bool isRefused = failure.Reason == JournyReason.BadArguments && failure.Status is BadRequest or < FirstRedirect;
        if (!isRefused || rows.Count == 1 || isAboutTheAccount)
        {
            return false;
        }

        int half = (rows.Count + 1) / 2;
        _ready.Enqueue(rows.Take(half).ToList());
        _ready.Enqueue(rows.Skip(half).ToList());
        return true;
    }

    private void MakeReady(LinkedListNode<Group> node)
    {
        _bySize[node.Value.Rows.Count].Remove(node);
        _groups.Remove(node.Value.Key);
        _gathered -= node.Value.Rows.Count;
        _ready.Enqueue(node.Value.Rows);
    }

    private sealed class Group
    {
        public Group((string? Id, string? Domain) key) => Key = key;

        public (string? Id, string? Domain) Key { get; }

        public List<TRow> Rows { get; } = new();
    }
}
