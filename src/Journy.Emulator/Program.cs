using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace Journy.Emulator;

internal static class Program
{
    private const int Success = 0;
    private const int CannotStart = 1;
    private const int BadArguments = 2;

    internal static async Task<int> Main(string[] args)
    {
        if (args.Contains("--help"))
        {
            Console.WriteLine(EmulatorArguments.Usage);
            return Success;
        }

        EmulatorOptions options;
        try
        {
            options = EmulatorArguments.Parse(args);
        }
        catch (FormatException exception)
        {
            Console.Error.WriteLine(exception.Message);
            Console.Error.WriteLine();
            Console.Error.WriteLine(EmulatorArguments.Usage);
            return BadArguments;
        }

        TaskCompletionSource stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);

        JournyEmulator emulator;
        try
        {
            emulator = await JournyEmulator.StartAsync(options);
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine($"Port {options.Port} cannot be used: {exception.Message}");
            return CannotStart;
        }

        await using (emulator)
        {
            Greet(emulator, options);
            await stop.Task;
        }

        return Success;

        void OnSignal(PosixSignalContext context)
        {
            // The process ends by itself, with the port closed.
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    private static void Greet(JournyEmulator emulator, EmulatorOptions options)
    {
        string address = emulator.BaseAddress.GetLeftPart(UriPartial.Authority);
        string quotedKey = emulator.ApiKey.Replace("'", "''", StringComparison.Ordinal);
        Console.WriteLine($"journy.io emulator on {address}, local test key {emulator.ApiKey}");
        Console.WriteLine("In PowerShell:");
        Console.WriteLine();
        Console.WriteLine($"  $env:JOURNY_API_KEY = '{quotedKey}'");
        Console.WriteLine($"  Connect-Journy -BaseUri {address}");
        Console.WriteLine();
        if (options.RandomFaults is not null || options.Latency.IsRandom)
        {
            Console.WriteLine($"What goes wrong at random comes again with --fault-seed {options.FaultSeed}.");
        }

        Console.WriteLine($"What it holds: {address}/_emulator/summary. Ctrl+C ends it.");
    }
}
