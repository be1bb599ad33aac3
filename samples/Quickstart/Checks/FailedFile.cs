using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Journy.Samples.DataGenerator;
using Microsoft.VisualBasic.FileIO;

namespace Journy.Samples.Quickstart.Checks;

/// <summary>The file that the import leaves with the rows that failed. It is read here by another reader than the module's.</summary>
internal sealed class FailedFile
{
    private readonly List<(int Line, string Error)> _rows = [];

    private FailedFile()
    {
    }

    /// <summary>Gets each row's line in the imported file, and why it failed.</summary>
    internal IReadOnlyList<(int Line, string Error)> Rows => _rows;

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file's path; <see langword="null"/> where the import left none.</param>
    /// <returns>What it says.</returns>
    internal static FailedFile Read(string? path)
    {
        FailedFile file = new();
        if (path is null)
        {
            return file;
        }

        using TextFieldParser parser = new(path, Encoding.UTF8) { TrimWhiteSpace = false };
        parser.SetDelimiters(",");
        string[] header = parser.ReadFields() ?? [];
        int line = Array.IndexOf(header, "journy_line");
        int error = Array.IndexOf(header, "journy_error");
        while (parser.ReadFields() is string[] cells)
        {
            file._rows.Add((int.Parse(cells[line], CultureInfo.InvariantCulture), cells[error]));
        }

        return file;
    }

    /// <summary>Says whether a row is in the file, under its line and with the reason for which it had to fail.</summary>
    /// <param name="row">The row.</param>
    /// <returns><see langword="true"/> if so.</returns>
    internal bool Explains(CustomerRow row) => _rows.Exists(failed =>
        failed.Line == row.Line && failed.Error.Contains(WhatMattersIn(row), StringComparison.OrdinalIgnoreCase));

    // Not the sentences, which may change: what any sentence about the fault has to name.
    private static string WhatMattersIn(CustomerRow row) => row.Fault switch
    {
        RowFault.NoIdentity => "user ID",
        RowFault.TooFewCells or RowFault.TooManyCells => string.Create(CultureInfo.InvariantCulture, $"{row.Cells.Count} cells"),
        RowFault.RefusedEmail => "email",
        RowFault.DateNotIso => row["Subscription Date"],
        RowFault.InvalidBytes => "utf-8",
        _ => throw new ArgumentException($"Row {row.Number} need not fail.", nameof(row)),
    };
}
