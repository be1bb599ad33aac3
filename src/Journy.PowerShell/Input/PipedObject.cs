using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Xml;
using Journy.Import.Values;

namespace Journy.Input;

/// <summary>
/// Reads a piped object as a row: hashtables and dictionaries by key, data rows by column, everything else by its properties.
/// PowerShell's own binding by property name does not see a hashtable's keys, and converts with the session's culture.
/// </summary>
internal static class PipedObject
{
    // Room for the columns of most objects.
    private const int UsualWidth = 16;

    // Members that are not data: what remoting, jobs and providers add to objects, and what ADO.NET has besides a row's columns.
    private static readonly Dictionary<string, MemberOrigin> NoData = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PSComputerName"] = MemberOrigin.PowerShell,
        ["PSShowComputerName"] = MemberOrigin.PowerShell,
        ["RunspaceId"] = MemberOrigin.PowerShell,
        ["PSSourceJobInstanceId"] = MemberOrigin.PowerShell,
        ["PSPath"] = MemberOrigin.PowerShell,
        ["PSParentPath"] = MemberOrigin.PowerShell,
        ["PSChildName"] = MemberOrigin.PowerShell,
        ["PSDrive"] = MemberOrigin.PowerShell,
        ["PSProvider"] = MemberOrigin.PowerShell,
        ["PSIsContainer"] = MemberOrigin.PowerShell,
        ["RowError"] = MemberOrigin.DataRow,
        ["RowState"] = MemberOrigin.DataRow,
        ["Table"] = MemberOrigin.DataRow,
        ["ItemArray"] = MemberOrigin.DataRow,
        ["HasErrors"] = MemberOrigin.DataRow,
        ["DataView"] = MemberOrigin.DataRowView,
        ["RowVersion"] = MemberOrigin.DataRowView,
        ["Row"] = MemberOrigin.DataRowView,
        ["IsNew"] = MemberOrigin.DataRowView,
        ["IsEdit"] = MemberOrigin.DataRowView,
        ["Error"] = MemberOrigin.DataRowView,

        // .NET 9 and later; a sign of a DataRowView only beside the other six.
        ["RequireRegisteredTypes"] = MemberOrigin.NewDataRowView,
    };

    // A table may have a column with any one of these names; all of them together are a row that Select-Object or a job has taken apart.
    private const int OfDataRow = 5;
    private const int OfDataRowView = 6;

    private static readonly string[] AccountIdAlone = { "account_id" };

    private enum MemberOrigin
    {
        Data,
        PowerShell,
        DataRow,
        DataRowView,
        NewDataRowView,
    }

    /// <summary>The path of a piped file, as Get-ChildItem and Resolve-Path give it; null if something else is piped.</summary>
    public static string? FileOf(PSObject? input) => input?.BaseObject switch
    {
        FileInfo file => file.FullName,
        PathInfo path => path.ProviderPath,
        _ => null,
    };

    /// <summary>The path of a piped folder; null if something else is piped.</summary>
    public static string? FolderOf(PSObject? input) => (input?.BaseObject as DirectoryInfo)?.FullName;

    /// <summary>Reads one object.</summary>
    /// <exception cref="JournyInputException">It is no row.</exception>
    public static SourceRow Read(PSObject? input)
    {
        try
        {
            return ReadObject(input);
        }
        catch (Exception failure) when (UnreadableMember.IsFailure(failure))
        {
            throw ValueProblems.Unreadable(failure);
        }
    }

    /// <summary>
    /// The records of one item of the input: itself, or what a list of them holds. Invoke-RestMethod pipes a whole array as one item,
    /// and -InputObject (…) is given one. Those of a data reader are read as they are asked for.
    /// </summary>
    public static IEnumerable<PSObject?> Items(PSObject? input)
    {
        if (input?.BaseObject is IDataReader reader)
        {
            return DataReaderRows.Of(reader);
        }

        IEnumerable? list = input?.BaseObject switch
        {
            DataTable table => table.Rows,
            string or IDictionary or IDataRecord or XmlNode => null,
            Array array when array.GetType().GetElementType() is { IsPrimitive: true } => null,
            IEnumerable items when !ValueConverter.IsMap(items) => items,
            _ => null,
        };
        if (list is null)
        {
            return new[] { input };
        }

        try
        {
            return list.Cast<object?>().Select(item => item is null ? null : PSObject.AsPSObject(item)).ToList();
        }
        catch (Exception failure) when (UnreadableMember.IsFailure(failure))
        {
            // Reading it as a record says what it is.
            return new[] { input };
        }
    }

    /// <summary>Whether an item stands for rows that could not be read any more.</summary>
    public static bool IsBroken(PSObject? input) => input?.BaseObject is BrokenReader;

    /// <summary>A piped text; null if something else was piped. Reads nothing, so nothing can fail here.</summary>
    public static string? TextOf(PSObject? input) => input?.BaseObject as string;

    private static SourceRow ReadObject(PSObject? input)
    {
        object? value = input?.BaseObject;
        return value switch
        {
            null => throw InputProblems.PipedNothing(),
            PSCustomObject => ReadMembers(input!),
            BrokenReader broken => throw InputProblems.BrokenReader(broken.Count, broken.Failure),
            FileSystemInfo file => throw InputProblems.PipedFile(file),
            IDictionary dictionary => Read(dictionary, input!),
            IDictionary<string, object?> dictionary => Read(dictionary, input!),
            DictionaryEntry => throw InputProblems.PipedEntry(),
            DataSet set => throw InputProblems.PipedTables(set.Tables.Count),
            DataRow row => Read(row, input!),
            DataRowView view => Read(view.Row, input!),
            IDataRecord record => Read(record, input!),
            string text => throw InputProblems.PipedText(text),
            XmlNode => throw InputProblems.PipedXml(),
            IEnumerable => throw InputProblems.PipedList(value),
            _ when IsScalar(value) => throw InputProblems.PipedScalar(value),
            _ when IsPair(value) => throw InputProblems.PipedEntry(),
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

    /// <summary>Reads an account given by an ID or as an object.</summary>
    /// <exception cref="JournyInputException">It is neither, or may be a domain.</exception>
    public static SourceRow ReadAccount(object? account)
    {
        object? value = account is PSObject wrapped ? wrapped.BaseObject : account;
        if (value is not (string or ValueType))
        {
            return Read(account is null ? null : PSObject.AsPSObject(account));
        }

        return value is string text && text.IndexOf('.') >= 0
            ? throw InputProblems.IdOrDomain(text)
            : new SourceRow(AccountIdAlone, new[] { value });
    }

    private static bool IsPair(object value) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private static bool IsScalar(object value) =>
        value.GetType().IsPrimitive
        || value is decimal or DateTime or DateTimeOffset or TimeSpan or Guid or Uri or Version or Enum or ScriptBlock;

    private static SourceRow Read(IDictionary dictionary, PSObject input)
    {
        List<string> names = new(dictionary.Count);
        List<object?> values = new(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            names.Add(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty);
            values.Add(entry.Value);
        }

        return WithAdded(names, values, input);
    }

    private static SourceRow Read(IDictionary<string, object?> dictionary, PSObject input)
    {
        List<string> names = new(dictionary.Count);
        List<object?> values = new(dictionary.Count);
        foreach (KeyValuePair<string, object?> entry in dictionary)
        {
            names.Add(entry.Key);
            values.Add(entry.Value);
        }

        return WithAdded(names, values, input);
    }

    private static SourceRow Read(DataRow row, PSObject input)
    {
        if (row.RowState == DataRowState.Deleted)
        {
            throw InputProblems.DeletedRow();
        }

        List<string> names = new(row.Table.Columns.Count);
        foreach (DataColumn column in row.Table.Columns)
        {
            names.Add(column.ColumnName);
        }

        return WithAdded(names, new List<object?>(row.ItemArray), input);
    }

    private static SourceRow Read(IDataRecord record, PSObject input)
    {
        List<string> names = new(record.FieldCount);
        List<object?> values = new(record.FieldCount);
        for (int index = 0; index < record.FieldCount; index++)
        {
            names.Add(record.GetName(index));
            values.Add(record.GetValue(index));
        }

        return WithAdded(names, values, input);
    }

    /// <summary>Adds what Add-Member has put on an object that is read by keys or columns; as in PowerShell, it hides what has its
    /// name.</summary>
    private static SourceRow WithAdded(List<string> names, List<object?> values, PSObject input)
    {
        // Without the members of the object's type, which are no data.
        if (input.Members["PSExtended"] is PSMemberSet extended)
        {
            foreach (PSPropertyInfo property in extended.Properties)
            {
                if (!property.IsInstance || !property.IsGettable || OriginOf(property.Name) == MemberOrigin.PowerShell)
                {
                    continue;
                }

                int index = names.FindIndex(name => string.Equals(name, property.Name, StringComparison.OrdinalIgnoreCase));
                if (index < 0)
                {
                    names.Add(property.Name);
                    values.Add(ValueOf(property));
                }
                else
                {
                    values[index] = ValueOf(property);
                }
            }
        }

        return new SourceRow(names, values.ToArray());
    }

    private static SourceRow ReadMembers(PSObject input)
    {
        List<string> names = new(UsualWidth);
        List<object?> values = new(UsualWidth);
        int ofDataRow = 0;
        int ofDataRowView = 0;
        foreach (PSPropertyInfo property in input.Properties)
        {
            MemberOrigin origin = OriginOf(property.Name);
            if (!property.IsGettable || origin == MemberOrigin.PowerShell)
            {
                continue;
            }

            ofDataRow += origin == MemberOrigin.DataRow ? 1 : 0;
            ofDataRowView += origin == MemberOrigin.DataRowView ? 1 : 0;
            names.Add(property.Name);
            values.Add(ValueOf(property));
        }

        SourceRow row = new(names, values.ToArray());
        return ofDataRow == OfDataRow ? Without(row, origin => origin == MemberOrigin.DataRow)
            : ofDataRowView == OfDataRowView ? Without(row, origin => origin is MemberOrigin.DataRowView or MemberOrigin.NewDataRowView)
            : row;
    }

    private static MemberOrigin OriginOf(string name) => NoData.TryGetValue(name, out MemberOrigin origin) ? origin : MemberOrigin.Data;

    private static SourceRow Without(SourceRow row, Func<MemberOrigin, bool> isLeftOut)
    {
        int[] kept = Enumerable.Range(0, row.Names.Count).Where(index => !isLeftOut(OriginOf(row.Names[index]))).ToArray();
        return new SourceRow(kept.Select(index => row.Names[index]).ToList(), kept.Select(index => row.Values[index]).ToArray());
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (Exception exception) when (UnreadableMember.IsFailure(exception))
        {
            return new UnreadableMember(property.Name, exception);
        }
    }
}
