using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using Journy.Api;
using Journy.Results;

namespace Journy.Binding;

/// <summary>
/// Turns rows into records: which column names whom, which becomes which property, what blanks mean. What follows from the
/// column names is worked out once and used for every further row that has the same ones.
/// </summary>
internal sealed class RecordBinder
{
    private readonly RecordBinderOptions _options;
    private readonly ValueConverter _converter;
    private readonly Dictionary<string, string> _map;
    private readonly Dictionary<string, JournyPropertyType> _types;
    private readonly WildcardPattern[] _include;
    private readonly WildcardPattern[] _exclude;
    private readonly List<KeyValuePair<string, JournyValue>> _written = new();

    // Names of -PropertyMap and -PropertyType that no row had so far.
    private readonly HashSet<string> _unmatchedMap;
    private readonly HashSet<string> _unmatchedTypes;

    private IReadOnlyList<string>? _planNames;
    private ColumnPlan[] _plan = Array.Empty<ColumnPlan>();
    private JournyInputException? _planProblem;

    /// <summary>Checks the parameters.</summary>
    /// <exception cref="JournyInputException">A parameter cannot be used.</exception>
    public RecordBinder(RecordBinderOptions options)
    {
        _options = options;
        _converter = new ValueConverter(options.ListSeparator, options.TimeZone);
        _map = ReadMap(options.PropertyMap);
        _types = ReadTypes(options.PropertyType);
        _include = ToPatterns(options.IncludeProperty);
        _exclude = ToPatterns(options.ExcludeProperty);
        _unmatchedMap = new HashSet<string>(_map.Keys, StringComparer.OrdinalIgnoreCase);
        _unmatchedTypes = new HashSet<string>(_types.Keys, StringComparer.OrdinalIgnoreCase);
        if (options.ListSeparator.Length == 0)
        {
            throw Invalid("-ListSeparator is empty. Give the text that stands between the items of a list, such as ';'.");
        }

        ReadWrittenProperties(options.Property);
    }

    /// <summary>Columns named by -PropertyMap that no row had so far: most likely a name with a slip in it.</summary>
    public IReadOnlyCollection<string> UnmatchedMap => _unmatchedMap;

    /// <summary>Properties named by -PropertyType that no row had so far.</summary>
    public IReadOnlyCollection<string> UnmatchedTypes => _unmatchedTypes;

    /// <summary>Gives columns types that a file's content showed, where the user named none.</summary>
    /// <param name="types">The source's column names with their types.</param>
    public void UseTypes(IReadOnlyDictionary<string, JournyPropertyType> types)
    {
        foreach (KeyValuePair<string, JournyPropertyType> type in types)
        {
            string target = TargetOf(type.Key);
            if (!_types.ContainsKey(target))
            {
                _types.Add(target, type.Value);
            }
        }

        _planNames = null;
    }

    /// <summary>What each of a source's columns is for.</summary>
    /// <exception cref="JournyInputException">Two columns claim one target.</exception>
    public IReadOnlyList<ColumnPlan> Plan(IReadOnlyList<string> names)
    {
        UsePlan(names);
        return _planProblem is null ? _plan : throw _planProblem;
    }

    /// <summary>Binds a record that comes from parameters alone.</summary>
    public BoundRecord Bind() => Bind(new SourceRow(Array.Empty<string>(), Array.Empty<object?>()));

    /// <summary>Binds a row.</summary>
    public BoundRecord Bind(SourceRow row)
    {
        JournyIdentity? identity = null;
        PropertyBag properties = new();
        try
        {
            UsePlan(row.Names);
            if (_planProblem is not null)
            {
                throw _planProblem;
            }

            identity = ReadIdentity(row);
            if (identity.IsEmpty)
            {
                throw NoIdentity(row.Names);
            }

            if (_options.ReadsProperties)
            {
                ReadProperties(row, properties);
            }

            return new BoundRecord(identity, properties, null);
        }
        catch (JournyInputException problem)
        {
            return new BoundRecord(identity, properties, problem);
        }
    }

    private static JournyInputException Invalid(string message) => new(JournyReason.InvalidParameter, message);

    private static Dictionary<string, string> ReadMap(IDictionary? map)
    {
        Dictionary<string, string> read = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in map ?? new Hashtable())
        {
            string source = ToText(entry.Key);
            string target = ToText(entry.Value);
            if (string.IsNullOrWhiteSpace(source) || string.IsNullOrWhiteSpace(target))
            {
                throw Invalid($"-PropertyMap has no name to map '{source}' to '{target}'. Write the source's column on the left and journy.io's property on the right: @{{ 'First Name' = 'first_name' }}. To leave a column out use -ExcludeProperty.");
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
            if (!Enum.TryParse(type, ignoreCase: true, out JournyPropertyType parsed) || !Enum.IsDefined(typeof(JournyPropertyType), parsed))
            {
                throw Invalid($"-PropertyType gives '{name}' the type '{type}', which does not exist. Use {string.Join(", ", Enum.GetNames(typeof(JournyPropertyType)))}.");
            }

            read[name] = parsed;
        }

        return read;
    }

    private static string ToText(object? value) =>
        LanguagePrimitives.ConvertTo(value, typeof(string), CultureInfo.InvariantCulture) as string ?? string.Empty;

    private static WildcardPattern[] ToPatterns(string[]? patterns) =>
        patterns?.Select(pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase)).ToArray() ?? Array.Empty<WildcardPattern>();

    private static bool Matches(WildcardPattern[] patterns, string name)
    {
        foreach (WildcardPattern pattern in patterns)
        {
            if (pattern.IsMatch(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HaveSameNames(IReadOnlyList<string>? left, IReadOnlyList<string> right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left is null || left.Count != right.Count)
        {
            return false;
        }

        for (int index = 0; index < right.Count; index++)
        {
            if (!string.Equals(left[index], right[index], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private void ReadWrittenProperties(IDictionary? properties)
    {
        foreach (DictionaryEntry entry in properties ?? new Hashtable())
        {
            string name = ToText(entry.Key);
            if (name.Length == 0)
            {
                throw Invalid("-Property holds a property without a name.");
            }

            try
            {
                // By hand means exactly so: -PropertyType reads the records' columns and not this.
                _written.Add(new KeyValuePair<string, JournyValue>(name, _converter.Convert(entry.Value, name)));
            }
            catch (JournyInputException exception)
            {
                throw new JournyInputException(exception.Reason, "-Property: " + exception.Message, exception);
            }
        }
    }

    private void UsePlan(IReadOnlyList<string> names)
    {
        if (HaveSameNames(_planNames, names))
        {
            return;
        }

        _planNames = names;
        _planProblem = null;
        _plan = new ColumnPlan[names.Count];
        Dictionary<string, string> sources = new(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < names.Count; index++)
        {
            ColumnPlan column = PlanColumn(names[index]);
            _plan[index] = column;
            if (column.Role == ColumnRole.None)
            {
                continue;
            }

            string claim = column.Role == ColumnRole.Property ? "property " + column.Target : column.Role.ToString();
            if (sources.TryGetValue(claim, out string? other))
            {
                string what = column.Role switch
                {
                    ColumnRole.Id => IdName,
                    ColumnRole.Alias => AliasName,
                    _ => $"property '{column.Target}'",
                };
                _planProblem = new JournyInputException(
                    JournyReason.AmbiguousColumn,
                    $"The columns '{other}' and '{names[index]}' both become the {what}. Leave one out with -ExcludeProperty, or map it to another name with -PropertyMap.");
                return;
            }

            sources.Add(claim, names[index]);
        }
    }

    private ColumnPlan PlanColumn(string name)
    {
        if (Matches(_exclude, name))
        {
            _unmatchedMap.Remove(name);
            return default;
        }

        string target = TargetOf(name);
        _unmatchedMap.Remove(name);
        ColumnRole role = RoleOf(target);
        if (role != ColumnRole.Property)
        {
            return new ColumnPlan(role, name, null);
        }

        if (!_options.ReadsProperties || (_include.Length > 0 && !Matches(_include, name)) || target.Length == 0)
        {
            return default;
        }

        _unmatchedTypes.Remove(target);
        return new ColumnPlan(role, target, _types.TryGetValue(target, out JournyPropertyType type) ? type : null);
    }

    private string TargetOf(string name) => _map.TryGetValue(name, out string? target) ? target : name;

    private ColumnRole RoleOf(string target)
    {
        (string id, string idInSnakeCase, string alias) = _options.Entity == JournyEntity.User
            ? ("userId", "user_id", "email")
            : ("accountId", "account_id", "domain");
        return IsSame(target, id) || IsSame(target, idInSnakeCase) ? ColumnRole.Id
            : IsSame(target, alias) ? ColumnRole.Alias
            : ColumnRole.Property;
    }

    /// <summary>What to do where no column names anybody.</summary>
    public string IdentityMend => _options.Entity == JournyEntity.User
        ? "Name the column that does: -PropertyMap @{ 'Customer Id' = 'user_id' }, with the column on the left, and user_id or email on the right."
        : "Name the column that does: -PropertyMap @{ 'Customer Id' = 'account_id' }, with the column on the left, and account_id or domain on the right.";

    private string IdName => _options.Entity == JournyEntity.User ? "user ID" : "account ID";

    private string AliasName => _options.Entity == JournyEntity.User ? "e-mail address" : "domain";

    private JournyIdentity ReadIdentity(SourceRow row)
    {
        string? id = _options.Id;
        string? alias = _options.Alias;
        for (int index = 0; index < _plan.Length; index++)
        {
            if (_plan[index].Role == ColumnRole.Id)
            {
                id ??= ValueConverter.ToIdentifier(row.Values[index], _plan[index].Target);
            }
            else if (_plan[index].Role == ColumnRole.Alias)
            {
                alias ??= ValueConverter.ToIdentifier(row.Values[index], _plan[index].Target);
            }
        }

        return _options.Entity == JournyEntity.User ? new UserIdentity(id, alias) : new AccountIdentity(id, alias);
    }

    private JournyInputException NoIdentity(IReadOnlyList<string> names)
    {
        string where = names.Count == 0
            ? "Give one by parameter, or pipe records that have one."
            : Array.Exists(_plan, column => column.Role is ColumnRole.Id or ColumnRole.Alias)
                ? "Its cells are blank in this record."
                : $"Its columns are: {PlainText.Of(string.Join(", ", names), 300)}. {IdentityMend}";
        return new JournyInputException(
            JournyReason.NoIdentity, $"There is neither {(_options.Entity == JournyEntity.User ? "a user ID nor an e-mail address" : "an account ID nor a domain")}. {where}");
    }

    private void ReadProperties(SourceRow row, PropertyBag properties)
    {
        for (int index = 0; index < _plan.Length; index++)
        {
            ColumnPlan column = _plan[index];
            if (column.Role != ColumnRole.Property)
            {
                continue;
            }

            object? value = row.Values[index];
            if (ValueConverter.IsBlank(value))
            {
                AddBlank(column.Target, properties);
            }
            else
            {
                properties.Add(column.Target, column.Type is { } type ? _converter.Convert(value, column.Target, type) : _converter.Convert(value, column.Target));
            }
        }

        foreach (KeyValuePair<string, JournyValue> written in _written)
        {
            properties.RemoveAnyCase(written.Key);
        }

        foreach (KeyValuePair<string, JournyValue> written in _written)
        {
            properties.Add(written.Key, written.Value);
        }
    }

    private void AddBlank(string name, PropertyBag properties)
    {
        switch (_options.BlankValue)
        {
            case JournyBlankValue.Empty:
                properties.Add(name, JournyValue.FromText(string.Empty));
                break;
            case JournyBlankValue.Delete:
                properties.Add(name, JournyValue.Null);
                break;
        }
    }
}
