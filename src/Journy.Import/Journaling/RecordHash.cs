using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Import.Records;
using Journy.Import.Values;
using Journy.Pacing;

namespace Journy.Import.Journaling;

/// <summary>
/// Hashes of whom a record is about and of what it says, salted with a journal's own salt: the same in every culture, on both
/// editions and in whatever order a record has its properties. Serves one thread.
/// </summary>
internal sealed class RecordHash
{
    /// <summary>Hashes leave the lowest bits to whoever keeps them.</summary>
    public const int FreeBits = 6;

    /// <summary>The half of <see cref="MarkOf"/> that says when.</summary>
    public const ulong WhenMask = 0xFFFFFFFF00000000;

    private const int SaltLength = SipHash.KeyLength;

    private readonly byte[] _salt;
    private byte[] _bytes = new byte[1024];
    private int _length;

    // The last record's properties, by name: the next one's mostly stand in the same order.
    private int[] _order = Array.Empty<int>();

    /// <summary>Prepares hashes with a salt.</summary>
    public RecordHash(byte[] salt) => _salt = salt;

    /// <summary>A new salt.</summary>
    public static byte[] CreateSalt()
    {
        byte[] salt = new byte[SaltLength];
        using RandomNumberGenerator random = RandomNumberGenerator.Create();
        random.GetBytes(salt);
        return salt;
    }

    /// <summary>Whom a call is about that has one user or account; nobody if there is none.</summary>
    public IdentityKeys[] About(JournyIdentity? identity)
    {
        if (identity is null)
        {
            return Array.Empty<IdentityKeys>();
        }

        (ulong first, ulong second) = KeysOf(identity);
        return new[] { new IdentityKeys(first, second) };
    }

    /// <summary>
    /// Whom a call is about that has users, an account, or both. Calls that name one account in the same way may be in flight
    /// together: none of them changes what another one does to it.
    /// </summary>
    public IdentityKeys[] About(IEnumerable<BoundRecord> records)
    {
        List<IdentityKeys> about = new();
        JournyIdentity? account = null;
        foreach (BoundRecord record in records)
        {
            if (record.User is not null)
            {
                (ulong first, ulong second) = KeysOf(record.User);
                about.Add(new IdentityKeys(first, second));
            }

            account = record.Account;
        }

        if (account is not null)
        {
            (ulong first, ulong second) = KeysOf(account.Id, account.Alias, 'o', 'd');
            about.Add(new IdentityKeys(first, second, IsShared: true));
        }

        return about.ToArray();
    }

    /// <summary>Whom an upsert is about: one hash an identifier, 0 for one that the record does not have.</summary>
    public (ulong First, ulong Second) KeysOf(JournyIdentity identity) => KeysOf(identity.Id, identity.Alias, 'i', 'a');

    /// <summary>What an upsert says of whom.</summary>
    public ulong ContentOf(BoundRecord record) => ContentOf(record, record.Identity!);

    /// <summary>What an upsert says of somebody under another name.</summary>
    public ulong ContentOf(BoundRecord record, JournyIdentity identity)
    {
        Begin('u');
        Add(identity);
        AddProperties(record.Properties);
        return End();
    }

    /// <summary>Who is put where.</summary>
    public ulong MembershipOf(BoundRecord record) => MembershipOf(record.Account!, record.User!);

    /// <summary>Who is put where.</summary>
    public ulong MembershipOf(AccountIdentity account, UserIdentity user)
    {
        Begin('m');
        Add(account);
        Add(user);
        return End();
    }

    /// <summary>All of an event.</summary>
    public ulong EventOf(BoundRecord record) => EventOf(record, record.User, record.Account);

    /// <summary>All of an event, of somebody under another name.</summary>
    public ulong EventOf(BoundRecord record, UserIdentity? user, AccountIdentity? account)
    {
        Begin('e');
        Add(record.EventName);
        Add(record.TriggeredAt!.Value.UtcTicks);
        Add(user);
        Add(account);
        AddProperties(record.Properties);
        return End();
    }

    /// <summary>All of an event that an earlier reading knew.</summary>
    public ulong EventOf(BoundRecord record, EventReading reading)
    {
        Begin('e');
        Add(record.EventName);
        Add(record.TriggeredAt!.Value.UtcTicks);
        AddKnown(record.User, reading.Has(ColumnRole.UserId), reading.Has(ColumnRole.Email));
        AddKnown(record.Account, reading.Has(ColumnRole.AccountId), reading.Has(ColumnRole.Domain));
        PropertyBag known = new();
        foreach (KeyValuePair<string, JournyValue> property in record.Properties.Entries)
        {
            if (reading.HasMetadata(property.Key))
            {
                known.Add(property.Key, property.Value);
            }
        }

        AddProperties(known);
        return End();
    }

    /// <summary>When an event happened, in the upper half, and whom it is about and what it is called, in the lower one.</summary>
    public ulong MarkOf(BoundRecord record)
    {
        Begin('t');
        Add(record.TriggeredAt!.Value.UtcTicks);
        ulong when = End() & WhenMask;
        Add(record.EventName);
        Add(record.User);
        Add(record.Account);
        return (when == 0 ? 1UL << 32 : when) | (End() >> 32);
    }

    /// <summary>What a user says makes a row one event.</summary>
    public ulong EventKeyOf(IReadOnlyList<string> cells)
    {
        Begin('k');
        foreach (string cell in cells)
        {
            Add(cell);
        }

        return End();
    }

    /// <summary>A text, such as what a parameter says, as a journal may hold it.</summary>
    public string TextOf(string text) => KeyOf('x', text).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>A text in 128 bits, for one that another text must not be taken for.</summary>
    public string DigestOf(string text)
    {
        ulong first = Half('l');
        ulong second = Half('L');
        return first.ToString("x16", CultureInfo.InvariantCulture) + second.ToString("x16", CultureInfo.InvariantCulture);

        ulong Half(char kind)
        {
            Begin(kind);
            Add(text);
            return SipHash.Of(_salt, _bytes, _length);
        }
    }

    /// <summary>Several texts in 128 bits.</summary>
    public string DigestOf(IEnumerable<string?> texts)
    {
        Begin('r');
        foreach (string? text in texts)
        {
            Add(text);
        }

        (ulong low, ulong high) = SipHash.Of128(_salt, _bytes, _length);
        return low.ToString("x16", CultureInfo.InvariantCulture) + high.ToString("x16", CultureInfo.InvariantCulture);
    }

    private (ulong First, ulong Second) KeysOf(string? id, string? alias, char kindOfId, char kindOfAlias)
    {
        ulong first = id is null ? 0 : KeyOf(kindOfId, id);
        ulong second = alias is null ? 0 : KeyOf(kindOfAlias, alias.ToUpperInvariant());
        return first == 0 ? (second, 0) : (first, second);
    }

    private ulong KeyOf(char kind, string text)
    {
        Begin(kind);
        Add(text);
        return End();
    }

    private void Begin(char kind)
    {
        _length = 0;
        Add((byte)kind);
    }

    // Never 0, which stands for nothing.
    private ulong End()
    {
        ulong hash = SipHash.Of(_salt, _bytes, _length) & ~((1UL << FreeBits) - 1);
        return hash == 0 ? 1UL << FreeBits : hash;
    }

    private void Add(JournyIdentity? identity)
    {
        Add(identity?.Id);
        Add(identity?.Alias);
    }

    private void AddKnown(JournyIdentity? identity, bool knowsId, bool knowsAlias)
    {
        Add(knowsId ? identity?.Id : null);
        Add(knowsAlias ? identity?.Alias : null);
    }

    private void AddProperties(PropertyBag properties)
    {
        IReadOnlyList<KeyValuePair<string, JournyValue>> entries = properties.Entries;
        if (!IsSorted(entries))
        {
            _order = Enumerable.Range(0, entries.Count).ToArray();
            Array.Sort(_order, (left, right) => string.CompareOrdinal(entries[left].Key, entries[right].Key));
        }

        foreach (int index in _order)
        {
            KeyValuePair<string, JournyValue> property = entries[index];
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

    private bool IsSorted(IReadOnlyList<KeyValuePair<string, JournyValue>> entries)
    {
        if (_order.Length != entries.Count)
        {
            return false;
        }

        for (int index = 1; index < _order.Length; index++)
        {
            if (string.CompareOrdinal(entries[_order[index - 1]].Key, entries[_order[index]].Key) > 0)
            {
                return false;
            }
        }

        return true;
    }

    // With its length first, so that no two lists of texts have the same bytes.
    private void Add(string? text)
    {
        if (text is null)
        {
            Add(-1);
            return;
        }

        Reserve(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length));
        int count = Encoding.UTF8.GetBytes(text, 0, text.Length, _bytes, _length + sizeof(int));
        Add(count);
        _length += count;
    }

    private void Add(long number)
    {
        Add((int)number);
        Add((int)(number >> 32));
    }

    private void Add(int number)
    {
        Reserve(sizeof(int));
        byte[] bytes = _bytes;
        int at = _length;
        bytes[at] = (byte)number;
        bytes[at + 1] = (byte)(number >> 8);
        bytes[at + 2] = (byte)(number >> 16);
        bytes[at + 3] = (byte)(number >> 24);
        _length = at + sizeof(int);
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
