using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Emulator;

namespace Journy.Tests.Operations;

/// <summary>Something that a server or a gateway does, and what a user must be told of it.</summary>
internal sealed record ServerFault(string Name, Fault Fault, JournyReason Reason, int? Status)
{
    public const string RequestId = "8f14e45f";
    public const int CallsLimit = 1800;
    public const int CallsRemaining = 1234;

    private const string Json = "application/json";

    private const string FieldErrors = """
        ,"errors":{"fields":{"identification.email":"is no address","properties.plan":"is too long"},
        "parameters":{"header":{"x-thing":"is odd"},"query":{"page":"is missing"}}}
        """;

    /// <summary>Answers that stand: nobody asks again.</summary>
    public static IReadOnlyList<ServerFault> Final { get; } =
    [
        new("400", Answer(400, "Some fields are wrong.", FieldErrors), JournyReason.BadArguments, 400)
        {
            HasRequestId = true,
            Says =
            [
                "Some fields are wrong.", "identification.email: is no address.", "properties.plan: is too long.",
                "header.x-thing: is odd.", "query.page: is missing."
            ],
            Fields = new() { ["identification.email"] = "is no address", ["properties.plan"] = "is too long" },
            Parameters = new() { ["header.x-thing"] = "is odd", ["query.page"] = "is missing" },
        },
        new("401", Answer(401, "This key may not do that."), JournyReason.Unauthorized, 401)
        { HasRequestId = true, Says = ["This key may not do that."] },
        new("403", Answer(403, "This key is disabled."), JournyReason.Forbidden, 403)
        { HasRequestId = true, Says = ["This key is disabled."] },
        new("404", Answer(404, "There is no such thing."), JournyReason.NotFound, 404)
        { HasRequestId = true, Says = ["There is no such thing."] },
        new("422", Answer(422, "That makes no sense."), JournyReason.Unprocessable, 422)
        { HasRequestId = true, Says = ["That makes no sense."] },
        new("429", Answer(429, "Too many calls.", headers: [new("Retry-After", "1")]), JournyReason.TooManyRequests, 429)
        {
            HasRequestId = true,
            Says = ["Too many calls.", "Tried 4 times."],
            Calls = 4,
        },
        new("302", Raw(302, headers: [new("Location", "https://elsewhere.example/login")]), JournyReason.Redirected, 302)
        { Says = ["elsewhere.example", "redirect"] },
    ];

    /// <summary>Answers that say success and are not journy.io's: what was sent may have been taken, and is tried again where that
    /// cannot do harm.</summary>
    public static IReadOnlyList<ServerFault> Unreadable { get; } =
    [
        new("empty", Raw(201, Json), JournyReason.UnexpectedAnswer, 201) { Says = ["an empty body"], MayBeTaken = true },
        new("cut off", Raw(201, Json, """{"meta":{"requestId":"8f1"""), JournyReason.UnexpectedAnswer, 201)
        { Says = ["cut-off JSON"], MayBeTaken = true },
        new("login page", Raw(200, "text/html", "<html>Log in</html>"), JournyReason.UnexpectedAnswer, 200)
        { Says = ["text/html"], MayBeTaken = true },
        new("oversized", Raw(201, Json, new string(' ', (8 * 1024 * 1024) + 1)), JournyReason.UnexpectedAnswer, 201)
        { Says = ["over 8 MB"], MayBeTaken = true },
    ];

    /// <summary>What may pass: tried again where that cannot do harm.</summary>
    public static IReadOnlyList<ServerFault> Passing { get; } =
    [
        new("408", Answer(408, "Too slow."), JournyReason.ServerError, 408)
        { HasRequestId = true, Says = ["Too slow."], MayBeTaken = true },
        new("500", Answer(500, "This is our fault."), JournyReason.ServerError, 500)
        { HasRequestId = true, Says = ["This is our fault."], MayBeTaken = true },
        new("502 HTML", Raw(502, "text/html", "<html><h1>Bad gateway</h1></html>"), JournyReason.ServerError, 502)
        { Says = ["text/html"], MayBeTaken = true },
        new("503", Answer(503, "Closed for today."), JournyReason.ServerError, 503)
        { HasRequestId = true, Says = ["Closed for today."], MayBeTaken = true },
        new("504 empty", Raw(504), JournyReason.ServerError, 504) { Says = ["an empty body"], MayBeTaken = true },
        new("reset", Fault.Abort(), JournyReason.ConnectionFailed, null)
        { Says = ["The connection to"], MayBeTaken = true, HasCalls = false },
        new("reset after the work", Fault.Abort(afterApplying: true), JournyReason.ConnectionFailed, null)
        { Says = ["The connection to"], MayBeTaken = true, HasCalls = false },
        new("truncated", Fault.Truncate(5), JournyReason.ConnectionFailed, null)
        { Says = ["The connection to"], MayBeTaken = true, HasCalls = false },
    ];

    public static IReadOnlyDictionary<string, ServerFault> ByName { get; } = Final.Concat(Unreadable)
        .Concat(Passing)
        .ToDictionary(fault => fault.Name);

    public bool HasRequestId { get; private init; }

    /// <summary>Whether the answer told what is left of the limit.</summary>
    public bool HasCalls { get; private init; } = true;

    /// <summary>True where an event may have been recorded.</summary>
    public bool MayBeTaken { get; private init; }

    /// <summary>How often a call is made that this happens to every time, where it is not an event.</summary>
    public int Calls { get; private init; } = 1;

    public IReadOnlyList<string> Says { get; private init; } = [];

    public Dictionary<string, string> Fields { get; private init; } = [];

    public Dictionary<string, string> Parameters { get; private init; } = [];

    /// <summary>True where every further call would fail as this one did.</summary>
    public bool EndsRun => Reason is JournyReason.Unauthorized or JournyReason.Forbidden or JournyReason.TooManyRequests;

    private static Fault Answer(
        int status, string message, string errors = "", IEnumerable<KeyValuePair<string, string>>? headers = null) => Raw(
            status,
            Json,
            string.Format(
                CultureInfo.InvariantCulture,
                """{{"message":"{0}","meta":{{"requestId":"{1}","status":{2}}}{3}}}""",
                message,
                RequestId,
                status,
                errors),
            headers);

    private static Fault Raw(
        int status,
        string? contentType = null,
        string body = "",
        IEnumerable<KeyValuePair<string, string>>? headers = null) => Fault.Respond(
            status,
            contentType,
            body,
            [
                new("X-RateLimit-Limit", CallsLimit.ToString(CultureInfo.InvariantCulture)),
                new("X-RateLimit-Remaining", CallsRemaining.ToString(CultureInfo.InvariantCulture)),
                .. headers ?? [],
            ]);
}
