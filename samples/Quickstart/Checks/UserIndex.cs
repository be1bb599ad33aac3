using System;
using System.Collections.Generic;
using System.Linq;
using Journy.Emulator;

namespace Journy.Samples.Quickstart.Checks;

/// <summary>Users, to be found by user ID or else by e-mail address.</summary>
internal sealed class UserIndex
{
    private readonly Dictionary<string, EmulatedUser> _byId;
    private readonly Dictionary<string, EmulatedUser> _byEmail;

    internal UserIndex(IReadOnlyCollection<EmulatedUser> users)
    {
        _byId = users.Where(user => user.UserId is not null).ToDictionary(user => user.UserId!);
        _byEmail = users.Where(user => user.Email is not null).ToDictionary(user => user.Email!, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Finds a user.</summary>
    /// <param name="userId">The user ID, if there is one.</param>
    /// <param name="email">The e-mail address, for who has no user ID.</param>
    /// <returns>The user, or <see langword="null"/>.</returns>
    internal EmulatedUser? Find(string? userId, string? email) =>
        userId is not null ? _byId.GetValueOrDefault(userId) : email is not null ? _byEmail.GetValueOrDefault(email) : null;
}
