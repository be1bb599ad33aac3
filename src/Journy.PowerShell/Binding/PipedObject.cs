using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Xml;
using Journy.Results;

namespace Journy.Binding;

/// <summary>
/// Reads a piped object as a row: hashtables and dictionaries by key, data rows by column, everything else by its properties.
/// PowerShell's own binding by property name does not see a hashtable's keys, and converts with the session's culture.
/// </summary>
internal static class PipedObject
{
    // Room for the columns of most objects.
    private const int UsualWidth = 16;

    // What remoting, jobs and providers add to objects; none of it is data.
    private static readonly HashSet<string> AddedByPowerShell = new(StringComparer.OrdinalIgnoreCase)
    {
        "PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId",
        "PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider", "PSIsContainer",
    };

    /// <summary>Reads one object.</summary>
    /// <exception cref="JournyInputException">It is no row.</exception>
    public static SourceRow Read(PSObject? input)
    {
        object? value = input?.BaseObject;
        return value switch
        {
            null => throw NotARow("nothing ($null)", "Check the command before the pipe."),
            PSCustomObject => ReadMembers(input!),
            FileSystemInfo file => throw NotARow(
                $"the file or folder '{PlainText.Of(file.Name, 100)}'",
                "To read its rows: Import-Csv <file> | …, or Import-JournyUser -Path <file>."),
            IDictionary dictionary => Read(dictionary),
            IDictionary<string, object?> dictionary => Read(dictionary),
            DictionaryEntry => throw AnEntry(),
            DataRow row => Read(row),
            DataRowView view => Read(view.Row),
            IDataRecord record => Read(record),
            string text => throw NotARow(
                $"the text '{PlainText.Of(text, 60)}'",
                "To name a record by it, give it to a parameter such as -UserId or -Email."),
            XmlNode => throw NotARow("an XML node", "Select the values that you need first: … | Select-Object -Property id, plan | …"),
            IEnumerable => throw NotARow($"a list ({value.GetType().Name})", "Pipe its items one by one."),
            _ when IsScalar(value) => throw NotARow(
                $"a bare value ({value.GetType().Name})", "To name a record by it, give it to a parameter such as -UserId."),
            _ when IsPair(value) => throw AnEntry(),
            _ => ReadMembers(input!),
        };
    }

    /// <summary>Reads a user given by an ID, by an e-mail address (it has an @), or as an object.</summary>
    /// <exception cref="JournyInputException">It is none of them.</exception>
    public static SourceRow ReadUser(object? user)
    {
        object? value = user is PSObject wrapped ? wrapped.BaseObject : user;
        if (value is not (string or ValueType))
        {
            return Read(user is null ? null : PSObject.AsPSObject(user));
        }

        bool isAddress = value is string text && text.IndexOf('@') >= 0;
        return new SourceRow(new[] { isAddress ? "email" : "user_id" }, new[] { value });
    }

    private static JournyInputException NotARow(string what, string mend) => new(
        JournyReason.NotARow,
        $"This is {what}, not a record. Pipe objects with named values, such as Import-Csv's rows or @{{ user_id = '42'; plan = 'Pro' }}. {mend}");

    private static JournyInputException AnEntry() => NotARow(
        "one entry of a dictionary",
        "Pipe the dictionary itself. PowerShell takes some kinds apart, such as ExpandoObject: put a comma before those, as in ,$record | …");

    private static bool IsPair(object value) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private static bool IsScalar(object value) =>
        value.GetType().IsPrimitive
        || value is decimal or DateTime or DateTimeOffset or TimeSpan or Guid or Uri or Version or Enum or ScriptBlock;

    private static SourceRow Read(IDictionary dictionary)
    {
        List<string> names = new(dictionary.Count);
        List<object?> values = new(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            names.Add(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty);
            values.Add(entry.Value);
        }

        return new SourceRow(names, values.ToArray());
    }

    private static SourceRow Read(IDictionary<string, object?> dictionary)
    {
        List<string> names = new(dictionary.Count);
        List<object?> values = new(dictionary.Count);
        foreach (KeyValuePair<string, object?> entry in dictionary)
        {
            names.Add(entry.Key);
            values.Add(entry.Value);
        }

        return new SourceRow(names, values.ToArray());
    }

    private static SourceRow Read(DataRow row)
    {
        if (row.RowState == DataRowState.Deleted)
        {
            throw NotARow("a deleted row of a DataTable", "Pipe $table.Select(), which gives the rows that are left.");
        }

        List<string> names = new(row.Table.Columns.Count);
        foreach (DataColumn column in row.Table.Columns)
        {
            names.Add(column.ColumnName);
        }

        return new SourceRow(names, row.ItemArray);
    }

    private static SourceRow Read(IDataRecord record)
    {
        string[] names = new string[record.FieldCount];
        object?[] values = new object?[record.FieldCount];
        for (int index = 0; index < names.Length; index++)
        {
            names[index] = record.GetName(index);
            values[index] = record.GetValue(index);
        }

        return new SourceRow(names, values);
    }

    private static SourceRow ReadMembers(PSObject input)
    {
        List<string> names = new(UsualWidth);
        List<object?> values = new(UsualWidth);
        foreach (PSPropertyInfo property in input.Properties)
        {
            string name = property.Name;
            if (!property.IsGettable || AddedByPowerShell.Contains(name))
            {
                continue;
            }

            names.Add(name);
            try
            {
                values.Add(property.Value);
            }
            catch (GetValueException exception)
            {
                values.Add(new UnreadableMember(name, exception));
            }
        }

        return new SourceRow(names, values.ToArray());
    }
}
