using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;

namespace Journy.Emulator.Keys;

/// <summary>All keys of one emulator.</summary>
internal sealed class KeyRing
{
    private readonly ConcurrentDictionary<string, ApiKey> _keys = new(StringComparer.Ordinal);
    private readonly Func<RateWindow> _createWindow;

    internal KeyRing(Func<RateWindow> createWindow) => _createWindow = createWindow;

    internal static string CreateSecret() => "local-test-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    internal void Add(string secret, string label, IReadOnlyList<string> permissions)
    {
        string? unknown = permissions.FirstOrDefault(permission => !KeyPermissions.All.Contains(permission));
        if (unknown is not null)
        {
            throw new ArgumentException(
                $"'{unknown}' is no permission. There are: {string.Join(", ", KeyPermissions.All)}.", nameof(permissions));
        }

        if (!_keys.TryAdd(secret, new ApiKey(label, permissions, _createWindow())))
        {
            throw new ArgumentException("This key exists already.", nameof(secret));
        }
    }

    internal ApiKey? Find(string? secret) =>
        secret is not null && _keys.TryGetValue(secret, out ApiKey? key) ? key : null;
}
