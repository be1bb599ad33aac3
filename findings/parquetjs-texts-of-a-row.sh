#!/usr/bin/env bash
# parquetjs takes the texts of a CSV row for typed columns, and stores other values: the date 2026-03-04 becomes 1975-07-20.
#
# With:  @dsnp/parquetjs 1.8.9, csv-parse 5.6.0
# Guess: a text that it cannot read is an error, as it is for INT64, and a date as ISO 8601 has it can be read.
# Seen:  of a text it takes the number in front: a DATE is 2026 days after 1970, a TIMESTAMP_MILLIS 2026 milliseconds, and
#        1,234.5 is 1. A blank INT64 is 0, and a BOOLEAN "false" is true.
# Hurts: whoever turns exports into Parquet for a warehouse: the file is valid, its types are right, and its values are not.
. "$(dirname "$0")/tools.bash"

run_node @dsnp/parquetjs@1.8.9 csv-parse@5.6.0 <<'JS' | expect 'DATE: 2026-03-04 is 1975-07-20T00:00:00.000Z
TIMESTAMP_MILLIS: 2026-03-04T10:00:00Z is 1970-01-01T00:00:02.026Z
DOUBLE: 1,234.5 is 1
INT64:  is 0
BOOLEAN: false is true
INT64 of 1,234: invalid value for INT64: 1,234'
const { ParquetReader, ParquetSchema, ParquetWriter } = require("@dsnp/parquetjs");
const { parse } = require("csv-parse/sync");

const types = { since: "DATE", seen: "TIMESTAMP_MILLIS", mrr: "DOUBLE", tickets: "INT64", active: "BOOLEAN" };
const csv = 'since,seen,mrr,tickets,active\n2026-03-04,2026-03-04T10:00:00Z,"1,234.5",,false\n';

(async () => {
  const [row] = parse(csv, { columns: true });
  const schema = new ParquetSchema(Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }])));
  const writer = await ParquetWriter.openFile(schema, "accounts.parquet");
  await writer.appendRow(row);
  await writer.close();

  const reader = await ParquetReader.openFile("accounts.parquet");
  const read = await reader.getCursor().next();
  await reader.close();
  for (const [name, type] of Object.entries(types)) {
    console.log(`${type}: ${row[name]} is ${read[name] instanceof Date ? read[name].toISOString() : read[name]}`);
  }

  const second = await ParquetWriter.openFile(schema, "second.parquet");
  await second.appendRow({ ...row, tickets: "1,234" }).catch((error) => console.log(`INT64 of 1,234: ${error.message}`));
})();
JS
