using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Journy.Api;

namespace Journy.Completion;

/// <summary>
/// One list of a workspace, read in the background with a single try, and kept for five minutes. A list that cannot be read is no error:
/// only a completion was asked for.
/// </summary>
internal sealed class NameList<TItem>
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // A key that may not read the list is not asked again at every Tab.
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly JournyClient _client;
    private readonly Func<Action, ListRequest<TItem>> _createRequest;
    private readonly Func<IReadOnlyList<TItem>, IEnumerable<string>> _namesOf;
    private IReadOnlyList<string> _names = Array.Empty<string>();
    private TimeSpan? _staleAt;
    private Task? _reading;

    /// <summary>Makes the list, and reads nothing yet.</summary>
    /// <param name="client">What reads it.</param>
    /// <param name="createRequest">Makes the request; its argument is to be called when the request goes out.</param>
    /// <param name="namesOf">The names in the answer.</param>
    public NameList(
        JournyClient client, Func<Action, ListRequest<TItem>> createRequest, Func<IReadOnlyList<TItem>, IEnumerable<string>> namesOf)
    {
        _client = client;
        _createRequest = createRequest;
        _namesOf = namesOf;
    }

    /// <summary>The names, or what is known of them when the time is over; an old list is given at once while a new one is read.</summary>
    /// <param name="atMost">How long to wait.</param>
    public IReadOnlyList<string> Get(TimeSpan atMost)
    {
        Task? reading;
        lock (_lock)
        {
            if (_reading is null && !(_client.Clock.Now < _staleAt) && CompletionCalls.TryTake(_client))
            {
                _reading = Task.Run(ReadAsync);
            }

            reading = _names.Count > 0 ? null : _reading;
        }

        reading?.Wait(atMost);
        lock (_lock)
        {
            return _names;
        }
    }

    private async Task ReadAsync()
    {
        IReadOnlyList<string>? names = null;
        using CancellationTokenSource oneTry = new();
        using CancellationTokenSource time = new(LongestRead);
        try
        {
            JournyAnswer<IReadOnlyList<TItem>> answer =
                await _client.SendAsync(_createRequest(oneTry.Cancel), oneTry.Token, time.Token).ConfigureAwait(false);
            names = _namesOf(answer.Content)
                .Where(ArgumentText.IsTypeable)
                .OrderBy(name => name, StringComparer.OrdinalIgnoreCase)
                .ToArray();
        }
        catch (Exception exception) when (exception is JournyApiException or OperationCanceledException)
        {
            // The cmdlet that lists them says what is wrong.
        }

        lock (_lock)
        {
            _names = names ?? _names;
            _staleAt = _client.Clock.Now + (names is null ? AfterFailure : Lifetime);
            _reading = null;
        }
    }
}
