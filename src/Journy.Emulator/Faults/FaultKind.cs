using System.Text.Json.Serialization;

namespace Journy.Emulator;

/// <summary>The kinds of fault that <see cref="FaultPlan.AddRandom"/> draws from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    /// <summary>The connection is dropped before the request is applied.</summary>
    [JsonStringEnumMemberName("drop-before")]
    DropBefore,

    /// <summary>The connection is dropped after the request was applied.</summary>
    [JsonStringEnumMemberName("drop-after")]
    DropAfter,

    /// <summary>An answer 408; every second time, by the draw, the request was applied all the same.</summary>
    [JsonStringEnumMemberName("408")]
    RequestTimeout,

    /// <summary>An answer 429, never applied: without <c>Retry-After</c>, with seconds or with a date, by the draw.</summary>
    [JsonStringEnumMemberName("429")]
    TooManyRequests,

    /// <summary>An answer 500; every second time, by the draw, the request was applied all the same.</summary>
    [JsonStringEnumMemberName("500")]
    ServerError,

    /// <summary>A gateway's page of HTML with 502; every second time, by the draw, the request was applied all the same.</summary>
    [JsonStringEnumMemberName("502")]
    BadGateway,

    /// <summary>
    /// An answer 503: without <c>Retry-After</c>, with seconds or with a date, by the draw. With it, the request was never applied;
    /// without, every second time.
    /// </summary>
    [JsonStringEnumMemberName("503")]
    Unavailable,

    /// <summary>A gateway's plain text with 504; every second time, by the draw, the request was applied all the same.</summary>
    [JsonStringEnumMemberName("504")]
    GatewayTimeout,

    /// <summary>The request is applied, and its answer comes without its body.</summary>
    [JsonStringEnumMemberName("empty")]
    Empty,

    /// <summary>The request is applied, and its answer breaks off inside the body.</summary>
    [JsonStringEnumMemberName("truncated")]
    Truncated,

    /// <summary>The request is applied, and its answer's body comes in small pieces over a time.</summary>
    [JsonStringEnumMemberName("trickle")]
    Trickle,

    /// <summary>A redirect (301, 302, 307 or 308, by the draw) to <c>/redirected</c>; never applied.</summary>
    [JsonStringEnumMemberName("redirect")]
    Redirect,
}
