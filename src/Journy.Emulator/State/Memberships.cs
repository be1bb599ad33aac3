using System.Collections.Generic;
using System.Linq;

namespace Journy.Emulator.State;

/// <summary>
/// Which users belong to which accounts, by the numbers of their records. Indexed from both sides, so that a record that
/// goes takes its memberships along without a search. The workspace does the locking.
/// </summary>
internal sealed class Memberships
{
    // The value tells whether the member was removed.
    private readonly Dictionary<long, Dictionary<long, bool>> _usersOf = [];
    private readonly Dictionary<long, HashSet<long>> _accountsOf = [];

    internal int ActiveCount { get; private set; }

    internal int RemovedCount { get; private set; }

    internal void Add(long account, long user) => Set(account, user, isRemoved: false);

    /// <summary>Marks a member as removed.</summary>
    /// <returns>Whether there was one to be marked.</returns>
    internal bool Remove(long account, long user)
    {
        if (!_usersOf.TryGetValue(account, out Dictionary<long, bool>? users) || !users.TryGetValue(user, out bool isRemoved) || isRemoved)
        {
            return false;
        }

        Set(account, user, isRemoved: true);
        return true;
    }

    /// <summary>Lists the members of an account by the users' numbers.</summary>
    internal IEnumerable<KeyValuePair<long, bool>> Of(long account) =>
        _usersOf.TryGetValue(account, out Dictionary<long, bool>? users) ? users.OrderBy(member => member.Key) : [];

    /// <summary>Follows a user that goes: its memberships go to its heir, or with it.</summary>
    internal void ReplaceUser(long gone, long? heir)
    {
        if (!_accountsOf.TryGetValue(gone, out HashSet<long>? accounts))
        {
            return;
        }

        foreach (long account in accounts.ToArray())
        {
            bool isRemoved = Forget(account, gone);
            if (heir is long user)
            {
                Merge(account, user, isRemoved);
            }
        }
    }

    /// <summary>Follows an account that goes: its memberships go to its heir, or with it.</summary>
    internal void ReplaceAccount(long gone, long? heir)
    {
        if (!_usersOf.TryGetValue(gone, out Dictionary<long, bool>? users))
        {
            return;
        }

        foreach (long user in users.Keys.ToArray())
        {
            bool isRemoved = Forget(gone, user);
            if (heir is long account)
            {
                Merge(account, user, isRemoved);
            }
        }
    }

    private void Merge(long account, long user, bool isRemoved)
    {
        bool isActiveAlready = _usersOf.TryGetValue(account, out Dictionary<long, bool>? users)
            && users.TryGetValue(user, out bool wasRemoved)
            && !wasRemoved;
        Set(account, user, isRemoved && !isActiveAlready);
    }

    private void Set(long account, long user, bool isRemoved)
    {
        if (!_usersOf.TryGetValue(account, out Dictionary<long, bool>? users))
        {
            _usersOf[account] = users = [];
        }

        if (users.TryGetValue(user, out bool wasRemoved))
        {
            Count(wasRemoved, -1);
        }
        else
        {
            Index(account, user);
        }

        users[user] = isRemoved;
        Count(isRemoved, 1);
    }

    private void Index(long account, long user)
    {
        if (!_accountsOf.TryGetValue(user, out HashSet<long>? accounts))
        {
            _accountsOf[user] = accounts = [];
        }

        accounts.Add(account);
    }

    private bool Forget(long account, long user)
    {
        Dictionary<long, bool> users = _usersOf[account];
        users.Remove(user, out bool isRemoved);
        if (users.Count == 0)
        {
            _usersOf.Remove(account);
        }

        HashSet<long> accounts = _accountsOf[user];
        accounts.Remove(account);
        if (accounts.Count == 0)
        {
            _accountsOf.Remove(user);
        }

        Count(isRemoved, -1);
        return isRemoved;
    }

    private void Count(bool isRemoved, int change)
    {
        if (isRemoved)
        {
            RemovedCount += change;
        }
        else
        {
            ActiveCount += change;
        }
    }
}
