using System.Globalization;
using System.IO.Pipelines;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Journy.Bench.Server;

/// <summary>
/// Takes every call and answers it as journy.io answers an upsert, with as little work as a server can do, so that what is
/// measured is the client.
/// </summary>
internal static class BareServer
{
    /// <summary>How long the distant server takes.</summary>
    public const int DistantMilliseconds = 10;

    private static readonly string Limit = ServerProcess.Limit.ToString(CultureInfo.InvariantCulture);
    private static readonly string Remaining = (ServerProcess.Limit - 1).ToString(CultureInfo.InvariantCulture);

    private static long _calls;

    public static async Task RunAsync(bool isDistant, bool isSecure)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (isSecure)
            {
                listen.UseHttps(ServerCertificate.Load());
            }
        }));
        await using WebApplication application = builder.Build();
        application.Run(context => AnswerAsync(context, isDistant));
        await application.StartAsync();
        await ServerProcess.ServeAsync(application.Urls.First() + "/", "any", () => Interlocked.Read(ref _calls));
        await application.StopAsync();
    }

    private static async Task AnswerAsync(HttpContext context, bool isDistant)
    {
        PipeReader body = context.Request.BodyReader;
        ReadResult read;
        do
        {
            read = await body.ReadAsync();
            body.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);

        if (isDistant)
        {
            await Task.Delay(DistantMilliseconds);
        }

        long call = Interlocked.Increment(ref _calls);
        byte[] answer = Encoding.ASCII.GetBytes(
            $"{{\"message\":\"The data is correctly stored.\",\"meta\":{{\"status\":201,"
            + $"\"requestId\":\"01J{call.ToString("D23", CultureInfo.InvariantCulture)}\"}}}}");
        HttpResponse response = context.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = "application/json";
        response.ContentLength = answer.Length;
        response.Headers["X-RateLimit-Limit"] = Limit;
        response.Headers["X-RateLimit-Remaining"] = Remaining;
        await response.Body.WriteAsync(answer);
    }
}
