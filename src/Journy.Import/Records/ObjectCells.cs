using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Xml;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Import.Values;

namespace Journy.Import.Records;

/// <summary>The values of a piped object as the cells of a file, each made only when it is read.</summary>
internal sealed class ObjectCells : IReadOnlyList<string>
{
    // Tried if an item of a list holds the separator that the user named, or the usual one.
    private static readonly string[] OtherSeparators = [";", "|", "||", "¦", " ;; "];

    private readonly SourceRow _row;
    private readonly ColumnLayout _layout;
    private readonly ValueConverter _converter;
    private readonly string _usualSeparator;
    private string? _separator;
    private JournyPropertyType?[]? _types;

    /// <summary>Takes a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="layout">What its columns are for.</param>
    /// <param name="converter">What makes the values of its own.</param>
    /// <param name="listSeparator">What stands between the items of a list.</param>
    public ObjectCells(SourceRow row, ColumnLayout layout, ValueConverter converter, string listSeparator)
    {
        _row = row;
        _layout = layout;
        _converter = converter;
        _usualSeparator = listSeparator;
    }

    /// <inheritdoc/>
    public int Count => _row.Values.Length;

    /// <summary>What stands between the items of lists in these cells: what the user named, unless an item holds it.</summary>
    public string ListSeparator => _separator ??= FindSeparator();

    /// <inheritdoc/>
    public string this[int index] => ToCell(index);

    /// <summary>What a column is for.</summary>
    public ColumnPlan PlanOf(int index) => _layout.Columns[index];

    /// <summary>
    /// The types that cells must be read as to mean what the values mean; null if a value says nothing of it, as a blank one, or does not
    /// become a property.
    /// </summary>
    public IReadOnlyList<JournyPropertyType?> Types => _types ??= Enumerable.Range(0, Count).Select(TypeOf).ToArray();

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private JournyPropertyType? TypeOf(int index)
    {
        object? value = _row.ValueAt(index);
        ColumnPlan plan = PlanOf(index);
        if (plan.Role != ColumnRole.Property || value is UnreadableMember)
        {
            return null;
        }

        try
        {
            return ValueConverter.IsBlank(value) ? null : Convert(value, _row.Names[index], plan).Kind switch
            {
                JournyValueKind.Text => JournyPropertyType.Text,
                JournyValueKind.Number => JournyPropertyType.Number,
                JournyValueKind.Boolean => JournyPropertyType.Boolean,
                JournyValueKind.DateTime => JournyPropertyType.DateTime,
                JournyValueKind.List => JournyPropertyType.List,
                _ => null,
            };
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            // Unlike a type that is named, one that was found does not read every text: 007 stays text.
            return (plan.IsFound ? null : plan.Type) ?? Unconverted(value);
        }
    }

    // The type of a value that cannot be sent as it is: NaN, a time that the clocks skipped, a list with blank items.
    private static JournyPropertyType? Unconverted(object? value)
    {
        try
        {
            return ValueConverter.Unwrap(value) switch
            {
                string => JournyPropertyType.Text,
                double or float or BigInteger => JournyPropertyType.Number,
                DateTime => JournyPropertyType.DateTime,
                IDictionary or IDictionary<string, object?> or XmlNode or byte[] => null,
                IEnumerable => JournyPropertyType.List,
                _ => null,
            };
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return null;
        }
    }

    private static bool IsUnreadable(Exception exception) => exception is JournyInputException || UnreadableMember.IsFailure(exception);

    // An object of the user's may throw anything; the error of its row is already known.
    private static string Shown(object? value)
    {
        try
        {
            return System.Convert.ToString(ValueConverter.Unwrap(value), CultureInfo.InvariantCulture) ?? string.Empty;
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            return string.Empty;
        }
    }

    private static List<string> ItemsOf(object? list)
    {
        List<string> items = new();
        try
        {
            foreach (object? item in (IEnumerable)ValueConverter.Unwrap(list)!)
            {
                items.Add(Shown(item));
            }
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            // What was listed until then is all that can be shown.
        }

        return items;
    }

    private string ToCell(int index)
    {
        object? value = _row.ValueAt(index);
        if (value is string text)
        {
            return text;
        }

        string name = _row.Names[index];
        ColumnPlan plan = PlanOf(index);
        try
        {
            if (plan.Role is not (ColumnRole.None or ColumnRole.Property or ColumnRole.TriggeredAt))
            {
                return ValueConverter.ToIdentifier(value, name) ?? string.Empty;
            }

            JournyValue converted = Convert(value, name, plan);
            return converted.Kind == JournyValueKind.List ? string.Join(ListSeparator, converted.Items)
                : converted.Kind == JournyValueKind.Number && plan.Role == ColumnRole.Property ? _converter.ToNumberText(converted.Text)
                : converted.Text;
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            // What cannot be sent can still be shown to the person who fixes it.
            return value is UnreadableMember ? string.Empty
                : Unconverted(value) == JournyPropertyType.List ? string.Join(ListSeparator, ItemsOf(value))
                : Shown(value);
        }
    }

    private JournyValue Convert(object? value, string name, ColumnPlan plan)
    {
        if (plan.Type is not { } type || ValueConverter.IsBlank(value) || (plan.IsFound && !ValueConverter.IsText(value)))
        {
            return _converter.Convert(value, name);
        }

        return plan.IsFound
            ? _converter.ConvertFound(value, name, type, RequiredKinds.Of(plan.Target) != CellKind.Blank, _ => string.Empty)
            : _converter.Convert(value, name, type);
    }

    private string FindSeparator()
    {
        List<string> items = new();
        for (int index = 0; index < Count; index++)
        {
            object? value = _row.ValueAt(index);
            if (value is not UnreadableMember && Unconverted(value) == JournyPropertyType.List)
            {
                items.AddRange(ItemsOf(value));
            }
        }

        // If each of them is in use, the user's is taken.
        return OtherSeparators
            .Prepend(_usualSeparator)
            .FirstOrDefault(separator => !items.Exists(item => item.Contains(separator))) ?? _usualSeparator;
    }
}
