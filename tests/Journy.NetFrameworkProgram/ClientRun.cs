using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;

namespace Journy.NetFrameworkProgram;

/// <summary>Makes every kind of call that the client has, and meets every kind of end.</summary>
internal static class ClientRun
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(Uri address, string key, TextWriter output)
    {
        JournyClientOptions options = new(address, ApiKey.From(key)!);
        JournyClient client = new(options);
        UserIdentity user = new("42", "jane@example.com");
        AccountIdentity account = new("7", null);

        JournyAnswer<IReadOnlyList<string>> permissions = await SendAsync(client, new ValidateRequest());
        output.WriteLine($"permissions {permissions.Content.Count > 0}");

        PropertyBag properties = new();
        properties.Add("mrr", JournyValue.FromNumber(JsonNumber.Shortest(9.99)));
        properties.Add("third", JournyValue.FromNumber(JsonNumber.Shortest(1 / 3d)));
        properties.Add("single", JournyValue.FromNumber(JsonNumber.Shortest(0.1f)));
        properties.Add("name", JournyValue.FromText("Zoë \"Z\" 🦄"));
        properties.Add("since", JournyValue.FromMoment(new DateTimeOffset(2026, 4, 30, 14, 5, 0, 123, TimeSpan.FromHours(2))));
        properties.Add("tags", JournyValue.FromList(["a", "b"]));
        properties.Add("trial", JournyValue.True);
        properties.Add("old", JournyValue.Null);
        PropertyBag metadata = new();
        metadata.Add("amount", JournyValue.FromNumber(JsonNumber.Shortest(9.99)));
        await SendAsync(client, new UpsertRequest(user, properties));
        await SendAsync(client, new UpsertRequest(account, new PropertyBag()));
        await SendAsync(client, new MembershipRequest(account, [user], JournyAction.Add));
        await SendAsync(client, new LinkRequest(user, "device-1"));
        await SendAsync(client, new TrackRequest("signed_up", user, account, DateTimeOffset.UtcNow, metadata));
        await SendAsync(client, new MembershipRequest(account, [user], JournyAction.Remove));
        int defined = (await SendAsync(client, ListRequest<object>.Properties(JournyEntity.User))).Content.Count;
        output.WriteLine($"properties {defined > 0}");
        await SendAsync(client, new DeleteRequest(user));
        await SendAsync(client, new DeleteRequest(account));

        // The test sees to it that each of these meets what its ID names.
        foreach (string id in new[] { "refused", "later", "dropped" })
        {
            output.WriteLine($"{id}: {await OutcomeAsync(client, id, CancellationToken.None)}");
        }

        JournyClient hasty = new(options with { Timeout = Short });
        Stopwatch watch = Stopwatch.StartNew();
        output.WriteLine($"endless event: {await TrackAsync(hasty, "endless", CancellationToken.None)}, in time {watch.Elapsed < Soon}");

        watch.Restart();
        using CancellationTokenSource stop = new(Short);
        output.WriteLine($"endless, stopped: {await OutcomeAsync(client, "endless", stop.Token)}, in time {watch.Elapsed < Soon}");

        // None of these is answered before all have arrived: .NET Framework left alone would make two at once.
        Task<string>[] together =
            [.. Enumerable.Range(0, 4).Select(number => OutcomeAsync(client, "together-" + number, CancellationToken.None))];
        output.WriteLine($"together: {string.Join(", ", await Task.WhenAll(together))}");
    }

    private static Task<JournyAnswer<TContent>> SendAsync<TContent>(JournyClient client, JournyRequest<TContent> request) =>
        client.SendAsync(request, CancellationToken.None, CancellationToken.None);

    private static Task<string> OutcomeAsync(JournyClient client, string id, CancellationToken stop) =>
        OutcomeAsync(client, new UpsertRequest(new UserIdentity(id, null), new PropertyBag()), stop);

    private static Task<string> TrackAsync(JournyClient client, string id, CancellationToken stop) =>
        OutcomeAsync(
            client, new TrackRequest("signed_up", new UserIdentity(id, null), null, DateTimeOffset.UtcNow, new PropertyBag()), stop);

    private static async Task<string> OutcomeAsync<TContent>(JournyClient client, JournyRequest<TContent> request, CancellationToken stop)
    {
        try
        {
            JournyAnswer<TContent> answer = await client.SendAsync(request, CancellationToken.None, stop);
            return $"{answer.Head.Status} after {answer.Attempts.Count}";
        }
        catch (JournyApiException exception)
        {
            return $"{exception.Reason}{(exception.Status is { } status ? " " + status : string.Empty)}";
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
    }
}
