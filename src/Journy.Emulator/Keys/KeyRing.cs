using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;

namespace Journy.Emulator.Keys;

/// <summary>All keys of one emulator.</summary>
internal sealed class KeyRing
{
    private readonly ConcurrentDictionary<string, ApiKey> _keys = new(StringComparer.Ordinal);
    private readonly Func<int?, RateWindow> _createWindow;

    // A key that is added while the limit changes must not keep the old one.
    private readonly Lock _limitGate = new();
    private int? _limit;

    internal KeyRing(int? limit, Func<int?, RateWindow> createWindow)
    {
        _limit = limit;
        _createWindow = createWindow;
    }

    internal static string CreateSecret() => "local-test-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    internal void Add(string secret, string label, IReadOnlyList<string> permissions)
    {
        string? unknown = permissions.FirstOrDefault(permission => !KeyPermissions.All.Contains(permission));
        if (unknown is not null)
        {
            throw new ArgumentException(
                $"'{unknown}' is no permission. There are: {string.Join(", ", KeyPermissions.All)}.", nameof(permissions));
        }

        lock (_limitGate)
        {
            if (!_keys.TryAdd(secret, new ApiKey(label, permissions, _createWindow(_limit))))
            {
                throw new ArgumentException("This key exists already.", nameof(secret));
            }
        }
    }

    internal ApiKey? Find(string? secret) =>
        secret is not null && _keys.TryGetValue(secret, out ApiKey? key) ? key : null;

    /// <summary>Changes the limit of every key, also of those to come.</summary>
    internal void SetLimit(int? limit)
    {
        lock (_limitGate)
        {
            _limit = limit;
            foreach (ApiKey key in _keys.Values)
            {
                key.Window.SetLimit(limit);
            }
        }
    }
}
