using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Journy.Import.Outcomes;
using Journy.Import.Scans;
using Journy.Import.Sources;
using Journy.Import.Values;
using Journy.Parameters;

namespace Journy.Completion;

/// <summary>The columns of the file that a command line names, for completion.</summary>
internal sealed class SourceColumns
{
    private static readonly SourceColumns None = new(Array.Empty<string>(), new Dictionary<string, JournyPropertyType>());

    // Commands that read or list files, with their default aliases, if they come before one of the module's.
    private static readonly HashSet<string> FileCommands = new(StringComparer.OrdinalIgnoreCase)
    {
        "Import-Csv", "ipcsv", "Get-Item", "gi", "Get-ChildItem", "gci", "dir", "ls",
    };

    private SourceColumns(IReadOnlyList<string> names, IReadOnlyDictionary<string, JournyPropertyType> types)
    {
        Names = names;
        Types = types;
    }

    /// <summary>The columns' names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The types that an import would find, by column; empty if the file is too long to read at once.</summary>
    public IReadOnlyDictionary<string, JournyPropertyType> Types { get; }

    /// <summary>Reads the columns.</summary>
    /// <param name="command">The command that is typed.</param>
    /// <param name="given">Its parameters, as far as their values are known.</param>
    /// <param name="atMost">How long to wait: a file may be on a slow network.</param>
    public static SourceColumns Find(CommandAst command, IDictionary given, TimeSpan atMost)
    {
        IDictionary named = given.Contains("Path") || given.Contains("LiteralPath") ? given : PipedFrom(command);
        if (FindFile(named) is not { } file)
        {
            return None;
        }

        CsvSourceOptions? options = OptionsOf(named);
        if (options is null)
        {
            return None;
        }

        using CancellationTokenSource scan = new(TimeSpan.FromTicks(atMost.Ticks / 2));
        CancellationToken scanning = scan.Token;
        Task<SourceColumns> reading = Task.Run(() => Read(file, options, scanning), CancellationToken.None);
        return reading.Wait(atMost) ? reading.Result : None;
    }

    private static SourceColumns Read(string file, CsvSourceOptions options, CancellationToken scanning)
    {
        try
        {
            using IRowSource source = RowSources.Open(file, options with { Stop = scanning });
            return new SourceColumns(
                source.Names, source.IsTyped ? new Dictionary<string, JournyPropertyType>() : TypesOf(source, scanning));
        }
        catch (Exception exception) when (exception is JournyInputException or IOException or OperationCanceledException)
        {
            // The command itself says what is wrong with the file.
            return None;
        }
    }

    private static Dictionary<string, JournyPropertyType> TypesOf(IRowSource source, CancellationToken scanning)
    {
        try
        {
            return TypeScan.Of(source, null, TextRules.Default, null, scanning).Columns
                .ToDictionary(column => column.Name, column => column.Type, StringComparer.OrdinalIgnoreCase);
        }
        catch (OperationCanceledException)
        {
            return new Dictionary<string, JournyPropertyType>();
        }
    }

    /// <summary>The parameters of a command before this one in the pipeline that reads a file, as far as they are constants.</summary>
    private static Dictionary<string, object?> PipedFrom(CommandAst command)
    {
        CommandAst? source = (command.Parent as PipelineAst)?.PipelineElements
            .TakeWhile(element => element != command)
            .OfType<CommandAst>()
            .LastOrDefault(element => element.GetCommandName() is { } name && FileCommands.Contains(name));
        Dictionary<string, object?> named = new(StringComparer.OrdinalIgnoreCase);
        if (source is null)
        {
            return named;
        }

        foreach (KeyValuePair<string, ParameterBindingResult> parameter in StaticParameterBinder.BindCommand(source).BoundParameters)
        {
            named[parameter.Key] = parameter.Value.ConstantValue ?? (parameter.Value.Value as StringConstantExpressionAst)?.Value;
        }

        return named;
    }

    private static string? FindFile(IDictionary named)
    {
        string? path = FirstText(named["Path"]);
        string? literal = FirstText(named["LiteralPath"]);
        if ((path ?? literal) is null || Paths() is not { } paths)
        {
            return null;
        }

        try
        {
            Collection<string> found = path is null
                ? new Collection<string> { paths.GetUnresolvedProviderPathFromPSPath(literal, out ProviderInfo provider, out _) }
                : paths.GetResolvedProviderPathFromPSPath(path, out provider);
            return provider.Name == "FileSystem" ? found.FirstOrDefault(IsInput) ?? found.FirstOrDefault() : null;
        }
        catch (Exception exception) when (exception is RuntimeException or ArgumentException or NotSupportedException or IOException)
        {
            return null;
        }
    }

    private static bool IsInput(string file) => !OutcomeName.Is(file) && AbsentFile.EntityOf(file) is null;

    /// <summary>The session's paths: its current folder is not the process's.</summary>
    private static PathIntrinsics? Paths()
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript("$ExecutionContext", useLocalScope: true).Invoke<EngineIntrinsics>().FirstOrDefault()?.SessionState.Path;
    }

    private static CsvSourceOptions? OptionsOf(IDictionary named)
    {
        try
        {
            return new CsvSourceOptions
            {
                Delimiter = named["Delimiter"] is { } delimiter ? LanguagePrimitives.ConvertTo<char>(delimiter) : null,
                Encoding = named["Encoding"] is { } encoding
                    ? new EncodingTransformationAttribute().Transform(null!, encoding) as Encoding
                    : null,
                SkipLine = named["SkipLine"] is { } lines ? LanguagePrimitives.ConvertTo<int>(lines) : 0,
                Header = named["Header"] is { } header ? LanguagePrimitives.ConvertTo<string[]>(header) : null,
            };
        }
        catch (Exception exception) when (exception is PSInvalidCastException or ArgumentTransformationMetadataException)
        {
            return null;
        }
    }

    private static string? FirstText(object? value) =>
        LanguagePrimitives.TryConvertTo(value, out string[] texts) ? texts?.FirstOrDefault(text => !string.IsNullOrEmpty(text)) : null;
}
