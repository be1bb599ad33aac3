#!/usr/bin/env bash
# Sylvan.Data.Csv leaves out the rows that begin with '#', unless it is told not to.
#
# With:  Sylvan.Data.Csv 1.4.4
# Guess: CSV has no comments, so that a reader has none by default; RFC 4180 knows none.
# Seen:  the row of an ID such as '#2' is not read, and nothing says so.
# Hurts: IDs, hash tags and channels in the first column.
. "$(dirname "$0")/tools.bash"

run_csharp <<'CS' | expect '1 Jane; 3 Jim'
#:package Sylvan.Data.Csv@1.4.4
using Sylvan.Data.Csv;

using CsvDataReader reader = CsvDataReader.Create(new StringReader("id,name\n1,Jane\n#2,Joe\n3,Jim\n"));
List<string> rows = [];
while (reader.Read())
{
    rows.Add($"{reader.GetString(0)} {reader.GetString(1)}");
}

Console.WriteLine(string.Join("; ", rows));
CS
