using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using Journy.Api;
using Journy.Binding;
using Journy.Results;

namespace Journy.Import.Journaling;

/// <summary>
/// Hashes of whom a record is about and of what it says, salted with a journal's own salt: the same in every culture, on both
/// editions and in whatever order a record has its properties. Serves one thread.
/// </summary>
internal sealed class RecordHash : IDisposable
{
    /// <summary>Hashes leave the lowest bits to whoever keeps them.</summary>
    public const int FreeBits = 6;

    private readonly SHA256 _sha = SHA256.Create();
    private readonly List<KeyValuePair<string, JournyValue>> _sorted = new();
    private byte[] _bytes = new byte[1024];
    private int _length;
    private readonly int _saltLength;

    /// <summary>Prepares hashes with a salt.</summary>
    public RecordHash(byte[] salt)
    {
        _saltLength = salt.Length;
        salt.CopyTo(_bytes, 0);
    }

    /// <summary>Whom an upsert is about: one hash an identifier, 0 for one that the record does not have.</summary>
    public (ulong First, ulong Second) KeysOf(JournyIdentity identity)
    {
        ulong id = identity.Id is null ? 0 : KeyOf('i', identity.Id);
        ulong alias = identity.Alias is null ? 0 : KeyOf('a', identity.Alias.ToUpperInvariant());
        return id == 0 ? (alias, 0) : (id, alias);
    }

    /// <summary>What an upsert says of whom.</summary>
    public ulong ContentOf(BoundRecord record)
    {
        Begin('u');
        Add(record.Identity!);
        AddProperties(record.Properties);
        return End();
    }

    /// <summary>Who is put where.</summary>
    public ulong MembershipOf(BoundRecord record)
    {
        Begin('m');
        Add(record.Account!);
        Add(record.User!);
        return End();
    }

    /// <summary>All of an event.</summary>
    public ulong EventOf(BoundRecord record)
    {
        Begin('e');
        Add(record.EventName);
        Add(record.TriggeredAt!.Value.UtcTicks);
        Add(record.User);
        Add(record.Account);
        AddProperties(record.Properties);
        return End();
    }

    /// <inheritdoc/>
    public void Dispose() => _sha.Dispose();

    private ulong KeyOf(char kind, string text)
    {
        Begin(kind);
        Add(text);
        return End();
    }

    private void Begin(char kind)
    {
        _length = _saltLength;
        Add((byte)kind);
    }

    // Never 0, which stands for nothing.
    private ulong End()
    {
        ulong hash = BitConverter.ToUInt64(_sha.ComputeHash(_bytes, 0, _length), 0) & ~((1UL << FreeBits) - 1);
        return hash == 0 ? 1UL << FreeBits : hash;
    }

    private void Add(JournyIdentity? identity)
    {
        Add(identity?.Id);
        Add(identity?.Alias);
    }

    private void AddProperties(PropertyBag properties)
    {
        _sorted.Clear();
        _sorted.AddRange(properties.Entries);
        _sorted.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        foreach (KeyValuePair<string, JournyValue> property in _sorted)
        {
            Add(property.Key);
            Add((byte)property.Value.Kind);
            if (property.Value.Kind == JournyValueKind.List)
            {
                Add(property.Value.Items.Count);
                foreach (string item in property.Value.Items)
                {
                    Add(item);
                }
            }
            else
            {
                Add(property.Value.Text);
            }
        }
    }

    // With its length first, so that no two lists of texts have the same bytes.
    private void Add(string? text)
    {
        if (text is null)
        {
            Add(-1L);
            return;
        }

        Reserve(sizeof(long) + Encoding.UTF8.GetMaxByteCount(text.Length));
        int count = Encoding.UTF8.GetBytes(text, 0, text.Length, _bytes, _length + sizeof(long));
        Add((long)count);
        _length += count;
    }

    private void Add(long number)
    {
        Reserve(sizeof(long));
        for (int index = 0; index < sizeof(long); index++)
        {
            _bytes[_length++] = (byte)(number >> (8 * index));
        }
    }

    private void Add(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    private void Reserve(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        }
    }
}
