using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Journy.Api;

/// <summary>The workspace's lists: <c>GET /events</c>, <c>/properties/…</c> and <c>/segments/…</c>.</summary>
/// <typeparam name="TItem">What the list holds.</typeparam>
internal sealed class ListRequest<TItem> : ReadRequest<IReadOnlyList<TItem>>
{
    private readonly Func<JsonElement, TItem> _readItem;

    private ListRequest(string path, Func<JsonElement, TItem> readItem)
        : base(path) => _readItem = readItem;

    /// <summary>The events.</summary>
    /// <param name="sending">Called before each try; null if no one asks.</param>
    public static ListRequest<EventDefinition> Events(Action? sending = null) => new("events", item =>
        new EventDefinition(ReadText(item, "id"), ReadText(item, "name"), ReadGroup(item, "id"), ReadGroup(item, "name")))
    {
        Sending = sending,
    };

    /// <summary>The properties of users or accounts.</summary>
    /// <param name="entity">Whose properties.</param>
    /// <param name="sending">Called before each try; null if no one asks.</param>
    public static ListRequest<PropertyDefinition> Properties(JournyEntity entity, Action? sending = null) => new(
        "properties/" + Plural(entity),
        item => new PropertyDefinition(
            entity,
            ReadText(item, "name"),
            ReadText(item, "label"),
            item.GetProperty("isComputed").GetBoolean(),
            ReadGroup(item, "id"),
            ReadGroup(item, "name")))
    {
        Sending = sending,
    };

    public static ListRequest<Segment> Segments(JournyEntity entity) => new("segments/" + Plural(entity), item =>
        new Segment(entity, ReadText(item, "id"), ReadText(item, "name")));

    public override IReadOnlyList<TItem> ReadContent(JsonElement root)
    {
        List<TItem> items = new();
        foreach (JsonElement item in root.GetProperty("data").EnumerateArray())
        {
            items.Add(_readItem(item));
        }

        return items;
    }

    private static string Plural(JournyEntity entity) => entity == JournyEntity.User ? "users" : "accounts";

    private static string? ReadGroup(JsonElement item, string name) =>
        item.TryGetProperty("group", out JsonElement group) ? JsonText.ReadString(group, name) : null;
}
