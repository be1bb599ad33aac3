using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Journy.Emulator.Faults;
using Journy.Emulator.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Journy.Emulator.Api;

/// <summary>One request on its way: received, changed by a fault if there is one, applied, recorded, answered.</summary>
internal sealed class Exchange
{
    private readonly EmulatorServices _services;
    private readonly HttpContext _http;
    private readonly ApiKey? _key;
    private LedgerEntry _entry;

    internal Exchange(EmulatorServices services, HttpContext http)
    {
        _services = services;
        _http = http;
        _key = services.Keys.Find(http.Request.Headers["x-api-key"]);
        _entry = services.Ledger.Receive(new LedgerEntry
        {
            Sequence = 0,
            ReceivedAt = services.Time.GetUtcNow(),
            Method = http.Request.Method,
            Target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            KeyLabel = _key?.Label,
            RequestId = Guid.NewGuid().ToString("N"),
            UserAgent = http.Request.Headers.UserAgent,
        });
        services.Schedule.Reach(_entry.Sequence);
    }

    internal async Task RunAsync()
    {
        ApiAnswer? answer;
        try
        {
            answer = await AnswerAsync();
        }
        catch (BadHttpRequestException exception)
        {
            // The body breaks HTTP itself; Kestrel says how.
            answer = Answers.Message(exception.StatusCode, _entry.RequestId, "The request is not valid HTTP.");
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client has gone, or the emulator stops: nobody waits for an answer.
            answer = null;
        }
        catch (Exception exception)
        {
            // A fault rule threw, or the emulator has a bug: the answer shows it at once.
            answer = Answers.Message(500, _entry.RequestId, $"The emulator itself failed: {exception}");
        }

        // Recorded before it is sent: who has the answer finds it in the ledger.
        Record(_entry with { Status = answer?.Status, IsEnded = answer?.Trickle is null });
        if (answer is null)
        {
            _http.Abort();
            return;
        }

        await SendAsync(answer);
    }

    private async Task<ApiAnswer?> AnswerAsync()
    {
        HttpRequest request = _http.Request;
        RequestContent content = await RequestContent.ReadAsync(request, _http.RequestAborted);
        if (_services.KeepBodies && !content.Bytes.IsEmpty)
        {
            Record(_entry with { Body = content.ToText() });
        }

        IReadOnlyList<Fault> faults = _services.Faults.FaultsFor(
            new EmulatorRequest(_entry, request.Path.ToUriComponent(), request.QueryString.ToUriComponent(), content));
        FaultOutcome before = await RunFaultsAsync(faults, null);
        if (before.DropsConnection || before.Answer is not null)
        {
            return before.Answer;
        }

        (ApiAnswer answer, bool applied) = _services.Api.Handle(
            request, content, _entry.RequestId, _key, isDisabled: _key?.IsDisabledFor(_entry.Sequence) ?? false);
        if (applied)
        {
            Record(_entry with { Applied = true });
        }

        FaultOutcome after = await RunFaultsAsync(faults, answer);
        return after.DropsConnection ? null : after.Answer ?? answer;
    }

    private async ValueTask<FaultOutcome> RunFaultsAsync(IReadOnlyList<Fault> faults, ApiAnswer? answer)
    {
        if (faults.Count == 0)
        {
            return FaultOutcome.Continue;
        }

        using CancellationTokenSource ending =
            CancellationTokenSource.CreateLinkedTokenSource(_http.RequestAborted, _services.Stopping);
        foreach (Fault fault in faults)
        {
            if (fault.IsAfterApplying == answer is not null)
            {
                if (fault.Kind is not null)
                {
                    Record(_entry with { Fault = fault.Kind });
                }

                FaultOutcome outcome = await fault.RunAsync(
                    new FaultContext(_entry.RequestId, _key, answer, _services.Time), ending.Token);
                if (outcome.DropsConnection || outcome.Answer is not null)
                {
                    return outcome;
                }
            }
        }

        return FaultOutcome.Continue;
    }

    private async Task SendAsync(ApiAnswer answer)
    {
        HttpResponse response = _http.Response;

        // By the emulator's clock, as a Retry-After is: the server's own would contradict it in virtual time.
        response.Headers.Date = _services.Time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        response.StatusCode = answer.Status;
        if (answer.ContentType is not null)
        {
            response.ContentType = answer.ContentType;
        }

        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers.Append(name, value);
        }

        try
        {
            await SendBodyAsync(response, answer);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client has gone before its answer, which the ledger holds all the same; or the emulator stops.
            _http.Abort();
        }
        finally
        {
            if (!_entry.IsEnded)
            {
                Record(_entry with { IsEnded = true });
            }
        }
    }

    private async Task SendBodyAsync(HttpResponse response, ApiAnswer answer)
    {
        if (answer.Status is 204 or 304)
        {
            return;
        }

        response.ContentLength = answer.Body.Length;
        ReadOnlyMemory<byte> body = answer.CutAfter is int bytes && bytes < answer.Body.Length ? answer.Body[..bytes] : answer.Body;
        if (answer.Trickle is Trickle trickle && !body.IsEmpty)
        {
            body = await TrickleAsync(response, body, trickle);
        }

        // Less than was announced makes Kestrel close the connection after it: just what a cut-off answer is.
        await response.Body.WriteAsync(body, _http.RequestAborted);
    }

    /// <summary>Sends all pieces but the last, each when its time has come.</summary>
    /// <returns>The last piece, which is due.</returns>
    private async Task<ReadOnlyMemory<byte>> TrickleAsync(HttpResponse response, ReadOnlyMemory<byte> body, Trickle trickle)
    {
        using CancellationTokenSource ending =
            CancellationTokenSource.CreateLinkedTokenSource(_http.RequestAborted, _services.Stopping);
        await response.StartAsync(ending.Token);
        await response.Body.FlushAsync(ending.Token);
        int pieces = Math.Min(trickle.Pieces, body.Length);
        long started = _services.Time.GetTimestamp();
        int sent = 0;
        for (int piece = 1; piece <= pieces; piece++)
        {
            // From the start each time, so that late timers do not add up.
            TimeSpan wait = (trickle.Time * piece / pieces) - _services.Time.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                // Timers cut off parts of a millisecond, and no piece should come too early.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), _services.Time, ending.Token);
            }

            if (piece < pieces)
            {
                int end = (int)((long)body.Length * piece / pieces);
                await response.Body.WriteAsync(body[sent..end], ending.Token);
                await response.Body.FlushAsync(ending.Token);
                sent = end;
            }
        }

        // As with every answer: who has all of it finds the request ended in the ledger.
        Record(_entry with { IsEnded = true });
        return body[sent..];
    }

    private void Record(LedgerEntry entry)
    {
        _entry = entry;
        _services.Ledger.Revise(entry);
    }
}
