using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;
using Journy.Bench.Shell;

namespace Journy.Bench.Server;

/// <summary>A server in a process of its own, so that its work does not count as the client's.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>The argument that makes this program a server.</summary>
    public const string Command = "serve";

    /// <summary>The calls a minute that the servers say they allow, which is as much as any run uses.</summary>
    public const int Limit = 100_000_000;

    private readonly Process _process;

    private ServerProcess(Process process, Uri address, string apiKey)
    {
        _process = process;
        Address = address;
        ApiKey = apiKey;
    }

    public Uri Address { get; }

    /// <summary>The key that it takes.</summary>
    public string ApiKey { get; }

    public static ServerProcess Start(ServerKind kind)
    {
        Process process = OwnProcess.Start([Command, kind.ToString()]);
        string? address = process.StandardOutput.ReadLine();
        string? apiKey = process.StandardOutput.ReadLine();
        return address is null || apiKey is null
            ? throw new InvalidOperationException("The server ended at once.")
            : new ServerProcess(process, new Uri(address), apiKey);
    }

    /// <summary>Calls taken so far.</summary>
    public long Calls
    {
        get
        {
            _process.StandardInput.WriteLine();
            return long.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Measures nothing, but makes sure that work sent what it should have: a figure for anything else means nothing.</summary>
    /// <param name="calls">The calls that the work should make.</param>
    /// <param name="work">The work.</param>
    public void Expect(long calls, Action work)
    {
        long before = Calls;
        work();
        long made = Calls - before;
        if (made != calls)
        {
            throw new InvalidOperationException($"{calls} calls should have been made, and {made} were.");
        }
    }

    /// <summary>Runs as a server of some kind, in its own process.</summary>
    public static Task RunAsync(ServerKind kind) => kind switch
    {
        ServerKind.Emulator or ServerKind.SecureEmulator => EmulatorServer.RunAsync(isSecure: kind == ServerKind.SecureEmulator),
        _ => BareServer.RunAsync(isDistant: kind == ServerKind.Distant, isSecure: kind == ServerKind.SecureBare),
    };

    /// <summary>
    /// The server's side: the first line that it writes is the address, the second the key, and then the count of its calls for
    /// every line that it reads, until there are no more.
    /// </summary>
    public static async Task ServeAsync(string address, string apiKey, Func<long> count)
    {
        Console.WriteLine(address);
        Console.WriteLine(apiKey);
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(count());
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
