using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Journy.Api;

namespace Journy.Binding;

/// <summary>The values of a piped object as the cells of a file, each made only when somebody asks for it.</summary>
internal sealed class ObjectCells : IReadOnlyList<string>
{
    private readonly SourceRow _row;
    private readonly ValueConverter _converter;
    private readonly string _listSeparator;

    public ObjectCells(SourceRow row, ValueConverter converter, string listSeparator)
    {
        _row = row;
        _converter = converter;
        _listSeparator = listSeparator;
    }

    /// <inheritdoc/>
    public int Count => _row.Values.Length;

    /// <inheritdoc/>
    public string this[int index] => ToCell(_row.Values[index], _row.Names[index]);

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => Enumerable.Range(0, Count).Select(index => this[index]).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string ToCell(object? value, string name)
    {
        if (value is string text)
        {
            return text;
        }

        try
        {
            JournyValue converted = _converter.Convert(value, name);
            return converted.Kind == JournyValueKind.List ? string.Join(_listSeparator, converted.Items) : converted.Text;
        }
        catch (JournyInputException)
        {
            // What cannot be sent can still be shown to whoever has to mend it.
            return value is UnreadableMember ? string.Empty : System.Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
        }
    }
}
