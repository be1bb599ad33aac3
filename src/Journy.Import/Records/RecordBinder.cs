using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Import.Values;

namespace Journy.Import.Records;

/// <summary>
/// Turns rows into records: which column names whom, which becomes which property, what blanks mean. What follows from the column names
/// is computed once and used for every further row that has the same ones.
/// </summary>
internal sealed class RecordBinder
{


    private readonly RecordBinderOptions _options;
    private readonly GivenValues _given;
    private readonly ValueConverter _converter;
    private readonly ColumnPlanner _planner;
    private readonly List<KeyValuePair<string, JournyValue>> _written = new();

    private readonly PartReader _parts;
    private readonly EventKey? _eventKey;

    private ColumnLayout _layout = ColumnLayout.Empty;

    // True if types that were found are for text alone: other piped values have a type of their own.
    private bool _findsInTexts;

    private StrayLines? _strayLines;
    private ColumnLayout? _strayLayout;

    /// <summary>Checks the parameters.</summary>
    /// <exception cref="JournyInputException">A parameter cannot be used.</exception>
    public RecordBinder(RecordBinderOptions options)
    {
        _options = options;
        _given = options.Given.Checked(options.TrimsIdentifiers);
        _converter = new ValueConverter(options.ListSeparator, options.TimeZone, options.Rules);
        _planner = new ColumnPlanner(options);
        if (options.ListSeparator.Length == 0)
        {
            throw RecordProblems.EmptySeparator();
        }

        _eventKey = options.EventKey is null ? null : new EventKey(options.EventKey, _planner);
        _parts = new PartReader(_given, options.TrimsIdentifiers, _converter, _eventKey, ReadsMetadata);
        ReadWrittenProperties(options.Property);
    }

    /// <summary>Names in parameters that no column had so far: most likely mistyped.</summary>
    /// <param name="mayLackExcluded">True for a file that this module wrote, which lacks what was excluded.</param>
    public IReadOnlyList<UnmatchedNames> Unmatched(bool mayLackExcluded = false) => _planner.Unmatched(mayLackExcluded);

    /// <summary>Columns that were withheld so far, since they have a secret's name and no parameter names them.</summary>
    public IReadOnlyList<string> Withheld => _planner.Withheld;

    /// <summary>How many records had white space around an identifier, which was left out.</summary>
    public long TrimmedRecords => _parts.TrimmedRecords;

    /// <summary>What to do about a cell that is not of the type that its column was found to have, by the property's name.</summary>
    public Func<string, string> FixFound { get; set; } = _ => "Fix the cell.";

    /// <summary>Whether a record is about a user, and not about an account alone.</summary>
    public bool NamesUsers => _options.Shape.HasUser;

    /// <summary>True if columns become the metadata of events, in which no name has a type of its own.</summary>
    public bool ReadsMetadata => _options.Shape.HasMetadata;

    /// <summary>The name that a parameter gives every event; null if none.</summary>
    public string? GivenEventName => _given.EventName;

    /// <summary>The zone of dates that name none, if a parameter names it; else null.</summary>
    public string? TimeZoneId => _options.TimeZone?.Id;

    /// <summary>The names of what a parameter writes into every record.</summary>
    public IReadOnlyCollection<string> WrittenNames => _written.ConvertAll(written => written.Key);

    /// <summary>What the key of -EventKey is called on journy.io, in one order however it is written.</summary>
    public IReadOnlyList<string> EventKeyNames => _eventKey?.Names ?? Array.Empty<string>();

    /// <summary>The names of -EventKey that these columns do not have.</summary>
    public IReadOnlyList<string> MissingEventKey(IReadOnlyList<string> names) =>
        _eventKey?.MissingIn(names) ?? Array.Empty<string>();

    /// <summary>How text is read.</summary>
    public TextRules Rules => _options.Rules;

    /// <summary>What a parameter writes into every record, as text that differs if the values do.</summary>
    public IEnumerable<KeyValuePair<string, string>> WrittenValues =>
        _written.Select(written => new KeyValuePair<string, string>(written.Key, $"{written.Value.Kind} {written.Value.Text}"));

    /// <summary>All that decides what record a row with these columns becomes, as texts.</summary>
    public IReadOnlyList<string?> DescribeReading(IReadOnlyList<string> names)
    {
        List<string?> texts =
        [
            _given.UserId,
            _given.Email,
            _given.AccountId,
            _given.Domain,
            Rules.Mark,
            _options.ListSeparator,
            _options.TimeZone?.ToSerializedString(),
            $"{_options.BlankValue} {_options.TrimsIdentifiers} {_options.ReadsProperties}",
        ];
        foreach (ColumnPlan column in Plan(names))
        {
            texts.Add(column.Target);
            texts.Add($"{column.Role} {column.Type} {column.IsFound} {column.IsHidden}");
        }

        // A hashtable has its names in another order in each process; what is written is sent in the order in which it is written.
        IEnumerable<KeyValuePair<string, JournyValue>> sorted =
            _written.Count > 1 ? _written.OrderBy(written => written.Key, StringComparer.Ordinal) : _written;
        foreach (KeyValuePair<string, JournyValue> written in sorted)
        {
            texts.Add(written.Key);
            texts.Add($"{written.Value.Kind} {written.Value.Items?.Count}");
            texts.Add(written.Value.Kind == JournyValueKind.List ? null : written.Value.Text);
            texts.AddRange(written.Value.Kind == JournyValueKind.List ? written.Value.Items! : Array.Empty<string>());
        }

        return texts;
    }

    /// <summary>Releases withheld columns whose cells turned out to be no secrets.</summary>
    public void Release(IEnumerable<string> names) => _planner.Release(names);

    /// <summary>The columns whose cells must not be written or shown: excluded, or secrets that are not sent.</summary>
    /// <param name="header">The columns as the source has them.</param>
    public HashSet<string> HiddenOf(IReadOnlyList<string> header)
    {
        IReadOnlyList<ColumnPlan> plan = Look(header.Select(name => name.Trim()).ToList());
        return new HashSet<string>(header.Where((_, index) => plan[index].IsHidden), StringComparer.Ordinal);
    }

    /// <summary>Gives columns types that a file's content showed, if the user named none.</summary>
    /// <param name="types">The source's column names with their types.</param>
    public void UseTypes(IReadOnlyDictionary<string, JournyPropertyType> types) => _planner.UseTypes(types);

    /// <summary>Gives the texts of piped rows the types that the same columns of a file had, if the user named none.</summary>
    /// <param name="types">The column names with their types.</param>
    public void UseTypesOfFile(IReadOnlyDictionary<string, JournyPropertyType> types)
    {
        _findsInTexts = true;
        _planner.UseTypes(types);
    }

    /// <summary>What each of a source's columns is for.</summary>
    /// <exception cref="JournyInputException">Two columns claim one target.</exception>
    public IReadOnlyList<ColumnPlan> Plan(IReadOnlyList<string> names) =>
        _planner.For(names) is { Problem: null } layout ? layout.Columns : throw _planner.For(names).Problem!;

    /// <summary>What each of a source's columns is for, whether rows with them can be sent or not.</summary>
    public IReadOnlyList<ColumnPlan> Look(IReadOnlyList<string> names) => _planner.Plan(names).Columns;

    /// <summary>Whether rows with these columns can say whom they are about, parameters included.</summary>
    public bool CanIdentify(IReadOnlyList<string> names)
    {
        IReadOnlyList<ColumnPlan> plan = Plan(names);
        bool user = _given.UserId is not null || _given.Email is not null
            || Has(plan, ColumnRole.UserId) || Has(plan, ColumnRole.Email);
        bool account = _given.AccountId is not null || _given.Domain is not null
            || Has(plan, ColumnRole.AccountId) || Has(plan, ColumnRole.Domain);
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
    public IReadOnlyList<string> ToCells(SourceRow row) =>
        new ObjectCells(row, _planner.For(row.Names), _converter, _options.ListSeparator);

    /// <summary>Reads what this one reads, but takes the time of events from another column, or in another zone.</summary>
    /// <param name="names">The columns.</param>
    /// <param name="column">The one that says when, in whatever case.</param>
    /// <param name="zone">The zone of times that name none; null for none that a parameter names.</param>
    /// <returns>Null if these columns cannot be read so.</returns>
    public RecordBinder? WithTime(IReadOnlyList<string> names, string column, TimeZoneInfo? zone)
    {
        RecordBinder other = new(_planner.WithTime(names, column) with { TimeZone = zone });
        other._planner.TakeOver(_planner);
        return other._planner.For(names) is { Problem: null } layout && layout.IndexOf(ColumnRole.TriggeredAt) >= 0 ? other : null;
    }

    /// <summary>Binds a record that comes from parameters alone.</summary>
    public BoundRecord Bind() => Bind(new SourceRow(Array.Empty<string>(), Array.Empty<object?>()));

    /// <summary>Binds a piped row; if it cannot be read, that is its record's problem.</summary>
    public BoundRecord BindPiped(Func<SourceRow> read) => Bind(() =>
    {
        SourceRow row = read();
        return FindStrayLine(row) is { } problem ? throw problem : row;
    });

    /// <summary>Why a piped object is no record, but a line of an export that only looks like one; null if it is none of these.
    /// The sources of files find such lines themselves.</summary>
    public JournyInputException? FindStrayLine(SourceRow row)
    {
        ColumnLayout layout = _planner.For(row.Names);
        if (!ReferenceEquals(_strayLayout, layout))
        {
            // Objects that name nobody are written by hand, and there a value may be called like its property.
            bool namesSomebody = row.Names.Any(name => _options.Shape.IsIdentity(_planner.TargetOf(name)));
            _strayLayout = layout;
            _strayLines = namesSomebody ? new StrayLines(row.Names) : null;
        }

        StrayLine line = _strayLines?.Find(row.Values) ?? StrayLine.None;
        return line == StrayLine.None ? null : ColumnProblems.NotARow("The record", line);
    }

    /// <summary>Binds a row that was given by parameter: its identifiers must have no white space around them.</summary>
    public BoundRecord BindGiven(Func<SourceRow> read) => Bind(() =>
    {
        SourceRow row = read();
        for (int index = 0; index < row.Values.Length; index++)
        {
            if (_options.Shape.RoleOf(_planner.TargetOf(row.Names[index])) != ColumnRole.Property)
            {
                OuterSpace.Check(ValueConverter.ToIdentifier(row.Values[index], row.Names[index]), row.Names[index]);
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
            row = Rules.WithoutNulls(row);
            _layout = _planner.For(row.Names);
            if (_layout.Problem is not null)
            {
                throw _layout.Problem;
            }

            record = _parts.Read(row, _layout);
            if (record.Problem is not null)
            {
                return record;
            }

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
        catch (Exception failure) when (UnreadableMember.IsFailure(failure))
        {
            // Values are objects of the user's, whose code runs here. If it fails, only their record does.
            return (record ?? new BoundRecord()) with { Problem = ValueProblems.Unreadable(failure) };
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



    private void ReadWrittenProperties(IDictionary? properties)
    {
        foreach (DictionaryEntry entry in properties ?? new Hashtable())
        {
            string name = HostLanguage.Current.ToText(entry.Key);
            if (name.Length == 0)
            {
                throw RecordProblems.NamelessProperty(_options.PropertyParameter);
            }

            try
            {
                BrokenText.Check(name, name);

                // What is written by hand is sent as it stands: -PropertyType is for columns.
                _written.Add(new KeyValuePair<string, JournyValue>(name, CheckKind(_converter.Convert(entry.Value, name), name)));
            }
            catch (JournyInputException exception)
            {
                throw RecordProblems.InvalidProperty(_options.PropertyParameter, exception);
            }
        }
    }

    /// <summary>The parameter that says for every record what a column of a role would; null if none is given.</summary>
    public string? ParameterInsteadOf(ColumnRole role) => _given.ParameterFor(role);

    /// <summary>What to do if no column names anybody.</summary>
    public string IdentityFix => RecordProblems.IdentityFix(_options.Shape);

    private void Check(BoundRecord record, IReadOnlyList<string> names)
    {
        RecordShape shape = _options.Shape;
        bool lacksUser = shape.HasUser && record.User is null;
        bool lacksAccount = shape.HasAccount && record.Account is null;
        if (shape.NeedsEither ? lacksUser && lacksAccount : lacksUser || lacksAccount)
        {
            throw RecordProblems.NoIdentity(lacksUser, lacksAccount, names, _layout.Columns, shape);
        }

        if (shape.Required is { } required && (required.Role == ColumnRole.DeviceId ? record.DeviceId : record.EventName) is null)
        {
            throw required.Problem();
        }
    }





    private void ReadProperties(SourceRow row, PropertyBag properties)
    {
        properties.Reserve(_layout.Columns.Length + _written.Count);
        for (int index = 0; index < _layout.Columns.Length; index++)
        {
            ColumnPlan column = _layout.Columns[index];
            if (column.Role != ColumnRole.Property)
            {
                if (column.IsNameless && !ValueConverter.IsBlank(row.ValueAt(index)))
                {
                    throw RecordProblems.NamelessValue(index + 1);
                }

                continue;
            }

            object? value = row.ValueAt(index);
            if (value is AbsentValue)
            {
                // A key that a record lacks says nothing of its property, whatever blanks mean.
            }
            else if (ValueConverter.IsBlank(value))
            {
                AddBlank(column.Target, properties);
            }
            else
            {
                string name = column.Target;
                JournyValue converted =
                    column.Type is not { } type || (_findsInTexts && column.IsFound && !ValueConverter.IsText(value))
                        ? _converter.Convert(value, name)
                    : column.IsFound
                        ? _converter.ConvertFound(value, name, type, RequiresKind(name), FixFound)
                        : _converter.Convert(value, name, type);
                if (converted.Kind == JournyValueKind.List && converted.Items.Count == 0)
                {
                    // A cell with separators alone.
                    AddBlank(name, properties);
                }
                else
                {
                    properties.Add(name, CheckKind(converted, name));
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

    private bool RequiresKind(string name) => !ReadsMetadata && RequiredKinds.Of(name) != CellKind.Blank;

    /// <summary>Events hold neither nulls nor lists.</summary>
    private JournyValue CheckKind(JournyValue value, string name) =>
        _options.Shape.HasMetadata && value.Kind is JournyValueKind.Null or JournyValueKind.List
            ? throw RecordProblems.NoMetadata(value.Kind, name)
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
