#!/usr/bin/env bash
# The JavaScript SDK of journy.io sends numbers and booleans as text, and leaves out null and BigInt without a word.
#
# With:  @journyio/sdk 3.1.0
# Guess: a number is sent as a JSON number, and null deletes the property, as the API has it; what cannot be sent is an error.
# Seen:  1234.5 becomes "1234.5", true becomes "true"; null, a BigInt and a nested object are not in the request, which succeeds.
# Hurts: who sends the same property as a number from elsewhere: the workspace has known it as text since. A property that was
#        to be deleted stays, and a long ID from a database driver, which is a BigInt, never arrives.
. "$(dirname "$0")/tools.bash"

run_node @journyio/sdk@3.1.0 <<'JS' | expect '{"mrr":"1234.5","active":"true","since":"2026-03-04T00:00:00.000Z","tags":["1","2"]} success: true'
const { createServer } = require("node:http");
const { Client } = require("@journyio/sdk");
const { HttpClientNode } = require("@journyio/http");

let sent;
const server = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    sent = JSON.parse(body).properties;
    response.writeHead(201, { "Content-Type": "application/json" });
    response.end('{"meta":{"requestId":"1","status":201}}');
  });
});
server.listen(0, "127.0.0.1", async () => {
  const client = new Client(new HttpClientNode(5000), { apiKey: "none", rootUrl: `http://127.0.0.1:${server.address().port}` });
  const result = await client.upsertUser({
    userId: "1",
    properties: {
      mrr: 1234.5, active: true, since: new Date("2026-03-04"), tags: [1, 2], plan: null, crm: 9007199254740993n, address: { city: "Ghent" },
    },
  });
  console.log(JSON.stringify(sent), "success:", result.success);
  server.close();
});
JS
