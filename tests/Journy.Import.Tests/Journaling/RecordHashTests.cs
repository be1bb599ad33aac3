using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Api;
using Journy.Import.Journaling;
using Journy.Import.Records;
using Xunit;

namespace Journy.Tests.Import.Journaling;

/// <summary>Hashes tell records apart by all that is sent, and by nothing else.</summary>
public sealed class RecordHashTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(1, 16).Select(number => (byte)number)];
    private static readonly DateTimeOffset Moment = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly RecordHash _hash = new(Salt);

    [Fact]
    public void The_order_of_properties_does_not_count()
    {
        (string, JournyValue)[] properties = [("a", Text("1")), ("B", Text("2")), ("ä", Text("3")), ("_", JournyValue.Null)];
        ulong expected = _hash.ContentOf(User("u1", null, properties));

        Assert.Equal(expected, _hash.ContentOf(User("u1", null, [.. properties.Reverse()])));
        Assert.NotEqual(expected, _hash.ContentOf(User("u1", null, properties[1..])));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public void A_culture_changes_no_hash(string culture)
    {
        BoundRecord user = User(
            "I",
            "Info@Big.example",
            [("i", Text("ı")), ("I", Number("1.5")), ("å", JournyValue.FromMoment(Moment)), ("z", JournyValue.True)]);
        (ulong, ulong, ulong, ulong, ulong) Hashes() =>
            (
                _hash.KeysOf(user.User!).First,
                _hash.KeysOf(user.User!).Second,
                _hash.ContentOf(user),
                _hash.MembershipOf(Membership("A", null, "I", "i@I.example")),
                _hash.EventOf(Event()));
        (ulong, ulong, ulong, ulong, ulong) expected = Hashes();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, Hashes());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_field_of_an_upsert_counts()
    {
        ulong[] hashes =
        [
            .. new[]
            {
                User("u1", null),
                User("u2", null),
                User(null, "u1"),
                User("u1", "u1"),
                User("u1", "U1"),
                User("u1", null, [("a", Text(string.Empty))]),
                User("u1", null, [("a", JournyValue.Null)]),
                User("u1", null, [("a", Text("1"))]),
                User("u1", null, [("a", Number("1"))]),
                User("u1", null, [("A", Text("1"))]),
                User("u1", null, [("a1", Text(string.Empty))]),
                User("u1", null, [("a", Text("true"))]),
                User("u1", null, [("a", JournyValue.True)]),
                User("u1", null, [("a", JournyValue.False)]),
                User("u1", null, [("a", JournyValue.FromMoment(Moment))]),
                User("u1", null, [("a", Text(JournyValue.FromMoment(Moment).Text))]),
                User("u1", null, [("a", JournyValue.FromMoment(Moment.AddTicks(1)))]),
                User("u1", null, [("a", JournyValue.FromList([]))]),
                User("u1", null, [("a", JournyValue.FromList(["1"]))]),
                User("u1", null, [("a", JournyValue.FromList(["1", "2"]))]),
                User("u1", null, [("a", JournyValue.FromList(["12"]))]),
                User("u1", null, [("a", JournyValue.FromList(["2", "1"]))]),
                User("u1", null, [("a", JournyValue.FromList(["1"])), ("b", Text("2"))]),
                User("u1", null, [("a", Text("1")), ("b", Text("2"))]),
                User("u1", null, [("a", Text("2")), ("b", Text("1"))]),
            }.Select(_hash.ContentOf),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Every_field_of_an_event_counts()
    {
        BoundRecord full = Event();
        ulong[] hashes =
        [
            .. new[]
            {
                full,
                full with { EventName = "other" },
                full with { TriggeredAt = Moment.AddTicks(1) },
                full with { User = new UserIdentity("u2", "u1@example.com") },
                full with { User = new UserIdentity("u1", null) },
                full with { User = new UserIdentity(null, "u1@example.com") },
                full with { User = null },
                full with { Account = new AccountIdentity("a2", "example.com") },
                full with { Account = new AccountIdentity("a1", null) },
                full with { Account = null },
                full with { Account = new AccountIdentity("u1", "u1@example.com"), User = null },
                full with { User = new UserIdentity("a1", "example.com"), Account = null },
                full with { Properties = Bag([("plan", Text("Pro")), ("seats", Number("2"))]) },
                full with { Properties = Bag([("plan", Text("Pro"))]) },
                full with { Properties = Bag([]) },
            }.Select(_hash.EventOf),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
        Assert.Equal(hashes[0], _hash.EventOf(full with { TriggeredAt = Moment.ToOffset(TimeSpan.FromHours(2)) }));
    }

    [Fact]
    public void Every_field_of_a_membership_counts()
    {
        ulong[] hashes =
        [
            .. new[]
            {
                Membership("a1", null, "u1", null),
                Membership("a2", null, "u1", null),
                Membership("a1", null, "u2", null),
                Membership(null, "a1", "u1", null),
                Membership("a1", null, null, "u1"),
                Membership("u1", null, "a1", null),
                Membership("a1", "d", "u1", null),
                Membership("a1", null, "u1", "d"),
            }.Select(_hash.MembershipOf),
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void An_identifier_is_known_whoever_stands_beside_it()
    {
        (ulong id, ulong alias) = _hash.KeysOf(new UserIdentity("u1", "Jane@Example.com"));

        Assert.Equal((id, 0UL), _hash.KeysOf(new UserIdentity("u1", null)));
        Assert.Equal((alias, 0UL), _hash.KeysOf(new UserIdentity(null, "jane@example.COM")));
        Assert.NotEqual(id, _hash.KeysOf(new UserIdentity("U1", null)).First);
        Assert.NotEqual(_hash.KeysOf(new UserIdentity("x", null)).First, _hash.KeysOf(new UserIdentity(null, "x")).First);
    }

    [Fact]
    public void Hashes_are_a_journals_own_and_leave_the_free_bits_free()
    {
        RecordHash other = new([.. Salt.Reverse()]);
        ulong free = (1UL << RecordHash.FreeBits) - 1;
        for (int number = 0; number < 200; number++)
        {
            BoundRecord user = User(
                $"u{number}",
                $"{new string('x', number * 50)}@example.com",
                [(new string('n', number + 1), Text(new string('é', number * 30)))]);
            ulong[] hashes = [_hash.KeysOf(user.User!).First, _hash.KeysOf(user.User!).Second, _hash.ContentOf(user)];
            Assert.All(hashes, hash => Assert.True(hash != 0 && (hash & free) == 0));
            Assert.Empty(hashes.Intersect([other.KeysOf(user.User!).First, other.KeysOf(user.User!).Second, other.ContentOf(user)]));
        }
    }

    private static JournyValue Text(string text) => JournyValue.FromText(text);

    private static JournyValue Number(string json) => JournyValue.FromNumber(json);

    private static BoundRecord User(string? id, string? email, params (string Name, JournyValue Value)[] properties) =>
        new() { User = new UserIdentity(id, email), Properties = Bag(properties) };

    private static BoundRecord Membership(string? account, string? domain, string? user, string? email) =>
        new() { Account = new AccountIdentity(account, domain), User = new UserIdentity(user, email) };

    private static BoundRecord Event() => new()
    {
        EventName = "signup",
        TriggeredAt = Moment,
        User = new UserIdentity("u1", "u1@example.com"),
        Account = new AccountIdentity("a1", "example.com"),
        Properties = Bag([("plan", Text("Pro")), ("seats", Number("1"))]),
    };

    private static PropertyBag Bag(IEnumerable<(string Name, JournyValue Value)> properties)
    {
        PropertyBag bag = new();
        foreach ((string name, JournyValue value) in properties)
        {
            bag.Add(name, value);
        }

        return bag;
    }
}
