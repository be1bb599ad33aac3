#!/usr/bin/env bash
# CsvHelper keeps the last of two columns of the same name in dynamic records, and says nothing of the other.
#
# With:  CsvHelper 33.1.0
# Guess: an error, as for a heading that is missing, or a second name for the second column.
# Seen:  a record of two members out of a row of three cells: the first cell is gone.
# Hurts: exports that join two tables, each with its own 'id' or 'email': the customer's is replaced by the account manager's.
. "$(dirname "$0")/tools.bash"

run_csharp <<'CS' | expect 'email = manager@example.com, name = Jane'
#:package CsvHelper@33.1.0
#:property PublishAot=false
using System.Globalization;
using CsvHelper;

using CsvReader reader = new(new StringReader("email,email,name\njane@example.com,manager@example.com,Jane\n"), CultureInfo.InvariantCulture);
IDictionary<string, object> record = reader.GetRecords<dynamic>().Cast<IDictionary<string, object>>().Single();
Console.WriteLine(string.Join(", ", record.Select(member => $"{member.Key} = {member.Value}")));
CS
