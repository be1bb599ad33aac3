using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Emulator.State;

/// <summary>
/// The users, or the accounts, of a workspace. The customer's own ID is the stronger identifier: where two stored records
/// could be meant, it decides, and the alias moves to the record that claimed it last. The workspace does the locking.
/// </summary>
/// <param name="onGone">Hears the number of each record that goes, and the number of the one it melted into, if it did.</param>
internal sealed class EntityStore(Action<long, long?> onGone)
{
    private readonly Dictionary<long, EntityRecord> _records = [];
    private readonly Dictionary<string, long> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _byAlias = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _propertyNames = new(StringComparer.Ordinal);
    private readonly PropertyTypes _types = new();
    private readonly SharedNames _names = new();

    internal int Count => _records.Count;

    internal IEnumerable<EntityRecord> Records => _records.Values;

    /// <summary>Gets the names of all properties that ever held a value.</summary>
    internal IEnumerable<string> PropertyNames => _propertyNames;

    internal EntityRecord this[long number] => _records[number];

    /// <summary>Creates a record or updates the one that is meant.</summary>
    /// <returns>The properties that were not taken, each with its reason.</returns>
    internal IReadOnlyDictionary<string, string> Upsert(
        Identity identity, IReadOnlyList<KeyValuePair<string, JsonElement>> properties, DateTimeOffset now, Func<long> nextNumber)
    {
        EntityRecord record = Claim(identity, now, nextNumber);

        Dictionary<string, JsonElement> values = new(record.Properties, StringComparer.Ordinal);
        Dictionary<string, string> rejected = new(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in properties)
        {
            if (_types.Check(name, value) is string reason)
            {
                rejected.Add(name, reason);
            }
            else if (value.ValueKind == JsonValueKind.Null)
            {
                values.Remove(name);
            }
            else
            {
                values[name] = value;
                _propertyNames.Add(name);
            }
        }

        Put(record with { Properties = Pack(values), UpdatedAt = now });
        return rejected;
    }

    /// <summary>Creates a record or takes note of the one that is meant, as an upsert without properties does.</summary>
    /// <returns>The record.</returns>
    internal EntityRecord Touch(Identity identity, DateTimeOffset now, Func<long> nextNumber)
    {
        EntityRecord record = Claim(identity, now, nextNumber) with { UpdatedAt = now };
        Put(record);
        return record;
    }

    /// <summary>Links a web visitor to the record that is meant.</summary>
    internal void AddDevice(Identity identity, string deviceId, DateTimeOffset now, Func<long> nextNumber)
    {
        EntityRecord record = Claim(identity, now, nextNumber);
        Put(record with { DeviceIds = record.DeviceIds.Add(deviceId), UpdatedAt = now });
    }

    /// <summary>Finds the record that is meant, and changes nothing.</summary>
    internal EntityRecord? Find(Identity identity) => FindById(identity.Id) ?? FindByAlias(identity.Alias);

    /// <summary>Removes the record that is meant.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool Delete(Identity identity)
    {
        EntityRecord? record = Find(identity);
        if (record is null)
        {
            return false;
        }

        Remove(record);
        onGone(record.Number, null);
        return true;
    }

    private EntityRecord Claim(Identity identity, DateTimeOffset now, Func<long> nextNumber)
    {
        EntityRecord? byId = FindById(identity.Id);
        EntityRecord? byAlias = FindByAlias(identity.Alias);
        if (byAlias is null || ReferenceEquals(byAlias, byId))
        {
            return byId is null ? Create(identity, now, nextNumber()) : Identify(byId, identity);
        }

        if (byId is null && (identity.Id is null || byAlias.Identity.Id is null))
        {
            return Identify(byAlias, identity);
        }

        if (byAlias.Identity.Id is null)
        {
            // Known by its alias alone so far, and now it turns out to be this one: both become one record.
            Remove(byAlias);
            onGone(byAlias.Number, byId!.Number);
            return Identify(Absorb(byId, byAlias), identity);
        }

        // The alias of a record that has another ID: it moves, and that record stays what its ID says.
        Remove(byAlias);
        Put(byAlias with { Identity = byAlias.Identity with { Alias = null } });
        return byId is null ? Create(identity, now, nextNumber()) : Identify(byId, identity);
    }

    private static EntityRecord Create(Identity identity, DateTimeOffset now, long number) =>
        new(number, identity, PackedProperties.None, now, now);

    private EntityRecord Identify(EntityRecord record, Identity identity)
    {
        // Taken out of the indexes first: a new alias must not leave the old one behind.
        Remove(record);
        return record with
        {
            Identity = new Identity(identity.Id ?? record.Identity.Id, identity.Alias ?? record.Identity.Alias),
        };
    }

    private PackedProperties Pack(Dictionary<string, JsonElement> values) =>
        PackedProperties.Pack(_names.Of([.. values.Keys]), values.Values);

    private EntityRecord Absorb(EntityRecord record, EntityRecord other)
    {
        Dictionary<string, JsonElement> properties = new(record.Properties, StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in other.Properties)
        {
            properties.TryAdd(name, value);
        }

        DateTimeOffset createdAt = record.CreatedAt <= other.CreatedAt ? record.CreatedAt : other.CreatedAt;
        return record with
        {
            Properties = Pack(properties),
            DeviceIds = record.DeviceIds.Union(other.DeviceIds),
            CreatedAt = createdAt,
        };
    }

    private EntityRecord? FindById(string? id) =>
        id is not null && _byId.TryGetValue(id, out long number) ? _records[number] : null;

    private EntityRecord? FindByAlias(string? alias) =>
        alias is not null && _byAlias.TryGetValue(alias, out long number) ? _records[number] : null;

    private void Put(EntityRecord record)
    {
        _records[record.Number] = record;
        if (record.Identity.Id is string id)
        {
            _byId[id] = record.Number;
        }

        if (record.Identity.Alias is string alias)
        {
            _byAlias[alias] = record.Number;
        }
    }

    private void Remove(EntityRecord record)
    {
        _records.Remove(record.Number);
        if (record.Identity.Id is string id)
        {
            _byId.Remove(id);
        }

        if (record.Identity.Alias is string alias)
        {
            _byAlias.Remove(alias);
        }
    }
}
