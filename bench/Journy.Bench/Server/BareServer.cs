using System;
using System.Globalization;
using System.IO.Pipelines;
using System.Linq;
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
/// measured is the client. Counts the calls. Runs in a process of its own and ends with its standard input.
/// </summary>
internal static class BareServer
{
    /// <summary>Where the count is read.</summary>
    public const string CountPath = "/count";

    private static long _calls;

    /// <summary>Serves until the standard input ends; the first line of the output is the address.</summary>
    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync();
        Console.WriteLine(application.Urls.First());
        await Console.In.ReadToEndAsync();
        await application.StopAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        if (context.Request.Path == CountPath)
        {
            await response.WriteAsync(Interlocked.Read(ref _calls).ToString(CultureInfo.InvariantCulture));
            return;
        }

        PipeReader body = context.Request.BodyReader;
        ReadResult read;
        do
        {
            read = await body.ReadAsync();
            body.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);

        long call = Interlocked.Increment(ref _calls);
        byte[] answer = Encoding.ASCII.GetBytes(
            $"{{\"message\":\"The data is correctly stored.\",\"meta\":{{\"status\":201,\"requestId\":\"01J{call.ToString("D23", CultureInfo.InvariantCulture)}\"}}}}");
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = "application/json";
        response.ContentLength = answer.Length;

        // As much as any run uses: there is no limit here.
        response.Headers["X-RateLimit-Limit"] = "100000000";
        response.Headers["X-RateLimit-Remaining"] = "99999999";
        await response.Body.WriteAsync(answer);
    }
}
