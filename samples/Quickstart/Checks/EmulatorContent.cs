using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading.Tasks;
using Journy.Emulator;

namespace Journy.Samples.Quickstart.Checks;

/// <summary>What the emulator holds, read over HTTP as anybody else could: not from its memory in this process.</summary>
/// <param name="Users">All users.</param>
/// <param name="Requests">All requests that the emulator received, in order.</param>
internal sealed record EmulatorContent(IReadOnlyList<EmulatedUser> Users, IReadOnlyList<LedgerEntry> Requests)
{
    /// <summary>Reads the emulator's state and its ledger.</summary>
    /// <param name="address">The emulator's address.</param>
    /// <returns>What it holds.</returns>
    internal static async Task<EmulatorContent> ReadAsync(Uri address)
    {
        // No proxy: it could not reach this machine's loopback address.
        using HttpClientHandler handler = new() { UseProxy = false };
        using HttpClient http = new(handler) { BaseAddress = address };

        List<EmulatedUser> users = [];
        for (long? after = 0; after is not null;)
        {
            StatePage page = await ReadAsync<StatePage>(http, $"/_emulator/state?after={after}");
            users.AddRange(page.Users);
            after = page.Next;
        }

        List<LedgerEntry> requests = [];
        for (long? after = 0; after is not null;)
        {
            LedgerPage page = await ReadAsync<LedgerPage>(http, $"/_emulator/ledger?after={after}");
            requests.AddRange(page.Entries);
            after = page.Next;
        }

        return new EmulatorContent(users, requests);
    }

    /// <summary>Picks the requests of one operation.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path.</param>
    /// <returns>The requests in order of receipt.</returns>
    internal IEnumerable<LedgerEntry> Of(string method, string path) =>
        Requests.Where(request => request.Method == method && request.Target == path);

    private static async Task<T> ReadAsync<T>(HttpClient http, string address) =>
        await http.GetFromJsonAsync<T>(address) ?? throw new HttpRequestException($"The emulator answered {address} with nothing.");

    private sealed record StatePage(IReadOnlyList<EmulatedUser> Users, long? Next);

    private sealed record LedgerPage(IReadOnlyList<LedgerEntry> Entries, long? Next);
}
