using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Journy.Api;

namespace Journy.Completion;

/// <summary>The names of a workspace's properties and events, kept as long as the connection that they were read with.</summary>
internal sealed class WorkspaceNames
{
    private static readonly ConditionalWeakTable<JournyClient, WorkspaceNames> Known = new();

    private readonly NameList<PropertyDefinition> _users;
    private readonly NameList<PropertyDefinition> _accounts;
    private readonly NameList<EventDefinition> _events;

    private WorkspaceNames(JournyClient client)
    {
        _users = PropertiesOf(client, JournyEntity.User);
        _accounts = PropertiesOf(client, JournyEntity.Account);
        _events = new(client, sending => ListRequest<EventDefinition>.Events(sending), items => items.Select(item => item.Name));
    }

    /// <summary>Those of the workspace that a client speaks to.</summary>
    public static WorkspaceNames Of(JournyClient client) => Known.GetValue(client, key => new WorkspaceNames(key));

    /// <summary>The properties that can be set.</summary>
    /// <param name="entity">Of users or of accounts.</param>
    /// <param name="atMost">How long to wait for them.</param>
    public IReadOnlyList<string> Properties(JournyEntity entity, TimeSpan atMost) =>
        (entity == JournyEntity.User ? _users : _accounts).Get(atMost);

    /// <summary>The events.</summary>
    /// <param name="atMost">How long to wait for them.</param>
    public IReadOnlyList<string> Events(TimeSpan atMost) => _events.Get(atMost);

    private static NameList<PropertyDefinition> PropertiesOf(JournyClient client, JournyEntity entity) => new(
        client,
        sending => ListRequest<PropertyDefinition>.Properties(entity, sending),
        items => items.Where(item => !item.IsComputed).Select(item => item.Name));
}
