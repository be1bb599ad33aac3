using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Journy.Emulator.Api.Definitions;
using Journy.Emulator.State;

namespace Journy.Emulator.Api.Operations;

/// <summary>What the workspace knows: the events and properties it was born with and those it has seen, and its segments.</summary>
internal static class ListOperations
{
    internal static IEnumerable<ApiOperation> All { get; } =
    [
        new("GET", "/events", KeyPermissions.ReadEvents, ListEvents),
        new("GET", "/properties/users", KeyPermissions.ReadProperties, call => ListProperties(call, EntityKind.User)),
        new("GET", "/properties/accounts", KeyPermissions.ReadProperties, call => ListProperties(call, EntityKind.Account)),
        new("GET", "/segments/users", KeyPermissions.ReadSegments, call => ListSegments(call, EntityKind.User)),
        new("GET", "/segments/accounts", KeyPermissions.ReadSegments, call => ListSegments(call, EntityKind.Account)),
    ];

    private static ApiAnswer ListEvents(ApiCall call) => List(
        call,
        Predefined.Events.Concat(call.Workspace.GetEventNames().Select(name => new EventDefinition(name))).DistinctBy(item => item.Name),
        (writer, item) =>
        {
            writer.WriteString("id", StableId.Of("event", item.Name));
            writer.WriteString("name", item.Name);
            WriteGroup(writer, item.Group);
        });

    private static ApiAnswer ListProperties(ApiCall call, EntityKind kind) => List(
        call,
        Predefined.Properties(kind)
            .Concat(call.Workspace.GetPropertyNames(kind).Select(PropertyDefinition.Seen))
            .DistinctBy(item => item.Name),
        (writer, item) =>
        {
            writer.WriteString("name", item.Name);
            writer.WriteString("label", item.Label);
            writer.WriteBoolean("isComputed", item.IsComputed);
            WriteGroup(writer, item.Group);
        });

    private static ApiAnswer ListSegments(ApiCall call, EntityKind kind) => List(
        call,
        call.Workspace.GetSegments(kind),
        (writer, name) =>
        {
            writer.WriteString("id", StableId.Of(kind == EntityKind.User ? "user segment" : "account segment", name));
            writer.WriteString("name", name);
        });

    private static ApiAnswer List<T>(ApiCall call, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (call.Problems.Any)
        {
            return call.Problems.ToAnswer(call.RequestId);
        }

        return Answers.Json(200, call.RequestId, writer =>
        {
            writer.WriteStartArray("data");
            foreach (T item in items)
            {
                writer.WriteStartObject();
                write(writer, item);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static void WriteGroup(Utf8JsonWriter writer, string? group)
    {
        if (group is null)
        {
            return;
        }

        writer.WriteStartObject("group");
        writer.WriteString("id", StableId.Of("group", group));
        writer.WriteString("name", group);
        writer.WriteEndObject();
    }
}
