using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Journy.Commands;
using Journy.Import.Journaling;
using Journy.Import.Outcomes;
using Journy.Import.Problems;
using Journy.Import.Runs;
using Journy.Import.Values;
using Journy.Input;
using Journy.Parameters;
using Journy.Results;

namespace Journy.Flows;

/// <summary>The commands that messages of an import offer: how to go on, and how to import a file of rows that did not make it.</summary>
internal sealed class NextCommand
{
    public const string JournalFix = "Name a file in a folder that you may write to with -JournalPath, or import with -NoJournal.";
    public const string OutcomeFix = "Name a folder that you may write to with -OutcomeDirectory.";

    private const int MostFilesNamed = 20;

    // What a command that goes on names itself, and what was meant for one time.
    private static readonly HashSet<string> NotRepeated = new(StringComparer.OrdinalIgnoreCase)
    {
        nameof(ImportCommand.Path), nameof(ImportCommand.LiteralPath), nameof(ImportCommand.InputObject),
        nameof(ImportCommand.AcceptNewKey), nameof(ImportCommand.Preview), "WhatIf", "Confirm",
    };

    // What is about a complete file of users or accounts.
    private static readonly HashSet<string> OfWholeFiles = new(StringComparer.OrdinalIgnoreCase)
    {
        nameof(ImportEntityCommand.MaxChangedPercent), nameof(ImportEntityCommand.AbsentPath), nameof(ImportEntityCommand.PreviousPath),
    };

    private readonly PSCmdlet _command;
    private readonly ImportSettings _settings;
    private readonly ImportPaths _paths;
    private readonly CommandReporter _reporter;

    public NextCommand(PSCmdlet command, ImportSettings settings, ImportPaths paths, CommandReporter reporter)
    {
        _command = command;
        _settings = settings;
        _paths = paths;
        _reporter = reporter;
    }

    /// <summary>What the user gave, without what is meant for one time alone.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Repeated => _command.MyInvocation.BoundParameters
        .Where(parameter => !NotRepeated.Contains(parameter.Key)
            && !Cmdlet.CommonParameters.Contains(parameter.Key) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Key))
        .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
        .Select(parameter => new KeyValuePair<string, object?>(parameter.Key, parameter.Key switch
        {
            // The user may be in another folder when they go on.
            nameof(ImportCommand.JournalPath) => _paths.FindWritable(_settings.JournalPath!, JournalFix),
            nameof(ImportEntityCommand.AbsentPath) => _paths.FindWritable(_settings.AbsentPath!, JournalFix),
            nameof(ImportEntityCommand.PreviousPath) => _paths.FindLiteral(_settings.PreviousPath!),
            nameof(ImportCommand.ReportPath) => _paths.FindWritable(_settings.ReportPath!, ImportReport.Fix),
            nameof(ImportCommand.OutcomeDirectory) => _paths.FindWritable(_settings.OutcomeDirectory!, OutcomeFix),
            _ => parameter.Value,
        }));

    // The report of this run stays when the next one goes on with it.
    private IEnumerable<KeyValuePair<string, object?>> RepeatedLater =>
        Repeated.Where(parameter => parameter.Key != nameof(ImportCommand.ReportPath));

    /// <summary>The command that goes on; null for piped rows.</summary>
    public string ToGoOn(IReadOnlyList<string>? paths) => paths is null
        ? "… | " + CommandText.Of(_reporter.CommandName, RepeatedLater)
        : On(paths, RepeatedLater);

    /// <summary>The command that was run.</summary>
    public string AsRun()
    {
        Dictionary<string, object> given = _command.MyInvocation.BoundParameters;
        IEnumerable<KeyValuePair<string, object?>> paths = new[] { nameof(ImportCommand.Path), nameof(ImportCommand.LiteralPath) }
            .Where(given.ContainsKey)
            .Select(name => new KeyValuePair<string, object?>(name, given[name]))
            .ToList();
        return (paths.Any() ? string.Empty : "… | ") + CommandText.Of(_reporter.CommandName, paths.Concat(Repeated));
    }

    /// <summary>The command on files.</summary>
    public string On(IReadOnlyList<string> paths, IEnumerable<KeyValuePair<string, object?>> parameters) => CommandText.Of(
        _reporter.CommandName, new[] { new KeyValuePair<string, object?>(nameof(ImportCommand.LiteralPath), paths) }.Concat(parameters));

    /// <summary>The command that imports an outcome file once its rows are fixed.</summary>
    public string ToImport(OutcomeFile file, ImportSession session)
    {
        // An event that was not recorded is sent anyway.
        IEnumerable<KeyValuePair<string, object?>> given = RepeatedLater.Where(parameter =>
            !OfWholeFiles.Contains(parameter.Key)
            && !(_settings.Operation.ResendingDoubles && parameter.Key == nameof(ImportCommand.Resend)));
        IDictionary<string, object?> parameters = OutcomeCommand.Parameters(
            given, file, _settings.HasTypes ? file.Types?.ByTarget ?? session.Types : null);
        if (session.Journal?.Path is { } journal && !JournalPath.IsBeside(file.Path!, journal))
        {
            parameters[nameof(ImportCommand.JournalPath)] = journal;
        }

        if (file.Types is { } types && _settings.Operation.PropertyEntity is not null
            && types.ListSeparator != _settings.Binding.ListSeparator)
        {
            parameters[nameof(ImportEntityCommand.ListSeparator)] = types.ListSeparator;
        }

        return On(new[] { file.Path! }, parameters);
    }

    /// <summary>What to do about a cell that is not of the type that its column was found to have.</summary>
    public string FixFound(string path, string property)
    {
        if (FixRequired(property) is { } fix)
        {
            return fix;
        }

        Hashtable types = _settings.Binding.PropertyType is { } given
            ? new Hashtable(given, StringComparer.OrdinalIgnoreCase)
            : new Hashtable();
        types[property] = nameof(JournyPropertyType.Text);
        const string TypeParameter = nameof(ImportMappingCommand.PropertyType);
        IEnumerable<KeyValuePair<string, object?>> parameters = Repeated
            .Where(parameter => !string.Equals(parameter.Key, TypeParameter, StringComparison.OrdinalIgnoreCase))
            .Append(new KeyValuePair<string, object?>(TypeParameter, types))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal);
        return "Nothing else was in the column when its type was found. Fix the cell; or keep the whole column as the text that it is, "
            + $"in this import and every later one: {On(new[] { path }, parameters)}";
    }

    /// <summary>What to do about a piped text that is not of the type that its column has in a file.</summary>
    public static string FixFoundOfFile(string property) => FixRequired(property)
        ?? "The journal has this type from an import of a file, and journy.io keeps the type that a property has. Correct the text; "
            + $"or send the column as the text that it is: -PropertyType @{{ {QuotedText.Of(property)} = 'Text' }}.";

    /// <summary>What the error that ends the command says of the files behind it; nothing if it does not end it.</summary>
    /// <param name="rest">The files.</param>
    /// <param name="tookFile">True if files are piped.</param>
    public string Unimported(IReadOnlyList<string> rest, bool tookFile) =>
        _reporter.StopsAtErrors ? Unimported(rest, tookFile, "-ErrorAction Stop ended the command here") : string.Empty;

    public string Unimported(IReadOnlyList<string> rest, bool tookFile, string end)
    {
        if (rest.Count > 0)
        {
            string files = PlainText.List(rest.Take(MostFilesNamed).Select(path => $"'{path}'"), rest.Count, ", ", "files");
            string command = rest.Count > MostFilesNamed ? "give them with -LiteralPath" : ToGoOn(rest);
            (string were, string them) = rest.Count == 1 ? ("was", "it") : ("were", "them");
            return $" {end}, so that {files.TrimEnd('.')} {were} not imported. To go on with {them}: {command}";
        }

        return tookFile
            ? $" {end}: files behind this one in the pipeline, if any, were not imported. Pipe those again."
            : string.Empty;
    }

    private static string? FixRequired(string property) => RequiredKinds.Of(property) switch
    {
        CellKind.DateTime =>
            "journy.io reckons with it as a date: write it as ISO 8601, such as 2026-04-30 or 2026-04-30T14:05:00Z, "
                + "or leave the cell blank.",
        CellKind.Number =>
            "journy.io reckons with it as a number: write it with digits and a point for decimals, such as 1234.5, "
                + "or leave the cell blank.",
        _ => null,
    };
}
