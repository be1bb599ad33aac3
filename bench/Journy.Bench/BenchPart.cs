using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using Journy.Bench.Measuring;
using Journy.Bench.Rows;
using Journy.Bench.Server;
using Journy.Bench.Shell;

namespace Journy.Bench;

/// <summary>
/// What is measured together, in a process of its own: the runtime compiles code for what has run before, so that an import behind
/// many single commands is slower than any that a user will see.
/// </summary>
/// <param name="Name">How the name of its rows begins.</param>
/// <param name="Measure">Measures, and fills the table.</param>
internal sealed record BenchPart(string Name, Action<BenchContext> Measure)
{
    /// <summary>The argument that makes this program such a process.</summary>
    public const string Command = "part";

    private const char CellEnd = '\t';

    /// <summary>All parts, in the order of the table.</summary>
    public static IReadOnlyList<BenchPart> All { get; } =
    [
        With(ServerKind.SecureEmulator, SetUserRows.Name, SetUserRows.Measure),
        With(ServerKind.Emulator, SetUserRows.Name, SetUserRows.Measure),
        With(ServerKind.Bare, SetUserRows.Name, SetUserRows.Measure),
        With(ServerKind.Distant, SetUserRows.Name, SetUserRows.Measure),
        With(ServerKind.SecureEmulator, ImportRows.Name, ImportRows.Measure),
        With(ServerKind.Emulator, ImportRows.Name, ImportRows.Measure),
        With(ServerKind.Bare, ImportRows.Name, ImportRows.Measure),
        With(ServerKind.Distant, ImportRows.Name, ImportRows.Measure),
        With(ServerKind.SecureBare, ShellRows.Name, ShellRows.Measure),
        With(ServerKind.Bare, ShellRows.Name, ShellRows.Measure),
        new(CostRows.Name, CostRows.Measure),
        new(LoadRows.Name, LoadRows.Measure),
        new(ToolRows.Name, ToolRows.Measure),
        new(ManyRows.Name, ManyRows.Measure),
        new(NightRows.Name, NightRows.Measure),
    ];

    /// <summary>A part that needs a server; HTTPS needs clients that trust its certificate.</summary>
    private static BenchPart With(ServerKind kind, string name, Action<BenchContext, ServerKind> measure) => new(name, context =>
    {
        if (ServerCertificate.IsTrusted || kind is not (ServerKind.SecureEmulator or ServerKind.SecureBare))
        {
            measure(context, kind);
        }
        else
        {
            context.Table.Add(name, "not measured: only on Linux can a process be made to trust the server");
        }
    });

    /// <summary>Measures it in another process, and adds its rows to a table.</summary>
    public void Run(BenchOptions options, ResultTable table)
    {
        string index = All.ToList().IndexOf(this).ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = OwnProcess.Describe([Command, index, .. options.Quick ? (string[])[BenchOptions.QuickArgument] : []]);
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
        while (process.StandardOutput.ReadLine() is { } line)
        {
            table.AddLine(line.Split(CellEnd));
        }

        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{Name}' could not be measured.");
        }
    }

    /// <summary>The process's side.</summary>
    public void Run(BenchOptions options)
    {
        using BenchContext context = new(options);
        Measure(context);
        foreach (IReadOnlyList<string> line in context.Table.Lines)
        {
            Console.WriteLine(string.Join(CellEnd, line));
        }
    }
}
