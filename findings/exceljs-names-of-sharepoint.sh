#!/usr/bin/env bash
# ExcelJS does not read back what it has written: "First_x0020_Name", as SharePoint names a column, becomes "First Name".
#
# With:  exceljs 4.4.0
# Guess: a text is a text: what is written as a value is read as the same value, or the reader decodes and the writer encodes.
# Seen:  the reader decodes _xHHHH_, in capitals only, and the writer does not encode it.
# Hurts: a job that puts the rows of a SharePoint list into a workbook, for another job that looks for the columns by the names
#        they have in the list, finds none of them: every such property is left out. A code that looks alike becomes another code.
. "$(dirname "$0")/tools.bash"

run_node exceljs@4.4.0 <<'JS' | expect '[ "First Name", "Customer_x002d_ID", "plan" ]
[ "Jane", "AA1", "Pro" ]
as written: <t>First_x0020_Name</t>'
const { Workbook } = require("exceljs");

(async () => {
  const written = new Workbook();
  written.addWorksheet("list").addRows([
    ["First_x0020_Name", "Customer_x002d_ID", "plan"],
    ["Jane", "A_x0041_1", "Pro"],
  ]);
  const bytes = await written.xlsx.writeBuffer();

  const read = new Workbook();
  await read.xlsx.load(bytes);
  read.getWorksheet("list").eachRow((row) => console.log(`[ ${row.values.slice(1).map((value) => JSON.stringify(value)).join(", ")} ]`));

  const Zip = require("jszip");
  const strings = await (await Zip.loadAsync(bytes)).file("xl/sharedStrings.xml").async("string");
  console.log(`as written: ${strings.match(/<t>First[^<]*<\/t>/)[0]}`);
})();
JS
