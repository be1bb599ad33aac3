using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Text;
using Journy.Api;
using Journy.Import.Columns;
using Journy.Import.Records;
using Journy.Input;

namespace Journy.Bench;

/// <summary>Rows as an export of customers has them: two identifiers and ten more columns.</summary>
internal static class CustomerRow
{
    /// <summary>The names in the header.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "user_id", "email", "first_name", "last_name", "company", "city", "country", "phone", "registered_at", "plan", "seats", "website",
    ];

    private static readonly string[] Cities = ["Leuven", "Gent", "Łódź", "São Paulo", "Springfield", "Utrecht", "Malmö"];
    private static readonly string[] Plans = ["Free", "Pro", "Enterprise"];

    /// <summary>The cells of one row.</summary>
    public static string[] CellsOf(int index)
    {
        string number = index.ToString("000000", CultureInfo.InvariantCulture);
        return
        [
            "C-" + number,
            "customer." + number + "@example.com",
            "First" + number,
            "Last-Name" + number,
            "Company " + number + ", Inc.",
            Cities[index % Cities.Length],
            index % 2 == 0 ? "Belgium" : "Brazil",
            "+32 2 555 " + number,
            "2024-0" + (1 + (index % 9)).ToString(CultureInfo.InvariantCulture) + "-15T08:30:00Z",
            Plans[index % Plans.Length],
            (index % 500).ToString(CultureInfo.InvariantCulture),
            "https://www.example.com/" + number,
        ];
    }

    /// <summary>One row as Import-Csv gives it.</summary>
    public static PSObject ObjectOf(int index)
    {
        string[] cells = CellsOf(index);
        PSObject row = new();
        for (int column = 0; column < cells.Length; column++)
        {
            row.Properties.Add(new PSNoteProperty(Columns[column], cells[column]));
        }

        return row;
    }

    /// <summary>The first rows as Import-Csv gives them.</summary>
    public static PSObject[] Objects(int count)
    {
        PSObject[] rows = new PSObject[count];
        for (int index = 0; index < count; index++)
        {
            rows[index] = ObjectOf(index);
        }

        return rows;
    }

    /// <summary>A binder as the cmdlets make it.</summary>
    /// <param name="isTyped">True for the types that an import finds the columns to have.</param>
    public static RecordBinder CreateBinder(bool isTyped = false) => new(new RecordBinderOptions(RecordShape.User, new GivenValues())
    {
        PropertyType = isTyped ? new Hashtable { ["registered_at"] = "DateTime", ["seats"] = "Number" } : null,
    });

    /// <summary>The request that Set-JournyUser makes of a row.</summary>
    public static UpsertRequest RequestOf(BoundRecord record) => new(record.Identity!, record.Properties);

    /// <summary>The bodies that are sent for the first rows.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="isTyped">True for the types that an import finds the columns to have.</param>
    public static byte[][] Bodies(int count, bool isTyped = false)
    {
        RecordBinder binder = CreateBinder(isTyped);
        byte[][] bodies = new byte[count][];
        for (int index = 0; index < count; index++)
        {
            bodies[index] = JsonText.WriteBody(RequestOf(binder.Bind(ObjectOf(index))));
        }

        return bodies;
    }

    /// <summary>Writes the first rows into a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="changeOf">What a row has become by the number of its change; null if all are as they were.</param>
    public static void WriteFile(string path, int count, Func<int, int>? changeOf = null)
    {
        using StreamWriter file = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        file.Write(string.Join(',', Columns) + "\r\n");
        for (int index = 0; index < count; index++)
        {
            string[] cells = CellsOf(index);

            // The company is the one column that needs quotes.
            cells[4] = '"' + cells[4] + '"';
            if (changeOf?.Invoke(index) is > 0 and var change)
            {
                cells[11] += "/" + change.ToString(CultureInfo.InvariantCulture);
            }

            file.Write(string.Join(',', cells) + "\r\n");
        }
    }
}
