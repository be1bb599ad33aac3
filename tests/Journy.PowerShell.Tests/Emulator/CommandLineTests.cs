using System;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

using Journy.Emulator;

using Xunit;

namespace Journy.Tests.Emulator;

public sealed class CommandLineTests
{
    [Fact]
    public async Task It_tells_where_it_is_and_how_to_connect()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using Process process = Start("--port", "0", "--key", "it's-local", "--no-limit", "--latency-ms", "1", "--domain", "a.example", "--domain", "b.example");
        try
        {
            string first = await process.StandardOutput.ReadLineAsync(token) ?? string.Empty;
            string address = first.Split(' ', ',')[3];
            string shown = string.Empty;
            while (!shown.Contains("Connect-Journy", StringComparison.Ordinal))
            {
                shown += await process.StandardOutput.ReadLineAsync(token) + "\n";
            }

            Assert.Contains("$env:JOURNY_API_KEY = 'it''s-local'", shown, StringComparison.Ordinal);
            Assert.Contains("Connect-Journy -BaseUri " + address, shown, StringComparison.Ordinal);

            using HttpClient client = new() { BaseAddress = new Uri(address) };
            client.DefaultRequestHeaders.Add("x-api-key", "it's-local");
            client.DefaultRequestHeaders.UserAgent.ParseAdd("emulator-tests/1.0");
            using HttpResponseMessage response = await client.GetAsync(new Uri("/validate", UriKind.Relative), token);
            Assert.True(response.IsSuccessStatusCode);
            Assert.Equal(["1000000000"], response.Headers.GetValues("X-RateLimit-Limit"));
            Assert.Contains("a.example", await client.GetStringAsync(new Uri("/tracking/snippet?domain=a.example", UriKind.Relative), token), StringComparison.Ordinal);
            Assert.Contains("b.example", await client.GetStringAsync(new Uri("/tracking/snippet?domain=b.example", UriKind.Relative), token), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("--prot is not an option", "--prot", "1")]
    [InlineData("--port needs a value", "--port")]
    [InlineData("--port is a whole number", "--port", "70000")]
    [InlineData("--limit is a whole number", "--limit", "0")]
    [InlineData("exclude each other", "--limit", "5", "--no-limit")]
    [InlineData("--key needs a value", "--key", "--port")]
    [InlineData("--domain is a domain", "--domain", "https://shop.example")]
    public async Task A_bad_argument_is_told_with_the_usage(string message, params string[] arguments)
    {
        (int exitCode, string error) = await RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.Contains(message, error.Replace("'", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("--latency-ms N", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told()
    {
        await using JournyEmulator emulator = await JournyEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        string port = emulator.BaseAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        (int exitCode, string error) = await RunAsync("--port", port);

        Assert.Equal(1, exitCode);
        Assert.Contains($"Port {port} cannot be used", error, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => JournyEmulator.StartAsync(
            new EmulatorOptions { Port = emulator.BaseAddress.Port }, TestContext.Current.CancellationToken));
    }

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", ["exec", typeof(JournyEmulator).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static async Task<(int ExitCode, string Error)> RunAsync(params string[] arguments)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using Process process = Start(arguments);
        string error = await process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return (process.ExitCode, error);
    }
}
