using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Journy.Import.Columns;
using Journy.Import.Records;
using Journy.Import.Sources;

namespace Journy.Import.Scans;

/// <summary>What columns that no parameter names may mean, by their names and a look at their cells. It maps nothing itself.</summary>
internal sealed class ColumnSuggestion
{
    // A column with more different cells does not hold the names of events.
    private const int MostEventNames = 50;

    private static readonly string[] DateTargets = { "registered_at", "triggered_at" };

    // What a file needs: for these the words of a column's name are enough, if its cells fit.
    private static readonly string[] NeededTargets = { "email", "triggered_at", "user_id", "account_id", "name" };

    private ColumnSuggestion(
        IReadOnlyList<KeyValuePair<string, string>> added,
        IReadOnlyList<string> others,
        IReadOnlyList<string> dateFormats,
        bool isShortOften)
    {
        DateFormats = dateFormats;
        Added = added;
        Others = others;
        IsShortOften = isShortOften;
    }

    /// <summary>The columns that -PropertyMap would have to name, each with journy.io's name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Added { get; }

    /// <summary>The formats that -DateFormat would have to name, since a column that must hold dates has them so.</summary>
    public IReadOnlyList<string> DateFormats { get; }

    /// <summary>Columns that could have been chosen instead: <c>'Work email' (email)</c>.</summary>
    public IReadOnlyList<string> Others { get; }

    /// <summary>True if half of the rows or more lack cells at their end.</summary>
    public bool IsShortOften { get; }

    /// <summary>Looks for what columns may mean.</summary>
    /// <param name="source">The file; it is opened anew.</param>
    /// <param name="binder">What reads its rows.</param>
    /// <param name="options">What the binder was made from.</param>
    /// <param name="cancellationToken">Ends the look at cells.</param>
    public static ColumnSuggestion Of(
        IRowSource source, RecordBinder binder, RecordBinderOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<ColumnPlan> plan = binder.Plan(source.Names);
        RecordShape shape = options.Shape;

        // A column that a parameter names or leaves out is settled.
        HashSet<string> settled = new(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> holders = new(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < source.Names.Count; index++)
        {
            string name = source.Names[index];
            if (plan[index].Role == ColumnRole.None && (plan[index].IsHidden || options.ReadsProperties))
            {
                settled.Add(name);
                continue;
            }

            string target = TargetOf(plan[index], name);
            holders[target] = name;
            bool IsIt(object key) => string.Equals(Convert.ToString(key, null), name, StringComparison.OrdinalIgnoreCase);
            if (options.PropertyMap is { } map && map.Keys.Cast<object>().Any(IsIt))
            {
                settled.Add(name);
            }
        }

        List<(string Target, List<string> Columns)> candidates = CandidatesOf(source.Names, shape, settled, options.ReadsProperties);
        List<(string Target, List<string> Columns)> likely = NeededTargets
            .Where(target => shape.RoleOf(target) != ColumnRole.Property && !holders.ContainsKey(target))
            .Select(target => (target, source.Names
                .Where((name, index) => !settled.Contains(name)
                    && plan[index].Role is ColumnRole.Property or ColumnRole.None && NameWords.Rank(name, target) > 0)
                .ToList()))
            .ToList();
        IEnumerable<string> looked = candidates.Concat(likely).SelectMany(candidate => candidate.Columns).Concat(holders.Values);
        using IRowSource opened = source.Reopen();
        CellSample sample = CellSample.Of(opened, looked, options.Rules, cancellationToken);
        List<KeyValuePair<string, string>> added = new();
        List<string> others = new();
        bool isOnce = shape == RecordShape.User || shape == RecordShape.Account;
        foreach ((string target, List<string> columns) in candidates)
        {
            // A column that has the role by its own name keeps it: two columns cannot have it.
            bool hasHolder = holders.TryGetValue(target, out string? holder);
            bool isOwn = hasHolder && shape.RoleOf(target) != ColumnRole.Property && shape.RoleOf(holder!) == shape.RoleOf(target);
            List<string> fitting = columns
                .Where(name => (!isOwn || name == holder) && !added.Exists(one => one.Key == name) && sample.Fit(name, target, isOnce) > 0)
                .OrderByDescending(name => sample.Fit(name, target, isOnce))
                .ToList();
            if (!hasHolder || columns.Contains(holder!))
            {
                Choose(target, fitting);
            }
        }

        foreach ((string target, List<string> columns) in likely.Where(one => !holders.ContainsKey(one.Target)))
        {
            Choose(target, columns
                .Where(name => NameWords.Rank(name, target) >= LeastRank(target) && IsFree(name))
                .Where(name => sample.Fit(name, target, isOnce) > 0 && IsNameOfEvents(target, name))
                .OrderByDescending(name => NameWords.Rank(name, target)).ThenByDescending(name => sample.Fit(name, target, isOnce))
                .ToList());
        }

        string[] formats = DateTargets
            .Where(target => shape.RoleOf(target) != ColumnRole.Property || (options.ReadsProperties && !shape.HasMetadata))
            .Select(target => holders.TryGetValue(target, out string? holder) ? sample.FormatOf(holder) : null)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return new ColumnSuggestion(added, others, formats, sample.IsShortOften);

        void Choose(string target, List<string> fitting)
        {
            if (fitting.Count == 0 || IsGiven(target, options.Given) || !IsWanted(target, fitting[0]))
            {
                return;
            }

            others.AddRange(fitting.Skip(1).Select(name => $"'{name}' ({target})"));
            if (fitting[0] != target)
            {
                added.Add(new KeyValuePair<string, string>(fitting[0], target));
                holders[target] = fitting[0];
            }
        }

        // An ID that does not say whose it is will do only if rows have no other identifier. In a file of events it is the event's own.
        int LeastRank(string target) => target is not ("user_id" or "account_id") ? 1
            : target == "account_id" && shape.HasUser && shape.NeedsEither ? int.MaxValue
            : isOnce && !holders.ContainsKey(shape.HasUser ? "email" : "domain") ? 1
            : NameWords.Likely;

        bool IsFree(string name) => !added.Exists(one => one.Key == name);

        bool IsNameOfEvents(string target, string name) => target != "name" || sample.CountDifferent(name) <= MostEventNames;

        // An identifier of another system is suggested only if some rows have no better one.
        bool IsWanted(string target, string name) => target switch
        {
            "user_id" => !holders.TryGetValue("email", out string? email) || sample.Completes(name, email),
            "account_id" => !holders.TryGetValue("domain", out string? domain) || sample.Completes(name, domain),
            _ => true,
        };
    }

    private static string TargetOf(ColumnPlan column, string name) => column.Role switch
    {
        ColumnRole.UserId => "user_id",
        ColumnRole.Email => "email",
        ColumnRole.AccountId => "account_id",
        ColumnRole.Domain => "domain",
        ColumnRole.EventName => "name",
        ColumnRole.TriggeredAt => "triggered_at",
        ColumnRole.Property => column.Target,
        _ => name,
    };

    private static bool IsGiven(string target, GivenValues given) => target switch
    {
        "user_id" => given.UserId is not null,
        "email" => given.Email is not null,
        "account_id" => given.AccountId is not null,
        "domain" => given.Domain is not null,
        "name" => given.EventName is not null,
        _ => false,
    };

    /// <summary>The columns that may become each of journy.io's names, by the export that fits the header best; identities first.</summary>
    private static List<(string Target, List<string> Columns)> CandidatesOf(
        IReadOnlyList<string> names, RecordShape shape, HashSet<string> settled, bool readsProperties)
    {
        ILookup<string, string> byFold = names.Where(name => !settled.Contains(name)).ToLookup(ExportForms.Fold, StringComparer.Ordinal);
        Dictionary<string, List<string>> columns = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, IReadOnlyList<string>> known in ExportForms.For(shape, names).SelectMany(form => form.Names))
        {
            bool isProperty = shape.RoleOf(known.Key) == ColumnRole.Property;
            if (isProperty && !readsProperties)
            {
                continue;
            }

            if (!columns.TryGetValue(known.Key, out List<string>? found))
            {
                columns[known.Key] = found = new List<string>();
            }

            found.AddRange(known.Value.SelectMany(name => byFold[ExportForms.Fold(name)]).Where(name => !found.Contains(name)));
        }

        string[] first = { "email", "domain", "triggered_at", "user_id", "account_id" };
        return columns.Where(column => column.Value.Count > 0)
            .OrderBy(column => Array.IndexOf(first, column.Key) is var place && place < 0 ? first.Length : place)
            .ThenBy(column => column.Key, StringComparer.Ordinal)
            .Select(column => (column.Key, column.Value))
            .ToList();
    }
}
