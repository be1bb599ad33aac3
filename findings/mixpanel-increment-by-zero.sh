#!/usr/bin/env bash
# Mixpanel's people.increment adds 1 where it is told to add 0, "5" or nothing, if the property is named beside the amount.
#
# With:  mixpanel 0.24.0
# Guess: 0 adds 0, as { orders: 0 } does, and what is no number is refused; 1 is for an amount that is left out.
# Seen:  the request says 1 for 0, for "5" and for null.
# Hurts: a nightly run that adds each customer's orders of the day: who ordered nothing has one order more every day, and an
#        amount out of a CSV file, which is text, counts as 1.
. "$(dirname "$0")/tools.bash"

run_node mixpanel@0.24.0 <<'JS' | expect '3: 3
0: 1
"5": 1
null: 1
{ orders: 0 }: 0'
const { createServer } = require("node:http");
const mixpanel = require("mixpanel");

let added;
const server = createServer((request, response) => {
  const data = new URL(request.url, "http://127.0.0.1").searchParams.get("data");
  added = JSON.parse(Buffer.from(data, "base64")).$add;
  response.end("1");
});
server.listen(0, "127.0.0.1", async () => {
  const client = mixpanel.init("none", { host: `127.0.0.1:${server.address().port}`, protocol: "http", keepAlive: false });
  const sent = (...change) => new Promise((resolve) => client.people.increment("1", ...change, () => resolve(added.orders)));
  for (const amount of [3, 0, "5", null]) {
    console.log(`${JSON.stringify(amount)}: ${JSON.stringify(await sent("orders", amount))}`);
  }

  console.log(`{ orders: 0 }: ${await sent({ orders: 0 })}`);
  server.close();
});
JS
