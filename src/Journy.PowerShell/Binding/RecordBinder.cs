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
    private readonly GivenValues _given;
    private readonly ValueConverter _converter;
    private readonly Func<string, ColumnPlan> _planColumn;
    private readonly Dictionary<string, string> _map;
    private readonly Dictionary<string, JournyPropertyType> _types;
    private readonly WildcardPattern[] _include;
    private readonly WildcardPattern[] _exclude;
    private readonly List<KeyValuePair<string, JournyValue>> _written = new();
    private readonly HashSet<string> _found = new(StringComparer.OrdinalIgnoreCase);

    // Whether white space around an identifier of the present row was left out.
    private bool _isTrimmed;

    // Names of -PropertyMap and -PropertyType that no row had so far.
    private readonly HashSet<string> _unmatchedMap;
    private readonly HashSet<string> _unmatchedTypes;

    private IReadOnlyList<string>? _planNames;
    private ColumnPlan[] _plan = Array.Empty<ColumnPlan>();

    // Where in a row each role stands; -1 where it stands nowhere.
    private readonly int[] _columnOf = new int[(int)ColumnRole.Property + 1];

    private JournyInputException? _planProblem;

    private StrayLines? _strayLines;
    private IReadOnlyList<string>? _strayNames;

    /// <summary>Checks the parameters.</summary>
    /// <exception cref="JournyInputException">A parameter cannot be used.</exception>
    public RecordBinder(RecordBinderOptions options)
    {
        _options = options;
        _given = Check(options.Given, options.MendsIdentifiers);
        _converter = new ValueConverter(options.ListSeparator, options.TimeZone);
        _planColumn = PlanColumn;
        _map = ReadMap(options.PropertyMap);
        _types = ReadTypes(options.PropertyType);
        _include = ToPatterns("-IncludeProperty", options.IncludeProperty);
        _exclude = ToPatterns("-ExcludeProperty", options.ExcludeProperty);
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

    /// <summary>How many records had white space around an identifier, which was left out.</summary>
    public long TrimmedRecords { get; private set; }

    /// <summary>What to do about a cell that is not of the type that its column was found to have, by the property's name.</summary>
    public Func<string, string> MendFound { get; set; } = _ => "Mend the cell.";

    /// <summary>True if columns become the metadata of events, in which no name has a type of its own.</summary>
    public bool ReadsMetadata => _options.Shape.NeedsEventName;

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
                _found.Add(target);
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

    /// <summary>Whether rows with these columns can say whom they are about, parameters included.</summary>
    public bool CanIdentify(IReadOnlyList<string> names)
    {
        IReadOnlyList<ColumnPlan> plan = Plan(names);
        bool user = _given.UserId is not null || _given.Email is not null || Has(plan, ColumnRole.UserId) || Has(plan, ColumnRole.Email);
        bool account = _given.AccountId is not null || _given.Domain is not null || Has(plan, ColumnRole.AccountId) || Has(plan, ColumnRole.Domain);
        RecordShape shape = _options.Shape;
        return shape.NeedsEither ? user || account : (user || !shape.HasUser) && (account || !shape.HasAccount);
    }

    /// <summary>Whether one of the columns has a role.</summary>
    public static bool Has(IReadOnlyList<ColumnPlan> plan, ColumnRole role)
    {
        foreach (ColumnPlan column in plan)
        {
            if (column.Role == role)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The values of a piped object as a file would have them.</summary>
    public IReadOnlyList<string> ToCells(SourceRow row) => new ObjectCells(row, _planColumn, _converter, _options.ListSeparator);

    /// <summary>Binds a record that comes from parameters alone.</summary>
    public BoundRecord Bind() => Bind(new SourceRow(Array.Empty<string>(), Array.Empty<object?>()));

    /// <summary>Binds a piped object.</summary>
    public BoundRecord Bind(PSObject? input) => Bind(() =>
    {
        SourceRow row = PipedObject.Read(input);
        return FindStrayLine(row) is { } problem ? throw problem : row;
    });

    /// <summary>Why a piped object is no record, but a line of an export that only looks like one; null where it is none of these.
    /// Lines of files are found where they are read.</summary>
    public JournyInputException? FindStrayLine(SourceRow row)
    {
        if (!HaveSameNames(_strayNames, row.Names))
        {
            // What names nobody is written by hand, where a value may well be called like its property.
            _strayNames = row.Names;
            _strayLines = row.Names.Any(name => _options.Shape.IsIdentity(TargetOf(name))) ? new StrayLines(row.Names) : null;
        }

        StrayLine line = _strayLines?.Find(row.Values) ?? StrayLine.None;
        return line == StrayLine.None ? null : new JournyInputException(JournyReason.NotARow, $"The record {StrayLines.Describe(line)}");
    }

    /// <summary>Binds a user who may be given by ID or e-mail address alone.</summary>
    public BoundRecord BindUser(object? user) => Bind(() =>
    {
        SourceRow row = PipedObject.ReadUser(user);
        for (int index = 0; index < row.Values.Length; index++)
        {
            if (_options.Shape.RoleOf(TargetOf(row.Names[index])) != ColumnRole.Property)
            {
                CheckOuterSpace(ValueConverter.ToIdentifier(row.Values[index], row.Names[index]), row.Names[index]);
            }
        }

        return row;
    });

    /// <summary>Binds a row.</summary>
    public BoundRecord Bind(SourceRow row)
    {
        BoundRecord? record = null;
        try
        {
            UsePlan(row.Names);
            if (_planProblem is not null)
            {
                throw _planProblem;
            }

            record = ReadParts(row);
            Check(record, row.Names);
            if (_options.ReadsProperties)
            {
                ReadProperties(row, record.Properties);
            }

            return record;
        }
        catch (JournyInputException problem)
        {
            return (record ?? new BoundRecord()) with { Problem = problem };
        }
    }

    private BoundRecord Bind(Func<SourceRow> read)
    {
        try
        {
            return Bind(read());
        }
        catch (JournyInputException problem)
        {
            return new BoundRecord { Problem = problem };
        }
    }

    /// <summary>What is blank counts as not given, so that the record's own is used.</summary>
    private static GivenValues Check(GivenValues given, bool looksAtEmail)
    {
        string? email = CheckOuterSpace(ValueConverter.ToIdentifier(given.Email, "-Email"), "-Email");
        return given with
        {
            UserId = CheckOuterSpace(ValueConverter.ToIdentifier(given.UserId, "-UserId"), "-UserId"),
            Email = email is null || !looksAtEmail ? email : EmailAddress.Check(email, "-Email"),
            AccountId = CheckOuterSpace(ValueConverter.ToIdentifier(given.AccountId, "-AccountId"), "-AccountId"),
            Domain = CheckOuterSpace(ValueConverter.ToIdentifier(given.Domain, "-Domain"), "-Domain"),
            DeviceId = CheckOuterSpace(ValueConverter.ToIdentifier(given.DeviceId, "-DeviceId"), "-DeviceId"),
            EventName = ValueConverter.ToIdentifier(given.EventName, "-Name"),
        };
    }

    /// <summary>The identifier itself.</summary>
    /// <exception cref="JournyInputException">White space stands around it, which may or may not be meant.</exception>
    private static string? CheckOuterSpace(string? identifier, string name)
    {
        if (identifier is null || OuterSpace.Trim(identifier) is not { } trimmed || trimmed.Length == identifier.Length)
        {
            return identifier;
        }

        throw new JournyInputException(
            JournyReason.InvalidValue,
            $"'{name}' is '{PlainText.Of(trimmed, 100)}' with white space or characters without a width around it. Give it without them.");
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

    private static WildcardPattern[] ToPatterns(string parameter, string?[]? patterns)
    {
        List<WildcardPattern> read = new();
        foreach (string? text in patterns ?? Array.Empty<string>())
        {
            try
            {
                WildcardPattern pattern = new(text ?? string.Empty, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);

                // PowerShell reads a pattern at its first use.
                pattern.IsMatch(string.Empty);
                read.Add(pattern);
            }
            catch (WildcardPatternException)
            {
                throw Invalid($"{parameter} holds '{text}', which is no pattern that can be read. Where a bracket is part of the name, write a backtick before it: `[.");
            }
        }

        return read.ToArray();
    }

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

    private void ReadWrittenProperties(IDictionary? properties)
    {
        foreach (DictionaryEntry entry in properties ?? new Hashtable())
        {
            string name = ToText(entry.Key);
            if (name.Length == 0)
            {
                throw Invalid($"{_options.PropertyParameter} holds a property without a name.");
            }

            try
            {
                ValueConverter.CheckText(name, name);

                // By hand means exactly so: -PropertyType reads the records' columns and not this.
                _written.Add(new KeyValuePair<string, JournyValue>(name, CheckKind(_converter.Convert(entry.Value, name), name)));
            }
            catch (JournyInputException exception)
            {
                throw new JournyInputException(exception.Reason, $"{_options.PropertyParameter}: {exception.Message}", exception);
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
        for (int role = 0; role < _columnOf.Length; role++)
        {
            _columnOf[role] = -1;
        }

        Dictionary<string, string> sources = new(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < names.Count; index++)
        {
            ColumnPlan column = PlanColumn(names[index]);
            _plan[index] = column;
            if (column.Role == ColumnRole.None)
            {
                continue;
            }

            if (ValueConverter.FindBrokenText(column.Target, column.Target) is { } broken)
            {
                _planProblem = broken;
                return;
            }

            string claim = column.Role == ColumnRole.Property ? "property " + column.Target : column.Role.ToString();
            if (sources.TryGetValue(claim, out string? other))
            {
                string what = column.Role == ColumnRole.Property ? $"property '{column.Target}'" : RecordShape.LabelOf(column.Role);
                _planProblem = new JournyInputException(
                    JournyReason.AmbiguousColumn,
                    $"The columns '{other}' and '{names[index]}' both become the {what}. Leave one out with -ExcludeProperty, or map it to another name with -PropertyMap.");
                return;
            }

            sources.Add(claim, names[index]);
            _columnOf[(int)column.Role] = index;
        }
    }

    private ColumnPlan PlanColumn(string written)
    {
        string name = _map.ContainsKey(written) ? written : OuterSpace.Trim(written);
        string target = TargetOf(name);
        _unmatchedMap.Remove(name);
        _unmatchedTypes.Remove(target);
        if (Matches(_exclude, name))
        {
            return default;
        }

        ColumnRole role = _options.Shape.RoleOf(target);
        if (role != ColumnRole.Property)
        {
            return new ColumnPlan(role, name, null);
        }

        if (!_options.ReadsProperties || (_include.Length > 0 && !Matches(_include, name)) || target.Length == 0)
        {
            return default;
        }

        return new ColumnPlan(role, target, _types.TryGetValue(target, out JournyPropertyType type) ? type : null, _found.Contains(target));
    }

    private string TargetOf(string name) => _map.TryGetValue(name, out string? target) ? target : name;

    /// <summary>What to do where no column names anybody.</summary>
    public string IdentityMend =>
        $"Name the column that does: -PropertyMap @{{ 'Customer Id' = '{(_options.Shape.HasUser ? "user_id" : "account_id")}' }}, with the column on the left, and {_options.Shape.IdentityNames} on the right.";

    private BoundRecord ReadParts(SourceRow row)
    {
        GivenValues given = _given;
        _isTrimmed = false;
        string? userId = Part(row, ColumnRole.UserId, given.UserId);
        string? email = Part(row, ColumnRole.Email, given.Email);
        string? accountId = Part(row, ColumnRole.AccountId, given.AccountId);
        string? domain = Part(row, ColumnRole.Domain, given.Domain);
        string? deviceId = Part(row, ColumnRole.DeviceId, given.DeviceId);
        if (email is not null && given.Email is null && _options.MendsIdentifiers)
        {
            EmailAddress.Check(email, _plan[_columnOf[(int)ColumnRole.Email]].Target);
        }

        TrimmedRecords += _isTrimmed ? 1 : 0;
        return new BoundRecord
        {
            IsTrimmed = _isTrimmed,
            WrittenUser = _isTrimmed && (userId ?? email) is not null
                ? new UserIdentity(given.UserId ?? Written(row, ColumnRole.UserId), given.Email ?? Written(row, ColumnRole.Email))
                : null,
            WrittenAccount = _isTrimmed && (accountId ?? domain) is not null
                ? new AccountIdentity(given.AccountId ?? Written(row, ColumnRole.AccountId), given.Domain ?? Written(row, ColumnRole.Domain))
                : null,
            User = userId is null && email is null ? null : new UserIdentity(userId, email),
            Account = accountId is null && domain is null ? null : new AccountIdentity(accountId, domain),
            DeviceId = deviceId,
            EventName = given.EventName
                ?? (_columnOf[(int)ColumnRole.EventName] >= 0 && NamesSomebody(row) ? Written(row, ColumnRole.EventName) : null),
            TriggeredAt = given.TriggeredAt ?? ReadTriggeredAt(row),
        };
    }

    /// <summary>
    /// True where the row itself names a user or an account: the name of something else, as of a process, is no event.
    /// </summary>
    private bool NamesSomebody(SourceRow row) =>
        Part(row, ColumnRole.UserId, null) is not null || Part(row, ColumnRole.Email, null) is not null
        || Part(row, ColumnRole.AccountId, null) is not null || Part(row, ColumnRole.Domain, null) is not null;

    private string? Part(SourceRow row, ColumnRole role, string? given)
    {
        if (given is not null)
        {
            return given;
        }

        string? written = Written(row, role);
        if (written is null)
        {
            return null;
        }

        string trimmed = OuterSpace.Trim(written);
        if (trimmed.Length == written.Length)
        {
            return written;
        }

        if (!_options.MendsIdentifiers)
        {
            CheckOuterSpace(written, _plan[_columnOf[(int)role]].Target);
        }

        _isTrimmed = true;
        return trimmed.Length == 0 ? null : trimmed;
    }

    /// <summary>What the row has for a role, as it stands there; null if it is blank.</summary>
    private string? Written(SourceRow row, ColumnRole role)
    {
        int index = _columnOf[(int)role];
        return index < 0 ? null : ValueConverter.ToIdentifier(row.Values[index], _plan[index].Target);
    }

    private DateTimeOffset? ReadTriggeredAt(SourceRow row)
    {
        int index = _columnOf[(int)ColumnRole.TriggeredAt];
        return index < 0 || ValueConverter.IsBlank(row.Values[index])
            ? null
            : _converter.ToMoment(row.Values[index], _plan[index].Target);
    }

    private void Check(BoundRecord record, IReadOnlyList<string> names)
    {
        RecordShape shape = _options.Shape;
        bool lacksUser = shape.HasUser && record.User is null;
        bool lacksAccount = shape.HasAccount && record.Account is null;
        if (shape.NeedsEither ? lacksUser && lacksAccount : lacksUser || lacksAccount)
        {
            throw NoIdentity(lacksUser, lacksAccount, names);
        }

        if (shape.NeedsDeviceId && record.DeviceId is null)
        {
            throw new JournyInputException(
                JournyReason.MissingValue,
                "There is no device ID. Give the value of the visitor's cookie __journey with -DeviceId, or pipe records that have it as DeviceId.");
        }

        if (shape.NeedsEventName && record.EventName is null)
        {
            throw new JournyInputException(
                JournyReason.MissingValue, "The event has no name. Give it with -Name, or pipe records that have it as Name beside a user or an account.");
        }
    }

    private JournyInputException NoIdentity(bool lacksUser, bool lacksAccount, IReadOnlyList<string> names)
    {
        string lack = (lacksUser, lacksAccount) switch
        {
            (true, true) => "is nobody named: no user ID, no e-mail address, no account ID, no domain",
            (true, false) => "is neither a user ID nor an e-mail address",
            _ => "is neither an account ID nor a domain",
        };
        string where = names.Count == 0
            ? "Give one by parameter, or pipe records that have one."
            : Array.Exists(_plan, column => Names(column.Role, lacksUser, lacksAccount))
                ? "Its cells are blank in this record."
                : $"Its columns are: {PlainText.Of(string.Join(", ", names), 300)}. {IdentityMend}";
        return new JournyInputException(JournyReason.NoIdentity, $"There {lack}. {where}");
    }

    private static bool Names(ColumnRole role, bool user, bool account) =>
        (user && role is ColumnRole.UserId or ColumnRole.Email) || (account && role is ColumnRole.AccountId or ColumnRole.Domain);

    private void ReadProperties(SourceRow row, PropertyBag properties)
    {
        properties.Reserve(_plan.Length + _written.Count);
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
                JournyValue converted = column.Type is not { } type ? _converter.Convert(value, column.Target)
                    : column.IsFound ? _converter.ConvertFound(value, column.Target, type, MendFound)
                    : _converter.Convert(value, column.Target, type);
                if (converted.Kind == JournyValueKind.List && converted.Items.Count == 0)
                {
                    // A cell with separators alone.
                    AddBlank(column.Target, properties);
                }
                else
                {
                    properties.Add(column.Target, CheckKind(converted, column.Target));
                }
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

    /// <summary>Events hold neither nulls nor lists.</summary>
    private JournyValue CheckKind(JournyValue value, string name) =>
        _options.Shape.NeedsEventName && value.Kind is JournyValueKind.Null or JournyValueKind.List
            ? throw new JournyInputException(
                JournyReason.InvalidValue,
                $"'{name}' is {(value.Kind == JournyValueKind.Null ? "$null" : "a list")}, which the metadata of an event cannot hold. Give text, a number, a boolean or a date, or leave it out.")
            : value;

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
