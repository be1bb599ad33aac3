using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using System.Threading;

namespace Journy.Emulator.State;

/// <summary>All that the emulator stores. One lock: operations may touch users and accounts together.</summary>
internal sealed class Workspace(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly EntityStore _users = new();
    private readonly EntityStore _accounts = new();
    private long _lastNumber;

    internal (int Users, int Accounts) Counts
    {
        get
        {
            lock (_gate)
            {
                return (_users.Count, _accounts.Count);
            }
        }
    }

    internal ImmutableArray<EmulatedUser> GetUsers() => [.. Records(_users).Select(ToUser)];

    internal ImmutableArray<EmulatedAccount> GetAccounts() => [.. Records(_accounts).Select(ToAccount)];

    internal IReadOnlyDictionary<string, string> Upsert(
        EntityKind kind, Identity identity, IReadOnlyList<KeyValuePair<string, JsonElement>> properties)
    {
        lock (_gate)
        {
            return StoreOf(kind).Upsert(identity, properties, time.GetUtcNow(), NextNumber);
        }
    }

    internal bool Delete(EntityKind kind, Identity identity)
    {
        lock (_gate)
        {
            return StoreOf(kind).Delete(identity);
        }
    }

    /// <summary>Reads the records after a number, users and accounts together in the order of their creation.</summary>
    internal WorkspacePage Page(long after, int take)
    {
        lock (_gate)
        {
            EntityRecord[] users = [.. _users.Records.Where(record => record.Number > after).OrderBy(record => record.Number).Take(take + 1)];
            EntityRecord[] accounts = [.. _accounts.Records.Where(record => record.Number > after).OrderBy(record => record.Number).Take(take + 1)];
            long[] numbers = [.. users.Concat(accounts).Select(record => record.Number).Order().Take(take + 1)];
            long last = numbers.Length > take ? numbers[take - 1] : long.MaxValue;
            return new WorkspacePage(
                [.. users.Where(record => record.Number <= last).Select(ToUser)],
                [.. accounts.Where(record => record.Number <= last).Select(ToAccount)],
                numbers.Length > take ? last : null);
        }
    }

    private static EmulatedUser ToUser(EntityRecord record) => new()
    {
        Number = record.Number,
        UserId = record.Identity.Id,
        Email = record.Identity.Alias,
        Properties = record.Properties,
        CreatedAt = record.CreatedAt,
        UpdatedAt = record.UpdatedAt,
    };

    private static EmulatedAccount ToAccount(EntityRecord record) => new()
    {
        Number = record.Number,
        AccountId = record.Identity.Id,
        Domain = record.Identity.Alias,
        Properties = record.Properties,
        CreatedAt = record.CreatedAt,
        UpdatedAt = record.UpdatedAt,
    };

    private EntityRecord[] Records(EntityStore store)
    {
        EntityRecord[] records;
        lock (_gate)
        {
            records = [.. store.Records];
        }

        Array.Sort(records, static (left, right) => left.Number.CompareTo(right.Number));
        return records;
    }

    private EntityStore StoreOf(EntityKind kind) => kind == EntityKind.User ? _users : _accounts;

    private long NextNumber() => ++_lastNumber;
}
