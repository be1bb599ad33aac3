#!/usr/bin/env bash
# After a loop of more than 20 calls, "await flush()" of the Node SDK of RudderStack is done when one customer has arrived.
#
# With:  @rudderstack/rudder-sdk-node 3.0.13
# Guess: flush() is done when all that was queued has been sent, as for 20 customers or fewer.
# Seen:  of 25 customers 1 has arrived, of 500 too: the other requests are under way, and this flush() does not wait for them.
#        A second flush() does.
# Hurts: an import that ends with "await client.flush(); process.exit()", or a function in the cloud, which stops there: a try
#        with ten rows is right, and of the real file one customer arrives, without an error.
. "$(dirname "$0")/tools.bash"

run_node @rudderstack/rudder-sdk-node@3.0.13 <<'JS' | expect '20 identified: 20 after flush(), 20 after another
25 identified: 1 after flush(), 25 after another
500 identified: 1 after flush(), 500 after another'
const { createServer } = require("node:http");
const Analytics = require("@rudderstack/rudder-sdk-node");

let arrived = 0;
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    arrived += JSON.parse(body).batch.length;
    response.end("OK");
  });
});
server.listen(0, "127.0.0.1", async () => {
  for (const customers of [20, 25, 500]) {
    arrived = 0;
    const client = new Analytics("none", { dataPlaneUrl: `http://127.0.0.1:${server.address().port}`, gzip: false });
    for (let id = 1; id <= customers; id++) {
      client.identify({ userId: `${id}`, traits: { plan: "Pro" } });
    }

    await client.flush();
    const first = arrived;
    await client.flush();
    console.log(`${customers} identified: ${first} after flush(), ${arrived} after another`);
  }

  server.close();
});
JS
