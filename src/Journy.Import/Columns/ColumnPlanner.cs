using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Journy.Import.Values;

namespace Journy.Import.Columns;

/// <summary>
/// Decides what each column of a source is for: which one names whom, which becomes which property, and which stays out. Columns
/// are chosen first, then mapped, then typed.
/// </summary>
internal sealed class ColumnPlanner
{
    private readonly RecordBinderOptions _options;
    private readonly Dictionary<string, string> _map;
    private readonly Dictionary<string, JournyPropertyType> _types;

    // The types that were found, by journy.io's names.
    private readonly Dictionary<string, JournyPropertyType> _found = new(StringComparer.OrdinalIgnoreCase);

    // The same by the source's names.
    private readonly Dictionary<string, JournyPropertyType> _foundOfColumns = new(StringComparer.OrdinalIgnoreCase);
    private readonly ColumnChoice _include;
    private readonly ColumnChoice _exclude;

    // Names of -PropertyMap and -PropertyType that no source had so far.
    private readonly HashSet<string> _unmatchedMap;
    private readonly HashSet<string> _unmatchedTypes;

    // Rows may differ in their columns, and a name is judged once.
    private readonly Dictionary<string, bool> _isSecret = new(StringComparer.Ordinal);

    // Columns with a secret's name that no parameter names.
    private readonly List<string> _withheld = new();
    private readonly HashSet<string> _harmless = new(StringComparer.OrdinalIgnoreCase);
    private ColumnLayout _layout = ColumnLayout.Empty;

    /// <summary>Checks the parameters.</summary>
    /// <exception cref="JournyInputException">A parameter cannot be used.</exception>
    public ColumnPlanner(RecordBinderOptions options)
    {
        _options = options;
        _map = ReadMap(options.PropertyMap);
        _types = ReadTypes(options.PropertyType);
        _include = new ColumnChoice("-IncludeProperty", options.IncludeProperty);
        _exclude = new ColumnChoice("-ExcludeProperty", options.ExcludeProperty);
        _unmatchedMap = new HashSet<string>(_map.Keys, StringComparer.OrdinalIgnoreCase);
        _unmatchedTypes = new HashSet<string>(_types.Keys, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Names in parameters that no column of any source had so far.</summary>
    /// <param name="mayLackExcluded">True for a file that this module wrote: it leaves out what was excluded, so that such a name is not
    /// mistyped.</param>
    public IReadOnlyList<UnmatchedNames> Unmatched(bool mayLackExcluded = false)
    {
        List<UnmatchedNames> unmatched = new();
        IEnumerable<string> all = _layout.Names.Concat(_layout.Names.Select(TargetOf));
        Add("-PropertyMap", "columns", _unmatchedMap.Where(name => !(mayLackExcluded && IsExcluded(name))), _layout.Names);
        Add("-PropertyType", "properties", _unmatchedTypes.Where(name => !(mayLackExcluded && IsExcludedTarget(name))), all);
        Add(_include.Parameter, "columns", _include.Unmatched.Where(name => !(mayLackExcluded && IsExcluded(name))), all);
        Add(_exclude.Parameter, "columns", mayLackExcluded ? Array.Empty<string>() : _exclude.Unmatched, all);
        return unmatched;

        void Add(string parameter, string what, IEnumerable<string> names, IEnumerable<string> known)
        {
            List<string> found = names.ToList();
            if (found.Count > 0)
            {
                unmatched.Add(new UnmatchedNames(parameter, what, found.ConvertAll(name => (name, NearestName.To(name, known)))));
            }
        }
    }

    /// <summary>
    /// The columns that were withheld so far, since they have a secret's name and no parameter names them: neither -ExcludeProperty,
    /// nor -PropertyMap, nor -IncludeProperty other than by a pattern.
    /// </summary>
    public IReadOnlyList<string> Withheld => _withheld;

    /// <summary>Takes columns out of <see cref="Withheld"/> whose cells turned out to be no secrets.</summary>
    public void Release(IEnumerable<string> names)
    {
        _harmless.UnionWith(names);
        _withheld.RemoveAll(_harmless.Contains);
        _layout = ColumnLayout.Empty;
    }

    /// <summary>Gives columns types that a file's content showed, if the user named none.</summary>
    /// <param name="types">The source's column names with their types.</param>
    public void UseTypes(IReadOnlyDictionary<string, JournyPropertyType> types)
    {
        foreach (KeyValuePair<string, JournyPropertyType> type in types)
        {
            string target = TargetOf(type.Key);
            _foundOfColumns[type.Key] = type.Value;
            if (!_found.ContainsKey(target))
            {
                _found.Add(target, type.Value);
            }
        }

        _layout = ColumnLayout.Empty;
    }

    /// <summary>The parameters with which another column says when an event happened.</summary>
    /// <param name="names">A source's columns.</param>
    /// <param name="column">The one that says when, in whatever case.</param>
    public RecordBinderOptions WithTime(IReadOnlyList<string> names, string column)
    {
        bool IsTime(string target) => _options.Shape.RoleOf(target) == ColumnRole.TriggeredAt;
        bool IsIt(string name) => string.Equals(name, column, StringComparison.OrdinalIgnoreCase);
        Hashtable map = new();
        foreach (KeyValuePair<string, string> mapped in _map.Where(mapped => !IsIt(mapped.Key) && !IsTime(mapped.Value)))
        {
            map[mapped.Key] = mapped.Value;
        }

        List<string> excluded = (_options.ExcludeProperty ?? Array.Empty<string>()).Where(name => !IsIt(name)).ToList();
        foreach (string name in names.Select(NameOf))
        {
            if (IsIt(name) && !IsTime(name))
            {
                map[name] = RecordShape.NameOf(ColumnRole.TriggeredAt);
            }
            else if (!IsIt(name) && IsTime(name) && !map.ContainsKey(name))
            {
                // Its name makes it a second column for the time.
                excluded.Add(name);
            }
        }

        return _options with { PropertyMap = map, ExcludeProperty = excluded.Count == 0 ? null : excluded.ToArray() };
    }

    /// <summary>Takes over what another planner found out about a source's columns.</summary>
    public void TakeOver(ColumnPlanner other)
    {
        _harmless.UnionWith(other._harmless);
        UseTypes(other._foundOfColumns);
    }

    /// <summary>What the columns of a source are for. Keeps the last answer, since most rows have the names of the row before.</summary>
    public ColumnLayout For(IReadOnlyList<string> names) => _layout.IsFor(names) ? _layout : _layout = Plan(names);

    /// <summary>What the columns of a source are for, without a look at the last answer.</summary>
    public ColumnLayout Plan(IReadOnlyList<string> names)
    {
        ColumnLayout layout = new(names);
        names = names.Select(NameOf).ToArray();
        string[] targets = names.Select(TargetOf).ToArray();
        var isMappedIdentifier = new bool[names.Count];
        for (int index = 0; index < names.Count; index++)
        {
            isMappedIdentifier[index] = IsMappedIdentifier(names[index], targets[index]);
        }

        var isNamed = new bool[names.Count];
        bool[] included = _include.Mark(names, targets, isMappedIdentifier, isNamed);
        bool[] excluded = _exclude.Mark(names, targets, isMappedIdentifier);
        Dictionary<string, string> sources = new(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < names.Count; index++)
        {
            _unmatchedMap.Remove(names[index]);
            _unmatchedTypes.Remove(targets[index]);
            _unmatchedTypes.Remove(names[index]);
            ColumnPlan column = layout.Columns[index] = excluded[index]
                ? new ColumnPlan(ColumnRole.None, string.Empty, null, IsHidden: true)
                : PlanColumn(names[index], targets[index], included[index], isNamed[index]);
            if (column.Role == ColumnRole.None)
            {
                continue;
            }

            if (BrokenText.Find(column.Target, column.Target) is { } broken)
            {
                layout.Problem ??= broken;
            }

            string claim = column.Role == ColumnRole.Property ? "property " + column.Target : column.Role.ToString();
            if (sources.TryGetValue(claim, out string? other))
            {
                layout.Problem ??= ColumnProblems.Ambiguous(other, names[index], column);
                continue;
            }

            sources.Add(claim, names[index]);
            layout.Place(column.Role, index);
        }

        return layout;
    }

    private ColumnPlan PlanColumn(string name, string target, bool isIncluded, bool isNamed)
    {
        ColumnRole role = _options.Shape.RoleOf(target);
        if (role != ColumnRole.Property)
        {
            return new ColumnPlan(role, name, null);
        }

        bool isSecret = IsSecret(name);
        if (!_options.ReadsProperties || (_include.IsGiven && !isIncluded))
        {
            return new ColumnPlan(ColumnRole.None, string.Empty, null, IsHidden: isSecret);
        }

        if (target.Length == 0)
        {
            return new ColumnPlan(ColumnRole.None, string.Empty, null, IsNameless: true);
        }

        if (isSecret && !isNamed && !_map.ContainsKey(name))
        {
            if (!_withheld.Contains(name))
            {
                _withheld.Add(name);
            }

            return new ColumnPlan(ColumnRole.None, string.Empty, null, IsHidden: true);
        }

        JournyPropertyType? given = GivenTypeOf(name, target);
        return given is null && _found.TryGetValue(target, out JournyPropertyType found)
            ? new ColumnPlan(role, target, found, IsFound: true)
            : new ColumnPlan(role, target, given);
    }

    private bool IsSecret(string name)
    {
        if (!_isSecret.TryGetValue(name, out bool isSecret))
        {
            _isSecret[name] = isSecret = SecretColumns.Has(name);
        }

        return isSecret && !_harmless.Contains(name);
    }

    private JournyPropertyType? GivenTypeOf(string name, string target) =>
        _types.TryGetValue(target, out JournyPropertyType type) || _types.TryGetValue(name, out type) ? type : null;

    // White space around a name does not count, unless -PropertyMap has the name with it.
    private string NameOf(string written) => _map.ContainsKey(written) ? written : OuterSpace.Trim(written);

    /// <summary>What a column is called on journy.io.</summary>
    public string TargetOf(string written)
    {
        string name = NameOf(written);
        return _map.TryGetValue(name, out string? target) ? target : name;
    }

    private bool IsMappedIdentifier(string name, string target) =>
        _map.ContainsKey(name) && _options.Shape.RoleOf(target) != ColumnRole.Property;

    private bool IsExcluded(string name) =>
        _exclude.Mark(new[] { name }, new[] { TargetOf(name) }, new[] { IsMappedIdentifier(name, TargetOf(name)) })[0];

    private bool IsExcludedTarget(string target) =>
        IsExcluded(target)
        || _map.Any(mapped => string.Equals(mapped.Value, target, StringComparison.OrdinalIgnoreCase) && IsExcluded(mapped.Key));

    private static Dictionary<string, string> ReadMap(IDictionary? map)
    {
        Dictionary<string, string> read = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in map ?? new Hashtable())
        {
            string source = ToText(entry.Key);
            string target = ToText(entry.Value);
            if (string.IsNullOrWhiteSpace(source) || string.IsNullOrWhiteSpace(target))
            {
                throw ColumnProblems.BlankMap(source, target);
            }

            read[source] = target;
        }

        return read;
    }

    private static Dictionary<string, JournyPropertyType> ReadTypes(IDictionary? types)
    {
        Dictionary<string, JournyPropertyType> read = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in types ?? new Hashtable())
        {
            string name = ToText(entry.Key);
            string type = ToText(entry.Value);
            bool isType = Enum.TryParse(type, ignoreCase: true, out JournyPropertyType known)
                && Enum.IsDefined(typeof(JournyPropertyType), known);
            read[name] = isType ? known : throw ColumnProblems.UnknownType(name, type);
        }

        return read;
    }

    private static string ToText(object? value) => HostLanguage.Current.ToText(value);
}
