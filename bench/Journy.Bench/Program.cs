using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using BenchmarkDotNet.Running;
using Journy.Bench.Measuring;
using Journy.Bench.Micro;
using Journy.Bench.Server;
using Journy.Bench.Shell;

namespace Journy.Bench;

/// <summary>
/// How fast the module is, against what a user would pick instead: ratios, all of one run, so that the machine cancels out.
/// </summary>
internal static class Program
{
    private const int Success = 0;
    private const int Failure = 1;

    internal static async Task<int> Main(string[] arguments)
    {
        if (arguments is [ServerProcess.Command, var kind])
        {
            await ServerProcess.RunAsync(Enum.Parse<ServerKind>(kind));
            return Success;
        }

        if (arguments is [ImportProcess.Command, var address, var path, var journal])
        {
            ImportProcess.Run(new Uri(address), path, journal);
            return Success;
        }

        if (arguments is [JournalProcess.Command, var owner, var opened])
        {
            JournalProcess.Run(new Uri(owner), opened);
            return Success;
        }

        if (arguments is [BenchPart.Command, var index, .. var options])
        {
            BenchPart.All[int.Parse(index, CultureInfo.InvariantCulture)].Run(BenchOptions.Read(options)!);
            return Success;
        }

        if (typeof(Program).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
        {
            Console.Error.WriteLine(
                "This is a debug build, whose figures mean nothing. Run it with: dotnet run -c Release --project bench/Journy.Bench");
            return Failure;
        }

        if (arguments is ["--micro", ..])
        {
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly)
                .Run(arguments.Length == 1 ? ["--filter", "*"] : arguments[1..], MicroConfig.Create());
            return Success;
        }

        if (BenchOptions.Read(arguments) is not { } wanted)
        {
            Console.Error.WriteLine("Usage: [--quick] [--only <part of a row's name>] | --micro [BenchmarkDotNet's arguments]");
            return Failure;
        }

        if (OperatingSystem.IsLinux() && !ServerCertificate.IsTrusted)
        {
            return ServerCertificate.RunTrusting(arguments);
        }

        ResultTable table = new();
        Stopwatch watch = Stopwatch.StartNew();
        foreach (BenchPart part in BenchPart.All.Where(part => wanted.Wants(part.Name)))
        {
            part.Run(wanted, table);
        }

        Console.WriteLine();
        Console.WriteLine(Machine());
        Console.WriteLine();
        Console.WriteLine(table);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Measured in {watch.Elapsed.TotalSeconds:0} seconds."));
        return Success;
    }

    private static string Machine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Split('#').First().Trim()} "
        + $"{RuntimeInformation.OSArchitecture}, {RuntimeInformation.FrameworkDescription}");
}
