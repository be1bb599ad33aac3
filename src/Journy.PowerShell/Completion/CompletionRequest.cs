using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using Journy.Connections;
using Journy.Parameters;

namespace Journy.Completion;

/// <summary>What is known of a command line when Tab is pressed, and what may be found out for it in time.</summary>
internal sealed class CompletionRequest
{
    // For the file and the workspace together. Half of the half second that a Tab may take: a cold engine needs much of the rest.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private readonly string _commandName;
    private readonly CommandAst _command;
    private readonly IDictionary _given;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private SourceColumns? _source;
    private IReadOnlyList<string>? _properties;

    public CompletionRequest(string commandName, string word, CommandAst command, IDictionary given)
    {
        _commandName = commandName;
        Word = word;
        _command = command;
        _given = given;
    }

    /// <summary>What is typed so far of the value, with its opening quote.</summary>
    public string Word { get; }

    /// <summary>The cmdlet's noun is an event's.</summary>
    public bool IsEvent => NounIs("Event");

    /// <summary>The cmdlet takes users and accounts together.</summary>
    public bool IsMembership => NounIs("AccountUser");

    /// <summary>Whose properties the cmdlet sets; null if it sets none.</summary>
    public JournyEntity? Entity => NounIs("User") ? JournyEntity.User : NounIs("Account") ? JournyEntity.Account : null;

    /// <summary>The columns of the file that is imported or piped; none if there is no such file or it was not read in time.</summary>
    public SourceColumns Source => _source ??= SourceColumns.Find(_command, _given, TimeLeft);

    /// <summary>The connection that the command would use, if there is one; none is made for a Tab.</summary>
    public JournyConnection? Connection => Runspace.DefaultRunspace is null ? null : Given("Connection") switch
    {
        JournyConnection connection => connection,
        string name => ConnectionStore.Named.FirstOrDefault(named => string.Equals(named.Name, name, StringComparison.OrdinalIgnoreCase)),

        // A variable that holds nothing, or an expression: another workspace's names would be wrong.
        _ when _given.Contains("Connection") => null,
        _ => ConnectionStore.Connected,
    };

    /// <summary>The properties of the workspace that can be set, as far as they are known in time.</summary>
    public IReadOnlyList<string> WorkspaceProperties => _properties ??= Entity is { } entity && Connection is { } connection
        ? WorkspaceNames.Of(connection.Client).Properties(entity, TimeLeft)
        : Array.Empty<string>();

    /// <summary>The events of the workspace, as far as they are known in time.</summary>
    public IReadOnlyList<string> WorkspaceEvents =>
        Connection is { } connection ? WorkspaceNames.Of(connection.Client).Events(TimeLeft) : Array.Empty<string>();

    /// <summary>How long may still be waited.</summary>
    public TimeSpan TimeLeft => LongestWait > _watch.Elapsed ? LongestWait - _watch.Elapsed : TimeSpan.Zero;

    /// <summary>The value of another parameter, as far as the engine knows it before the command runs; null if it does not.</summary>
    public object? Given(string parameter) => _given.Contains(parameter) ? Unwrap(_given[parameter]) : null;

    /// <summary>A hashtable that another parameter is given, by name; empty if it is given none.</summary>
    public IReadOnlyDictionary<string, string> GivenMap(string parameter) => Given(parameter) is IDictionary map
        ? CommandText.EntriesOf(map)
            .GroupBy(entry => LanguagePrimitives.ConvertTo<string>(entry.Key), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                same => same.Key, same => LanguagePrimitives.ConvertTo<string>(same.First().Value), StringComparer.OrdinalIgnoreCase)
        : new Dictionary<string, string>();

    private bool NounIs(string noun) => _commandName.EndsWith("-Journy" + noun, StringComparison.OrdinalIgnoreCase);

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
