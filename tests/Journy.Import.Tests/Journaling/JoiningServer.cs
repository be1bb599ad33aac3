using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Tests.Import.Journaling;

/// <summary>
/// What journy.io holds of users, if an address is one user for ever: a row that names two users by its ID and its address makes
/// them one, whatever other IDs they have.
/// </summary>
internal sealed class JoiningServer : IModelServer
{
    private readonly List<User> _users;

    public JoiningServer() => _users = [];

    private JoiningServer(IEnumerable<User> users) => _users = [.. users];

    /// <inheritdoc/>
    public string StateOf(IReadOnlySet<string> identifiers) => string.Join(
        '\n',
        _users.Where(user => user.Identifiers.Overlaps(identifiers)).Select(user => user.ToString()).Order(StringComparer.Ordinal));

    /// <inheritdoc/>
    public IModelServer Copy() => new JoiningServer(_users.Select(user => user.Copy()));

    /// <inheritdoc/>
    public void Apply(ModelRow row, bool onlyFirstProperty = false)
    {
        // Of two users that become one, the values of the one with the ID stay.
        User user = new();
        foreach (User known in _users.Where(known => known.Identifiers.Overlaps(row.Identifiers))
            .OrderBy(known => known.Identifiers.Contains(row.Id ?? row.Address!) ? 0 : 1)
            .ToList())
        {
            _users.Remove(known);
            user.Identifiers.UnionWith(known.Identifiers);
            foreach ((string name, int value) in known.Properties)
            {
                user.Properties.TryAdd(name, value);
            }
        }

        _users.Add(user);
        user.Identifiers.UnionWith(row.Identifiers);
        foreach ((string name, int? value) in onlyFirstProperty ? row.Properties.Take(1) : row.Properties)
        {
            if (value is null)
            {
                user.Properties.Remove(name);
            }
            else
            {
                user.Properties[name] = value.Value;
            }
        }
    }

    private sealed class User
    {
        public SortedSet<string> Identifiers { get; private init; } = new(StringComparer.Ordinal);

        public SortedDictionary<string, int> Properties { get; private init; } = new(StringComparer.Ordinal);

        public User Copy() =>
            new() { Identifiers = new(Identifiers, StringComparer.Ordinal), Properties = new(Properties, StringComparer.Ordinal) };

        public override string ToString() =>
            $"{string.Join('+', Identifiers)} {string.Join(' ', Properties.Select(property => $"{property.Key}={property.Value}"))}";
    }
}
