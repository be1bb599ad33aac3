using System;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text.Json;
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
        using Process process = Start(
            "--port", "0", "--key", "it's-local", "--no-limit", "--latency-ms", "1", "--domain", "a.example", "--domain", "b.example");
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
            Assert.Contains(
                "a.example",
                await client.GetStringAsync(new Uri("/tracking/snippet?domain=a.example", UriKind.Relative), token),
                StringComparison.Ordinal);
            Assert.Contains(
                "b.example",
                await client.GetStringAsync(new Uri("/tracking/snippet?domain=b.example", UriKind.Relative), token),
                StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task What_goes_wrong_is_set_up_and_its_seed_told()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using Process process = Start(
            "--key", "local", "--fault-rate", "1", "--faults", "500,502", "--fault-seed", "7", "--latency-ms", "0..2",
            "--application-rpm", "60000", "--limit-change", "1:5", "--limit-change", "2:none", "--disable-key-at", "3");
        try
        {
            string shown = string.Empty;
            while (!shown.Contains("/_emulator/summary", StringComparison.Ordinal))
            {
                shown += await process.StandardOutput.ReadLineAsync(token) + "\n";
            }

            Assert.Contains("--fault-seed 7", shown, StringComparison.Ordinal);
            using HttpClient client = new() { BaseAddress = new Uri(shown.Split(' ', ',')[3]) };
            client.DefaultRequestHeaders.Add("x-api-key", "local");
            for (int request = 1; request <= 3; request++)
            {
                using HttpResponseMessage response = await client.GetAsync(new Uri("/validate", UriKind.Relative), token);
                Assert.True((int)response.StatusCode is 500 or 502);
            }

            using HttpResponseMessage calm = await client.DeleteAsync(new Uri("/_emulator/faults", UriKind.Relative), token);
            using HttpResponseMessage disabled = await client.GetAsync(new Uri("/validate", UriKind.Relative), token);
            Assert.Equal(HttpStatusCode.Forbidden, disabled.StatusCode);
            using JsonDocument summary = JsonDocument.Parse(
                await client.GetStringAsync(new Uri("/_emulator/summary", UriKind.Relative), token));
            JsonElement rate = summary.RootElement.GetProperty("rate");
            Assert.Equal(JsonValueKind.Null, rate.GetProperty("limit").ValueKind);
            Assert.NotEqual(0, rate.GetProperty("application").GetProperty("total").GetInt64());
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
    [InlineData("--window is Sliding, Fixed, TwoBucket, TokenBucket, not hourly", "--window", "hourly")]
    [InlineData("--header is Exact, Tens, Constant, Absent, not 1", "--header", "1")]
    [InlineData("--header-age-ms is a whole number", "--header-age-ms", "old")]
    [InlineData("--key needs a value", "--key", "--port")]
    [InlineData("--latency-ms is a whole number of milliseconds, or a range", "--latency-ms", "200..20")]
    [InlineData("--fault-rate is a number from 0 to 1", "--fault-rate", "2")]
    [InlineData("--faults knows no 501, but drop-before, drop-after, 408, 429, 500", "--fault-rate", "1", "--faults", "500,501")]
    [InlineData("--faults names 500 twice", "--fault-rate", "1", "--faults", "500,500")]
    [InlineData("--faults needs --fault-rate", "--faults", "500")]
    [InlineData("--fault-seed needs something random", "--fault-seed", "1", "--latency-ms", "5")]
    [InlineData("--application-rpm is a whole number", "--application-rpm", "0")]
    [InlineData("--limit-change is a request and its limit", "--limit-change", "500")]
    [InlineData("--limit-changes limit is a whole number", "--limit-change", "500:0")]
    [InlineData("--disable-key-at is a whole number", "--disable-key-at", "0")]
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
