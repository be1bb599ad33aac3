using System;
using System.IO;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Journy.Bench.Micro;

/// <summary>How the micro-benchmarks run: in this process, since they measure what is internal, and with their bytes.</summary>
internal static class MicroConfig
{
    public static IConfig Create() => ManualConfig.CreateEmpty()
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.DontLogOutput))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Default)
        .WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile)
        .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "artifacts"));
}
