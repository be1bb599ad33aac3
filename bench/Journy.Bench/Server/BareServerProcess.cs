using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Net.Http;

namespace Journy.Bench.Server;

/// <summary>The bare server in a process of its own, so that its work does not count as the client's.</summary>
internal sealed class BareServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http = new();

    private BareServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Calls taken so far.</summary>
    public long Calls => long.Parse(
        _http.GetStringAsync(new Uri(Address, BareServer.CountPath)).GetAwaiter().GetResult(), CultureInfo.InvariantCulture);

    public static BareServerProcess Start()
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("This process has no path.");
        ProcessStartInfo start = new(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(BareServerProcess).Assembly.Location);
        }

        start.ArgumentList.Add("serve");
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The bare server did not start.");
        string address = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The bare server ended at once.");
        return new BareServerProcess(process, new Uri(address));
    }

    /// <summary>Makes sure that a round sent what it should have: a figure for anything else means nothing.</summary>
    /// <param name="what">What was measured.</param>
    /// <param name="before">The calls before it.</param>
    /// <param name="expected">The calls that it should have made.</param>
    public void Expect(string what, long before, long expected)
    {
        long made = Calls - before;
        if (made != expected)
        {
            throw new InvalidOperationException($"{what} should have made {expected} calls and made {made}.");
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
    }
}
