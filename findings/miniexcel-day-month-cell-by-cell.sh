#!/usr/bin/env bash
# MiniExcel reads 03/04/2026 with the month first and 31/12/2026 with the day first, in the same column.
#
# With:  MiniExcel 1.46.0
# Guess: one order for all cells, that of the culture, and an error for a cell that does not fit it.
# Seen:  each cell is tried with the month first, and if that is no date, with the day first. The culture of the thread plays
#        no part, only one that is given in MiniExcel's own configuration.
# Hurts: a European export that is read into a class: day and month change places for what is due on one of the first twelve
#        days of a month, all else is right, and nothing says so.
. "$(dirname "$0")/tools.bash"

run_csharp <<'CS' | expect '03/04/2026 is 4 March 2026
12/04/2026 is 4 December 2026
13/04/2026 is 13 April 2026
31/12/2026 is 31 December 2026'
#:package MiniExcel@1.46.0
#:property PublishAot=false
using System.Globalization;
using MiniExcelLibs;

CultureInfo.CurrentCulture = new("nl-BE");
string[] cells = ["03/04/2026", "12/04/2026", "13/04/2026", "31/12/2026"];
MiniExcel.SaveAs("renewals.xlsx", cells.Select(cell => new { Text = cell, Renewal = cell }));
foreach (Account account in MiniExcel.Query<Account>("renewals.xlsx"))
{
    Console.WriteLine($"{account.Text} is {account.Renewal.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}");
}

internal sealed class Account
{
    public string? Text { get; set; }

    public DateTime Renewal { get; set; }
}
CS
