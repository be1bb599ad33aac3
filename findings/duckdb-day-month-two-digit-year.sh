#!/usr/bin/env bash
# DuckDB takes short dates such as 31/12/26 for year, month and day, unless a date of the column does not allow it.
#
# With:  DuckDB.NET.Data.Full 1.5.6.1
# Guess: 31 December 2026, as it takes 31/12/2026 for day, month and year, or text, as 04-Mar-2026 stays text.
# Seen:  26 December 2031, and with a time behind it that of the year 31. One date that ends in more than 31 turns all
#        others of its column the right way round.
# Hurts: exports of spreadsheets: the renewals of this year's file move by years without a warning, and a customer more or
#        less moves them back.
. "$(dirname "$0")/tools.bash"

run_csharp <<'CS' | expect '03/04/2026 and 31/12/2026: 2026-04-03 and 2026-12-31
03/04/26 and 31/12/26: 2003-04-26 and 2031-12-26
03/04/26 and 31/12/32: 2026-04-03 and 2032-12-31
03/04/26 10:00: 0003-04-26 10:00:00'
#:package DuckDB.NET.Data.Full@1.5.6.1
using DuckDB.NET.Data;

using DuckDBConnection connection = new("DataSource=:memory:");
connection.Open();
string[][] columns = [["03/04/2026", "31/12/2026"], ["03/04/26", "31/12/26"], ["03/04/26", "31/12/32"], ["03/04/26 10:00"]];
foreach (string[] cells in columns)
{
    File.WriteAllLines("renewals.csv", ["id,renewal", .. cells.Select((cell, row) => $"{row},{cell}")]);
    using DuckDBCommand command = connection.CreateCommand();
    command.CommandText = "SELECT string_agg(CAST(renewal AS VARCHAR), ' and ' ORDER BY id) FROM read_csv('renewals.csv')";
    Console.WriteLine($"{string.Join(" and ", cells)}: {command.ExecuteScalar()}");
}
CS
