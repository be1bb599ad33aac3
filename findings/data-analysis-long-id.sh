#!/usr/bin/env bash
# Microsoft.Data.Analysis reads every column of numbers as Single, which has seven digits: longer IDs become others.
#
# With:  Microsoft.Data.Analysis 0.23.1
# Guess: Int64 for whole numbers, or Double, whose fifteen digits are enough for most IDs.
# Seen:  16777216 and 16777217 are both 16777216, and 19.99 is saved as 19.9899998.
# Hurts: whoever cleans an export of customers with it: above sixteen million, two customers become one.
. "$(dirname "$0")/tools.bash"

run_csharp <<'CS' | expect 'Single
id,mrr
16777216,19.9899998
16777216,0.100000001'
#:package Microsoft.Data.Analysis@0.23.1
using System.Text;
using Microsoft.Data.Analysis;

DataFrame customers = DataFrame.LoadCsvFromString("id,mrr\n16777216,19.99\n16777217,0.1\n");
using MemoryStream saved = new();
DataFrame.SaveCsv(customers, saved);
Console.WriteLine(customers["id"].DataType.Name);
Console.WriteLine(Encoding.UTF8.GetString(saved.ToArray()).TrimEnd());
CS
