using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace Journy.Samples.DataGenerator;

/// <summary>
/// The sample file: what it says, and which of its rows must fail. Whoever checks an import of the file takes the
/// numbers from here, so that they cannot differ from the file's own.
/// </summary>
/// <remarks>
/// UTF-8 with a byte order mark, which is what spreadsheets write as "CSV UTF-8" and what Import-Csv of Windows
/// PowerShell needs to get the names right. Rows end in CRLF, line breaks inside cells are LF: again as spreadsheets do it.
/// </remarks>
public sealed class CustomerFile
{
    /// <summary>How many rows the file has below its header.</summary>
    public const int RowCount = 1000;

    private const string RowEnd = "\r\n";

    private static readonly char[] QuotedCharacters = [',', '"', '\r', '\n'];

    private CustomerFile(IReadOnlyList<CustomerRow> rows)
    {
        Rows = rows;
    }

    /// <summary>Gets the names in the header.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "Index", "Customer Id", "First Name", "Last Name", "Company", "City", "Country", "Phone 1", "Phone 2", "Email",
        "Subscription Date", "Website",
    ];

    /// <summary>Gets all rows, in the file's order.</summary>
    public IReadOnlyList<CustomerRow> Rows { get; }

    /// <summary>Gets the rows that must arrive.</summary>
    public IEnumerable<CustomerRow> GoodRows => Rows.Where(row => row.Fault == RowFault.None);

    /// <summary>Gets the rows that must fail, each for a reason of its own.</summary>
    public IEnumerable<CustomerRow> FailingRows => Rows.Where(row => row.Fault != RowFault.None);

    /// <summary>Makes the file's rows: the same ones each time, on every machine.</summary>
    /// <returns>The file.</returns>
    public static CustomerFile Create()
    {
        // Bogus lowers letters by the current culture, and Turkish makes i without a dot of I.
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return new CustomerFile(MakeRows());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>Writes the file.</summary>
    /// <returns>The file's bytes.</returns>
    public byte[] ToBytes()
    {
        using MemoryStream bytes = new();
        bytes.Write(Encoding.UTF8.Preamble);
        bytes.Write(Encoding.UTF8.GetBytes(Line(Columns)));
        foreach (CustomerRow row in Rows)
        {
            Encoding encoding = row.Fault == RowFault.InvalidBytes ? Encoding.Latin1 : Encoding.UTF8;
            bytes.Write(encoding.GetBytes(Line(row.Cells)));
        }

        return bytes.ToArray();
    }

    private static List<CustomerRow> MakeRows()
    {
        CustomerMaker maker = new();
        List<CustomerRow> rows = new(RowCount);

        // The header is line 1.
        int line = 2;
        for (int number = 1; number <= RowCount; number++)
        {
            (IReadOnlyList<string> cells, RowFault fault) = maker.Make(number);
            rows.Add(new CustomerRow(number, line, cells, fault));
            line += 1 + cells.Sum(cell => cell.Count(character => character == '\n'));
        }

        return rows;
    }

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + RowEnd;

    private static string Cell(string text) =>
        text.IndexOfAny(QuotedCharacters) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
