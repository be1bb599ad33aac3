using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using System.Threading;

namespace Journy.Emulator.State;

/// <summary>All that the emulator stores. One lock: operations may touch users and accounts together.</summary>
internal sealed class Workspace
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly HashSet<string> _domains;
    private readonly EmulatorSegments _segments;
    private readonly Memberships _memberships = new();
    private readonly EventStore _events = new();
    private readonly EntityStore _users;
    private readonly EntityStore _accounts;
    private long _lastNumber;

    internal Workspace(TimeProvider time, IEnumerable<string> domains, EmulatorSegments segments)
    {
        _time = time;
        _domains = new HashSet<string>(domains, StringComparer.OrdinalIgnoreCase);
        _segments = segments;
        _users = new EntityStore(_memberships.ReplaceUser);
        _accounts = new EntityStore(_memberships.ReplaceAccount);
    }

    internal WorkspaceCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return new WorkspaceCounts(
                    _users.Count, _accounts.Count, _memberships.ActiveCount, _memberships.RemovedCount, _events.Count);
            }
        }
    }

    internal ImmutableArray<EmulatedUser> GetUsers()
    {
        EntityRecord[] records;
        lock (_gate)
        {
            records = [.. _users.Records];
        }

        // Records never change, so only reading the list needs the lock.
        return [.. records.OrderBy(record => record.Number).Select(ToUser)];
    }

    internal ImmutableArray<EmulatedAccount> GetAccounts()
    {
        lock (_gate)
        {
            return [.. _accounts.Records.OrderBy(record => record.Number).Select(ToAccount)];
        }
    }

    internal ImmutableArray<EmulatedEvent> GetEvents()
    {
        lock (_gate)
        {
            return _events.Snapshot();
        }
    }

    /// <summary>Lists the properties that ever held a value, by name.</summary>
    internal ImmutableArray<string> GetPropertyNames(EntityKind kind)
    {
        lock (_gate)
        {
            return [.. StoreOf(kind).PropertyNames.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Lists the names of all events so far.</summary>
    internal ImmutableArray<string> GetEventNames()
    {
        lock (_gate)
        {
            return [.. _events.Names.Order(StringComparer.Ordinal)];
        }
    }

    internal IReadOnlyList<string> GetSegments(EntityKind kind) => kind == EntityKind.User ? _segments.Users : _segments.Accounts;

    /// <summary>Tells whether a domain is set up for tracking, or an account's.</summary>
    internal bool KnowsDomain(string domain)
    {
        lock (_gate)
        {
            return _domains.Contains(domain) || _accounts.Find(new Identity(Id: null, domain)) is not null;
        }
    }

    internal IReadOnlyDictionary<string, string> Upsert(
        EntityKind kind, Identity identity, IReadOnlyList<KeyValuePair<string, JsonElement>> properties)
    {
        lock (_gate)
        {
            return StoreOf(kind).Upsert(identity, properties, _time.GetUtcNow(), NextNumber);
        }
    }

    internal bool Delete(EntityKind kind, Identity identity)
    {
        lock (_gate)
        {
            return StoreOf(kind).Delete(identity);
        }
    }

    /// <summary>Makes users members of an account, and creates those of them that do not exist yet.</summary>
    internal void AddMembers(Identity account, IReadOnlyList<Identity> users)
    {
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            long accountNumber = _accounts.Touch(account, now, NextNumber).Number;
            foreach (Identity user in users)
            {
                _memberships.Add(accountNumber, _users.Touch(user, now, NextNumber).Number);
            }
        }
    }

    /// <summary>Marks members of an account as removed.</summary>
    /// <returns>Whether any of the users was a member.</returns>
    internal bool RemoveMembers(Identity account, IReadOnlyList<Identity> users)
    {
        lock (_gate)
        {
            if (_accounts.Find(account) is not EntityRecord found)
            {
                return false;
            }

            bool any = false;
            foreach (Identity user in users)
            {
                any |= _users.Find(user) is EntityRecord member && _memberships.Remove(found.Number, member.Number);
            }

            return any;
        }
    }

    /// <summary>Links a web visitor to a user, who is created if needed.</summary>
    internal void Link(Identity user, string deviceId)
    {
        lock (_gate)
        {
            _users.AddDevice(user, deviceId, _time.GetUtcNow(), NextNumber);
        }
    }

    /// <summary>Stores an event, and creates its user and account if needed.</summary>
    internal void Track(EventDraft draft)
    {
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            if (draft.User is Identity user)
            {
                _users.Touch(user, now, NextNumber);
            }

            if (draft.Account is Identity account)
            {
                _accounts.Touch(account, now, NextNumber);
            }

            _events.Add(new EmulatedEvent
            {
                Number = NextNumber(),
                Name = draft.Name,
                UserId = draft.User?.Id,
                Email = draft.User?.Alias,
                AccountId = draft.Account?.Id,
                Domain = draft.Account?.Alias,
                TriggeredAt = draft.TriggeredAt,
                ReceivedAt = now,
                Metadata = draft.Metadata,
            });
        }
    }

    /// <summary>Reads what comes after a number: users, accounts and events together, in the order of their creation.</summary>
    internal WorkspacePage Page(long after, int take)
    {
        lock (_gate)
        {
            EntityRecord[] users = [.. RecordsAfter(_users, after, take + 1)];
            EntityRecord[] accounts = [.. RecordsAfter(_accounts, after, take + 1)];
            List<EmulatedEvent> events = _events.Page(after, take + 1);
            long[] numbers =
            [
                .. users.Concat(accounts).Select(record => record.Number)
                    .Concat(events.Select(stored => stored.Number))
                    .Order()
                    .Take(take + 1),
            ];
            long last = numbers.Length > take ? numbers[take - 1] : long.MaxValue;
            return new WorkspacePage(
                [.. users.Where(record => record.Number <= last).Select(ToUser)],
                [.. accounts.Where(record => record.Number <= last).Select(ToAccount)],
                [.. events.Where(stored => stored.Number <= last)],
                numbers.Length > take ? last : null);
        }
    }

    private static IEnumerable<EntityRecord> RecordsAfter(EntityStore store, long after, int take) =>
        store.Records.Where(record => record.Number > after).OrderBy(record => record.Number).Take(take);

    private static EmulatedUser ToUser(EntityRecord record) => new()
    {
        Number = record.Number,
        UserId = record.Identity.Id,
        Email = record.Identity.Alias,
        Properties = record.Properties,
        DeviceIds = record.DeviceIds,
        CreatedAt = record.CreatedAt,
        UpdatedAt = record.UpdatedAt,
    };

    private EmulatedAccount ToAccount(EntityRecord record) => new()
    {
        Number = record.Number,
        AccountId = record.Identity.Id,
        Domain = record.Identity.Alias,
        Properties = record.Properties,
        Members = [.. _memberships.Of(record.Number).Select(member => ToMember(_users[member.Key], member.Value))],
        CreatedAt = record.CreatedAt,
        UpdatedAt = record.UpdatedAt,
    };

    private static EmulatedMember ToMember(EntityRecord user, bool isRemoved) => new()
    {
        UserNumber = user.Number,
        UserId = user.Identity.Id,
        Email = user.Identity.Alias,
        IsRemoved = isRemoved,
    };

    private EntityStore StoreOf(EntityKind kind) => kind == EntityKind.User ? _users : _accounts;

    private long NextNumber() => ++_lastNumber;
}
