using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Journy.Emulator.Api;

/// <summary>A request's body as it came, up to the size that the API takes.</summary>
internal readonly record struct RequestContent(ReadOnlyMemory<byte> Bytes, bool IsTooLarge)
{
    /// <summary>The largest body that is taken.</summary>
    internal const int MaxBytes = 1024 * 1024;

    /// <summary>
    /// What is still read of a larger one: to the end where it can be, because a client that is cut off while it
    /// sends never gets to see the 413.
    /// </summary>
    internal const int MaxDrainedBytes = 16 * MaxBytes;

    private const int FirstBuffer = 4096;

    internal static async ValueTask<RequestContent> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
        {
            return default;
        }

        byte[] buffer = new byte[Math.Min((request.ContentLength ?? FirstBuffer) + 1, MaxBytes + 1)];
        int length = 0;
        while (true)
        {
            int read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return new RequestContent(buffer.AsMemory(0, length), false);
            }

            length += read;
            if (length > MaxBytes)
            {
                await DrainAsync(request, buffer, cancellationToken);
                return new RequestContent(default, true);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaxBytes + 1));
            }
        }
    }

    internal string? ToText() => Bytes.IsEmpty ? null : Encoding.UTF8.GetString(Bytes.Span);

    private static async ValueTask DrainAsync(HttpRequest request, byte[] buffer, CancellationToken cancellationToken)
    {
        while (await request.Body.ReadAsync(buffer, cancellationToken) > 0)
        {
        }
    }
}
