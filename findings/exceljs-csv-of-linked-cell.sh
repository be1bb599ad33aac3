#!/usr/bin/env bash
# ExcelJS writes the link behind a cell to CSV and not its text: an e-mail address comes out as "mailto:…".
#
# With:  exceljs 4.4.0
# Guess: the text of the cell, as Excel saves it as CSV, and as cell.text has it.
# Seen:  mailto:jane@example.com; and a name with one word in bold comes out as JSON.
# Hurts: Excel links the addresses that are typed in, and not those that are pasted: one column has both, and who is known by
#        the address becomes a second customer.
. "$(dirname "$0")/tools.bash"

run_node exceljs@4.4.0 <<'JS' | expect 'jane@example.com, Acme Inc.
email,company
mailto:jane@example.com,"{""richText"":[{""text"":""Acme ""},{""font"":{""bold"":true},""text"":""Inc.""}]}"
joe@example.com,Globex'
const { Workbook } = require("exceljs");

(async () => {
  const written = new Workbook();
  written.addWorksheet("users").addRows([
    ["email", "company"],
    [
      { text: "jane@example.com", hyperlink: "mailto:jane@example.com" },
      { richText: [{ text: "Acme " }, { text: "Inc.", font: { bold: true } }] },
    ],
    ["joe@example.com", "Globex"],
  ]);

  const read = new Workbook();
  await read.xlsx.load(await written.xlsx.writeBuffer());
  const row = read.getWorksheet("users").getRow(2);
  console.log(`${row.getCell(1).text}, ${row.getCell(2).text}`);
  console.log((await read.csv.writeBuffer()).toString());
})();
JS
