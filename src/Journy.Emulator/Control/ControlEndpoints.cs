using System;
using System.Globalization;
using System.Net.Mime;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Tasks;
using Journy.Emulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Journy.Emulator.Control;

/// <summary>
/// The emulator's own addresses, below <c>/_emulator</c>: for looking into it from another process. They need no key, and
/// stay out of the _ledger.
/// </summary>
internal sealed class ControlEndpoints(JournyEmulator emulator, Workspace workspace)
{
    private const int DefaultTake = 1_000;
    private const int MaxTake = 100_000;

    private readonly Ledger _ledger = emulator.Ledger;

    // People read these answers, and bodies are full of quotation marks.
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/_emulator");
        group.MapGet("/summary", (RequestDelegate)SummaryAsync);
        group.MapGet("/ledger", (RequestDelegate)LedgerAsync);
        group.MapGet("/state", (RequestDelegate)StateAsync);
        group.MapPost("/faults", (RequestDelegate)SwitchFaultsAsync);
        group.MapDelete("/faults", (RequestDelegate)ClearFaultsAsync);
        group.MapPost("/limit", (RequestDelegate)ChangeLimitAsync);

        // Nothing else below this path belongs to the API.
        group.Map("/{**rest}", (RequestDelegate)NotFoundAsync);
    }

    private static Task NotFoundAsync(HttpContext http) => WriteAsync(http, 404, new
    {
        Message = "GET /_emulator/summary, /_emulator/state and /_emulator/ledger, POST and DELETE /_emulator/faults, and "
            + "POST /_emulator/limit are what there is.",
    });

    private Task SummaryAsync(HttpContext http)
    {
        WorkspaceCounts counts = workspace.Counts;
        return WriteAsync(http, 200, new
        {
            counts.Users,
            counts.Accounts,
            counts.Memberships,
            counts.RemovedMemberships,
            counts.Events,
            Requests = new
            {
                Total = _ledger.Count,
                Applied = _ledger.AppliedCount,
                InFlight = _ledger.InFlightCount,
                ByStatus = _ledger.CountByStatus(),
            },
            Rate = emulator.RateOf(emulator.ApiKey),
        });
    }

    private Task LedgerAsync(HttpContext http) => _ledger.KeepsEntries
        ? PageAsync(http, (after, take) =>
        {
            var entries = _ledger.Page(after, take);
            int total = _ledger.Count;
            long last = after + entries.Count;
            return new { Total = total, Entries = entries, Next = last < total ? last : (long?)null };
        })
        : WriteAsync(http, 409, new { Message = "This ledger only counts, as it was set up. GET /_emulator/summary has the counts." });

    private Task StateAsync(HttpContext http) => PageAsync(http, (after, take) => workspace.Page(after, take));

    private Task SwitchFaultsAsync(HttpContext http) => ChangeAsync(http, body => new FaultSwitch(body).Apply(emulator));

    private Task ClearFaultsAsync(HttpContext http)
    {
        emulator.Faults.Clear();
        emulator.ClearSchedule();
        return WriteAsync(http, 200, new { Message = "Nothing goes wrong from the next request on. A disabled key stays disabled." });
    }

    private Task ChangeLimitAsync(HttpContext http) => ChangeAsync(http, body =>
    {
        body.AllowOnly("limit", "atRequest");
        long? request = body.Number("atRequest", 1, long.MaxValue);
        int? limit = body.Find("limit") switch
        {
            null => throw new FormatException("limit is needed: a whole number, or null for no limit."),
            { ValueKind: JsonValueKind.Null } => null,
            _ => (int?)body.Number("limit", 1, int.MaxValue),
        };
        if (request is null)
        {
            emulator.SetRateLimit(limit);
        }
        else
        {
            emulator.SetRateLimitAt(request.Value, limit);
        }
    });

    private static async Task ChangeAsync(HttpContext http, Action<ControlBody> change)
    {
        try
        {
            change(await ControlBody.ReadAsync(http));
        }
        catch (FormatException exception)
        {
            await WriteAsync(http, 400, new { exception.Message });
            return;
        }

        await WriteAsync(http, 200, new { Message = "Done." });
    }

    private static Task PageAsync(HttpContext http, Func<long, int, object> read)
    {
        if (TryRead(http.Request.Query, "after", 0, long.MaxValue, 0, out long after)
            && TryRead(http.Request.Query, "take", 1, MaxTake, DefaultTake, out long take))
        {
            return WriteAsync(http, 200, read(after, (int)take));
        }

        return WriteAsync(http, 400, new { Message = $"after is a number from 0, take one from 1 to {MaxTake}." });
    }

    private static bool TryRead(IQueryCollection query, string name, long min, long max, long otherwise, out long value)
    {
        if (!query.TryGetValue(name, out var text))
        {
            value = otherwise;
            return true;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max;
    }

    private static async Task WriteAsync(HttpContext http, int status, object content)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = MediaTypeNames.Application.Json;
        await JsonSerializer.SerializeAsync(http.Response.Body, content, JsonOptions, http.RequestAborted);
    }
}
