using System;
using System.Collections.Generic;
using System.Linq;

namespace Journy.Tests.Import.Journaling;

/// <summary>
/// What journy.io holds of users, as far as an import can change it. The ID decides who is meant; an address that was known alone
/// melts into the user who turns out to have it, and one of another user moves.
/// </summary>
internal sealed class MovingServer : IModelServer
{
    private readonly List<User> _users;

    public MovingServer() => _users = [];

    private MovingServer(IEnumerable<User> users) => _users = [.. users];

    /// <inheritdoc/>
    public string StateOf(IReadOnlySet<string> identifiers) => string.Join(
        '\n',
        _users.Where(user => identifiers.Contains(user.Id ?? user.Email!)).Select(user => user.ToString()).Order(StringComparer.Ordinal));

    /// <inheritdoc/>
    public IModelServer Copy() => new MovingServer(_users.Select(user => user.Copy()));

    /// <inheritdoc/>
    public void Apply(ModelRow row, bool onlyFirstProperty = false)
    {
        User user = Claim(row.Id, row.Address);
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

    private User Claim(string? id, string? email)
    {
        User? byId = id is null ? null : _users.Find(user => user.Id == id);
        User? byEmail = email is null ? null : _users.Find(user => user.Email == email);
        User claimed = byId ?? (byEmail is not null && (id is null || byEmail.Id is null) ? byEmail : null) ?? Create();
        if (byEmail is not null && byEmail != claimed)
        {
            byEmail.Email = null;
            if (byEmail.Id is null)
            {
                _users.Remove(byEmail);
                foreach ((string name, int value) in byEmail.Properties)
                {
                    claimed.Properties.TryAdd(name, value);
                }
            }
        }

        claimed.Id = id ?? claimed.Id;
        claimed.Email = email ?? claimed.Email;
        return claimed;
    }

    private User Create()
    {
        User user = new();
        _users.Add(user);
        return user;
    }

    private sealed class User
    {
        public string? Id { get; set; }

        public string? Email { get; set; }

        public SortedDictionary<string, int> Properties { get; private init; } = new(StringComparer.Ordinal);

        public User Copy() => new() { Id = Id, Email = Email, Properties = new(Properties, StringComparer.Ordinal) };

        public override string ToString() =>
            $"{Id} <{Email}> {string.Join(' ', Properties.Select(property => $"{property.Key}={property.Value}"))}";
    }
}
