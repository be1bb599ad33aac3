#!/usr/bin/env bash
# Sylvan.Data.Csv finds the delimiter by the headings alone, and counts those in them that stand for themselves.
#
# With:  Sylvan.Data.Csv 1.4.4
# Guess: the semicolon, which parts every line into two.
# Seen:  the comma, for the commas within one heading: three columns, and all of a row in the first of them.
# Hurts: European exports with explanations in their headings: no error, and every column is misnamed.
. "$(dirname "$0")/tools.bash"

run_csharp <<'CS' | expect '[name;amount (EUR] [ net] [ VAT)]: [Acme;5] [] []'
#:package Sylvan.Data.Csv@1.4.4
using Sylvan.Data.Csv;

using CsvDataReader reader = CsvDataReader.Create(new StringReader("name;amount (EUR, net, VAT)\nAcme;5\nGlobex;7\n"));
reader.Read();
IEnumerable<int> columns = Enumerable.Range(0, reader.FieldCount);
Console.WriteLine(
    string.Join(' ', columns.Select(column => $"[{reader.GetName(column)}]")) + ": "
    + string.Join(' ', columns.Select(column => $"[{reader.GetString(column)}]")));
CS
